package io.milliwatt.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// One thread that reads many UDP sockets and runs timers. The clock is read once for each wake-up.
public final class MediaLoop implements AutoCloseable {
    /// Largest datagram taken; longer ones are cut, and then refused as malformed by whoever parses
    /// them.
    public static final int MAX_DATAGRAM_BYTES = 2_048;

    private static final int MAX_COMMANDS = 65_536;
    private static final long LATE_NANOS = 5_000_000;

    private final LoopCounters counters;
    private final LoopClock clock = new LoopClock();
    private final Poller poller;
    private final Thread thread;
    private final ArrayBlockingQueue<Runnable> commands = new ArrayBlockingQueue<>(MAX_COMMANDS);
    private final AtomicBoolean wakeUpPending = new AtomicBoolean();
    private final PriorityQueue<ScheduledTimer> timers = new PriorityQueue<>();
    private volatile boolean closed;
    private long scheduledCount;

    private MediaLoop(String name, UdpSystem system, LoopCounters counters) throws IOException {
        this.counters = counters;
        this.poller = system.poller(counters, clock);
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    /// Starts a loop on a thread of that name.
    ///
    /// @param system where its sockets are from
    /// @throws IOException the operating system gave nothing to wait with (too many open files)
    public static MediaLoop start(String name, UdpSystem system, LoopCounters counters)
            throws IOException {
        var loop = new MediaLoop(name, system, counters);
        loop.thread.start();
        return loop;
    }

    /// Whether the calling thread is this loop's.
    public boolean isLoopThread() {
        return Thread.currentThread() == thread;
    }

    /// Has the loop run a command soon. Any thread.
    ///
    /// @return false when the queue is full or the loop closed: refused and counted
    public boolean execute(Runnable command) {
        if (closed || !commands.offer(command)) {
            counters.commandRefused();
            return false;
        }
        if (wakeUpPending.compareAndSet(false, true)) {
            poller.wakeUp();
        }
        return true;
    }

    /// Has the loop compute something and waits for it. Any thread but the loop's own.
    ///
    /// @throws RejectedExecutionException the queue is full, the loop closed, or the answer did not
    ///   come in time
    public <T> T query(Callable<T> question, Duration atMost) {
        var answer = new CompletableFuture<T>();
        boolean taken =
                execute(() -> {
                    try {
                        answer.complete(question.call());
                    } catch (Exception failure) {
                        answer.completeExceptionally(failure);
                    }
                });
        if (!taken) {
            throw new RejectedExecutionException("the media loop is closed or overloaded");
        }
        try {
            return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new RejectedExecutionException(
                    "the media loop did not answer within " + atMost.toMillis() + " ms");
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while asking the media loop");
        }
    }

    /// Reads a socket from now on. Loop thread.
    ///
    /// @throws IOException the socket cannot be registered
    public void register(MediaSocket socket, DatagramHandler handler) throws IOException {
        if (socket instanceof SharedSocket shared) {
            shared.port().register(shared, handler, poller, counters, clock);
        } else {
            poller.register(socket, handler);
        }
    }

    /// Runs a timer at `firstNanos` (monotonic), and again whenever it says. Loop thread.
    public ScheduledTimer schedule(long firstNanos, LoopTimer timer) {
        var scheduled = new ScheduledTimer(timer);
        add(scheduled, firstNanos);
        return scheduled;
    }

    private void add(ScheduledTimer timer, long dueNanos) {
        if (dueNanos == LoopTimer.STOP) {
            timer.cancel();
        } else {
            timer.dueAt(dueNanos, scheduledCount++);
            timers.add(timer);
        }
    }

    /// Sends a datagram; what the operating system does not take is counted and gone, as on any
    /// network. Loop thread.
    ///
    /// @return whether it was taken, or will be offered with others at the end of this wake-up
    public boolean send(MediaSocket socket, ByteBuffer datagram, InetSocketAddress target) {
        MediaSocket carrier = socket instanceof SharedSocket shared ? shared.carrier() : socket;
        return poller.send(carrier, datagram, target);
    }

    /// The time of this wake-up, monotonic nanoseconds. Loop thread.
    public long nowNanos() {
        return clock.nowNanos();
    }

    private void run() {
        try {
            while (!closed) {
                poller.poll(waitNanos());
                clock.read();
                if (wakeUpPending.get()) {
                    wakeUpPending.set(false); // before the look: what comes after it wakes again
                    runCommands();
                }
                runTimers();
            }
        } catch (IOException | RuntimeException | Error failure) {
            // the loop ends, whatever it was: say so before anything else is tried
            counters.taskFailed(failure);
        } finally {
            closed = true;
            runCommands();
            poller.close();
        }
    }

    /// Time to wait for packets, nanoseconds.
    private long waitNanos() {
        if (wakeUpPending.get()) {
            return 0;
        }
        ScheduledTimer next = timers.peek();
        return next == null ? Long.MAX_VALUE : Math.max(0, next.dueNanos() - System.nanoTime());
    }

    private void runCommands() {
        // no more than there are now: a command that adds commands must not keep the packets
        // waiting
        for (int left = commands.size(); left > 0; left--) {
            Runnable command = commands.poll();
            if (command == null) {
                return;
            }
            try {
                command.run();
            } catch (RuntimeException failure) {
                counters.taskFailed(failure);
            }
        }
    }

    private void runTimers() {
        long nowNanos = clock.nowNanos();
        while (true) {
            ScheduledTimer next = timers.peek();
            if (next == null || next.dueNanos() - nowNanos > 0) {
                return;
            }
            timers.poll();
            if (next.isOver()) {
                continue;
            }
            if (nowNanos - next.dueNanos() > LATE_NANOS) {
                counters.lateTimer();
            }
            try {
                add(next, next.run(nowNanos));
            } catch (RuntimeException failure) {
                next.cancel();
                counters.taskFailed(failure);
            }
        }
    }

    /// Ends the loop after the commands that were taken, and closes its sockets. Waits for the
    /// thread, at most two seconds.
    @Override
    public void close() {
        closed = true;
        poller.wakeUp();
        if (isLoopThread()) {
            return;
        }
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
