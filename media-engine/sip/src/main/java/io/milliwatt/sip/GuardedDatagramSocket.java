package io.milliwatt.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The UDP socket of an endpoint. The stack puts every datagram into a queue without bound; so what
/// cannot be SIP is dropped here, and so is what comes faster than it is read: first requests that
/// would begin something new, then everything. Knows whether anybody reads it.
final class GuardedDatagramSocket extends DatagramSocket {
    /// Datagrams that may wait for a thread; about 50 ms of work.
    static final int MAX_WAITING = 1000;

    private static final int LONGEST_METHOD = 40;
    private static final int LONGEST_START_LINE = 2048;
    private static final List<byte[]> BEGINNINGS =
            List.of(ascii("INVITE "), ascii("OPTIONS "), ascii("REGISTER "), ascii("SUBSCRIBE "));
    private static final byte[] VERSION = ascii("SIP/");

    private final CountDownLatch read = new CountDownLatch(1);
    private final StackCounters counters;

    GuardedDatagramSocket(int port, InetAddress address, StackCounters counters)
            throws SocketException {
        super(port, address);
        this.counters = counters;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        read.countDown();
        int length = packet.getLength();
        while (true) {
            packet.setLength(length);
            super.receive(packet);
            byte[] bytes = packet.getData();
            int start = start(bytes, packet.getLength());
            if (start < packet.getLength() && !mayBeSip(bytes, start, packet.getLength())) {
                counters.malformed.increment();
            } else if (tooMany(bytes, start, packet.getLength())) {
                counters.shed.increment();
            } else {
                counters.waiting.incrementAndGet();
                return;
            }
        }
    }

    private boolean tooMany(byte[] bytes, int start, int end) {
        int waiting = counters.waiting.get();
        return waiting >= MAX_WAITING
                || (waiting >= MAX_WAITING / 2
                        && BEGINNINGS.stream().anyMatch(b -> begins(bytes, start, end, b)));
    }

    /// Where the message begins: after line ends and blanks, RFC 3261, section 7.5.
    private static int start(byte[] bytes, int end) {
        int at = 0;
        while (at < end && bytes[at] >= 0 && bytes[at] <= ' ') {
            at++;
        }
        return at;
    }

    /// Whether the first line may be a Request-Line or Status-Line, RFC 3261, section 7: a token,
    /// and a version somewhere.
    static boolean mayBeSip(byte[] bytes, int start, int end) {
        if (begins(bytes, start, end, VERSION)) {
            return true;
        }
        int at = start;
        while (at < end && at - start <= LONGEST_METHOD && bytes[at] > ' ' && bytes[at] < 0x7f) {
            at++;
        }
        if (at == end || at == start || (bytes[at] != ' ' && bytes[at] != '\t')) {
            return false;
        }
        int last = Math.min(end, start + LONGEST_START_LINE);
        for (; at < last && bytes[at] != '\n'; at++) {
            if (begins(bytes, at, end, VERSION)) {
                return true;
            }
        }
        return false;
    }

    /// In any case of letters; `what` is in upper case.
    private static boolean begins(byte[] bytes, int at, int end, byte[] what) {
        if (end - at < what.length) {
            return false;
        }
        for (int i = 0; i < what.length; i++) {
            int octet = bytes[at + i];
            if ((octet >= 'a' && octet <= 'z' ? octet - 32 : octet) != what[i]) {
                return false;
            }
        }
        return true;
    }

    boolean isRead(Duration within) {
        try {
            return read.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
