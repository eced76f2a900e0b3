package io.milliwatt.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/// The system calls of Linux that the media loop makes, by way of the C library's `syscall(2)`: one
/// shape of call, so that the JVM builds one stub and not one for each function.
///
/// Pointers are plain addresses: whoever calls keeps the memory alive. A result of -1 means that
/// [#error()] says why. An instance belongs to one thread at a time.
final class LinuxCalls {
    static final int EINTR = 4;
    static final int EAGAIN = 11;

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int EPOLLIN = 1;

    private static final int SOCK_DGRAM = 2;
    private static final int CLOSE_ON_EXEC = 0x8_0000;
    private static final int NON_BLOCKING = 0x800;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int PR_SET_TIMERSLACK = 29;

    private static final FunctionDescriptor SHAPE =
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG);

    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /// For calls that return at once: the JVM need not be told that the thread is away.
    private static final MethodHandle QUICK = link(Linker.Option.critical(false));

    /// The same for calls that hardly ever fail: why one failed is not kept.
    private static final MethodHandle PLAIN =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                            SHAPE,
                            Linker.Option.critical(false),
                            Linker.Option.firstVariadicArg(1));

    /// For calls that may wait.
    private static final MethodHandle WAITING = link();

    private static final Numbers NUMBERS = Numbers.ofThisMachine();

    private final MemorySegment state = Arena.ofAuto().allocate(STATE);

    private static MethodHandle link(Linker.Option... more) {
        List<Linker.Option> options = new ArrayList<>(List.of(more));
        options.add(Linker.Option.captureCallState("errno"));
        options.add(Linker.Option.firstVariadicArg(1));
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                SHAPE,
                options.toArray(Linker.Option[]::new));
    }

    private long quick(long number, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) QUICK.invokeExact(state, number, a, b, c, d, e, f);
        } catch (Throwable failure) {
            throw new IllegalStateException("system call " + number, failure);
        }
    }

    private static long plain(long number, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) PLAIN.invokeExact(number, a, b, c, d, e, f);
        } catch (Throwable failure) {
            throw new IllegalStateException("system call " + number, failure);
        }
    }

    private long waiting(long number, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) WAITING.invokeExact(state, number, a, b, c, d, e, f);
        } catch (Throwable failure) {
            throw new IllegalStateException("system call " + number, failure);
        }
    }

    /// Why the last call of this instance returned -1.
    int error() {
        return (int) ERRNO.get(state, 0L);
    }

    private int checked(String what, long result) throws IOException {
        if (result < 0) {
            throw new IOException(what + " failed, errno " + error());
        }
        return (int) result;
    }

    /// A UDP socket that does not block.
    ///
    /// @param family [#AF_INET] or [#AF_INET6]
    int udpSocket(int family) throws IOException {
        return checked(
                "socket",
                quick(
                        NUMBERS.socket,
                        family,
                        SOCK_DGRAM | NON_BLOCKING | CLOSE_ON_EXEC,
                        0,
                        0,
                        0,
                        0));
    }

    long setOption(int socket, int level, int name, long valueAddress, int size) {
        return quick(NUMBERS.setsockopt, socket, level, name, valueAddress, size, 0);
    }

    void bind(int socket, long nameAddress, int size) throws IOException {
        checked("bind", quick(NUMBERS.bind, socket, nameAddress, size, 0, 0, 0));
    }

    void localName(int socket, long nameAddress, long sizeAddress) throws IOException {
        checked(
                "getsockname",
                quick(NUMBERS.getsockname, socket, nameAddress, sizeAddress, 0, 0, 0));
    }

    void close(int descriptor) {
        quick(NUMBERS.close, descriptor, 0, 0, 0, 0, 0);
    }

    int epoll() throws IOException {
        return checked("epoll_create1", quick(NUMBERS.epollCreate, CLOSE_ON_EXEC, 0, 0, 0, 0, 0));
    }

    int event() throws IOException {
        return checked(
                "eventfd", quick(NUMBERS.eventfd, 0, NON_BLOCKING | CLOSE_ON_EXEC, 0, 0, 0, 0));
    }

    void epollAdd(int epoll, int descriptor, long eventAddress) throws IOException {
        checked(
                "epoll_ctl",
                quick(NUMBERS.epollCtl, epoll, EPOLL_CTL_ADD, descriptor, eventAddress, 0, 0));
    }

    /// Waits to the nanosecond.
    ///
    /// @param timespecAddress how long to wait; 0 = for ever
    int epollWait(int epoll, long eventsAddress, int max, long timespecAddress) {
        return (int) waiting(NUMBERS.epollPwait2, epoll, eventsAddress, max, timespecAddress, 0, 0);
    }

    /// Waits to the millisecond, for kernels older than 5.11 and filters that do not know better.
    int epollWaitMillis(int epoll, long eventsAddress, int max, int millis) {
        return (int) waiting(NUMBERS.epollPwait, epoll, eventsAddress, max, millis, 0, 0);
    }

    /// Has the calling thread woken at its time: by default Linux may be 50 us late.
    void wakePunctually() {
        quick(NUMBERS.prctl, PR_SET_TIMERSLACK, 1, 0, 0, 0, 0);
    }

    long read(int descriptor, long address, long size) {
        return quick(NUMBERS.read, descriptor, address, size, 0, 0, 0);
    }

    long write(int descriptor, long address, long size) {
        return quick(NUMBERS.write, descriptor, address, size, 0, 0, 0);
    }

    int receive(int socket, long address, int size, long nameAddress, long nameSizeAddress) {
        long call = NUMBERS.recvfrom;
        long taken = plain(call, socket, address, size, 0, nameAddress, nameSizeAddress);
        if (taken < 0) { // once more, to hear why
            taken = quick(call, socket, address, size, 0, nameAddress, nameSizeAddress);
        }
        return (int) taken;
    }

    /// @return what was sent; negative when nothing, without a reason
    int send(int socket, long address, int size, long nameAddress, int nameSize) {
        return (int) plain(NUMBERS.sendto, socket, address, size, 0, nameAddress, nameSize);
    }

    int receiveMany(int socket, long headersAddress, int max) {
        return (int) quick(NUMBERS.recvmmsg, socket, headersAddress, max, 0, 0, 0);
    }

    int sendMany(int socket, long headersAddress, int count) {
        return (int) quick(NUMBERS.sendmmsg, socket, headersAddress, count, 0, 0, 0);
    }

    /// The numbers of the calls, which differ between the architectures.
    private record Numbers(
            int read,
            int write,
            int close,
            int socket,
            int bind,
            int getsockname,
            int setsockopt,
            int sendto,
            int recvfrom,
            int recvmmsg,
            int sendmmsg,
            int eventfd,
            int epollCreate,
            int epollCtl,
            int epollPwait,
            int epollPwait2,
            int prctl) {
        static Numbers ofThisMachine() {
            if (!System.getProperty("os.name", "").equals("Linux")) {
                throw new UnsupportedOperationException("not Linux");
            }
            return switch (System.getProperty("os.arch", "")) {
                case "amd64" ->
                        new Numbers(
                                0, 1, 3, 41, 49, 51, 54, 44, 45, 299, 307, 290, 291, 233, 281, 441,
                                157);
                case "aarch64" ->
                        new Numbers(
                                63, 64, 57, 198, 200, 204, 208, 206, 207, 243, 269, 19, 20, 21, 22,
                                441, 167);
                default -> throw new UnsupportedOperationException("numbers not known here");
            };
        }
    }
}
