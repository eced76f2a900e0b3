package io.milliwatt.bench.tap;

import com.github.dockerjava.api.model.Capability;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.ShellWords;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxNetwork;
import io.milliwatt.bench.toolbox.ToolboxProcess;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A capture sidecar: tcpdump in a toolbox container that stands in the network namespace of
/// another container, or of the host, and writes what passes there to its standard output.
///
/// tcpdump writes each packet by itself (`-U`), block by block as the kernel hands them over. To
/// have it write 4 kB at a time and flush at SIGUSR2 breaks the capture: its handler flushes in the
/// middle of a write. Once a second SIGUSR1, which it handles between packets, makes it say what it
/// saw and what the kernel dropped.
final class SidecarTap implements AutoCloseable {
    private static final Pattern COUNTS =
            Pattern.compile(
                    "(\\d+) packets? captured, (\\d+) packets? received by filter, (\\d+) packets? dropped by kernel");
    private static final Pattern LAST_COUNTS =
            Pattern.compile("(\\d+) packets? (received by filter|dropped by kernel)");
    private static final long READY_MILLIS = 15_000;

    /// So long the kernel may keep packets before it hands a block of them to tcpdump, whose
    /// timeout is a second (pcap(3), `pcap_set_timeout`). Handing them over one by one
    /// (`--immediate-mode`) would wake it ten thousand times a second under load.
    static final Duration BEHIND = Duration.ofMillis(1_100);

    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final int RING_KILOBYTES = 4_096;
    private static final int CHUNK = 1 << 16;

    /// Ends with a byte, or the end, of the standard input: tcpdump then says what it counted. The
    /// signal is ignored until tcpdump knows it: it would end it.
    private static final String SCRIPT =
            """
            trap '' USR1
            exec 3<&0
            tcpdump -Z root -i any -n -s 0 -B %d -U -w - %s </dev/null 3<&- &
            child=$!
            { head -c 1 <&3 >/dev/null; kill -INT $child; } &
            exec 3<&-
            while kill -USR1 $child 2>/dev/null; do sleep 1; done
            wait $child
            """;

    private final ToolboxProcess process;
    private final Thread reading;
    private volatile Optional<String> ended = Optional.empty();
    private volatile boolean closing;

    private SidecarTap(ToolboxProcess process, Consumer<Chunk> chunks) {
        this.process = process;
        reading = Thread.ofPlatform().daemon().name("tap").unstarted(() -> read(chunks));
    }

    /// Bytes of the capture.
    ///
    /// @param bytes used again afterwards
    record Chunk(byte[] bytes, int length) {}

    /// Starts one, and waits until it listens.
    ///
    /// @param filter what to capture, in pcap-filter(7)
    /// @param chunks gets the capture as it comes, on a thread of the tap's
    /// @param cancelled looked at every 10 ms; then `CANCELLED`
    static SidecarTap start(
            Toolbox toolbox,
            String purpose,
            ToolboxNetwork network,
            String filter,
            Consumer<Chunk> chunks,
            BooleanSupplier cancelled)
            throws BenchException {
        String script = SCRIPT.formatted(RING_KILOBYTES, ShellWords.quote(filter));
        ToolboxTask task =
                ToolboxTask.of(purpose, HostCommand.shell(script))
                        .in(network)
                        .with(Set.of(Capability.NET_RAW, Capability.SETGID));
        ToolboxProcess process = toolbox.open(task, false);
        var tap = new SidecarTap(process, chunks);
        tap.reading.start();
        try {
            tap.awaitListening(purpose, cancelled);
            return tap;
        } catch (BenchException | RuntimeException e) {
            tap.close();
            throw e;
        }
    }

    private void awaitListening(String purpose, BooleanSupplier cancelled) throws BenchException {
        long end = System.nanoTime() + READY_MILLIS * 1_000_000;
        try {
            while (!process.error().contains("listening on")) {
                if (cancelled.getAsBoolean()) {
                    throw new BenchException(ProblemCode.CANCELLED, "Cancelled", "Start it again");
                }
                if (ended.isPresent() || System.nanoTime() - end > 0) {
                    throw new BenchException(
                            ProblemCode.TOOLBOX_FAILED,
                            "The tap to "
                                    + purpose
                                    + " did not begin: "
                                    + lastWords(process.error()),
                            "Look at the load of this host; ./milliwatt image build toolbox --force"
                                    + " makes the toolbox anew");
                }
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(ProblemCode.CANCELLED, "Cancelled", "Start it again", e);
        }
    }

    private void read(Consumer<Chunk> chunks) {
        var bytes = new byte[CHUNK];
        try (var output = process.output()) {
            for (int n = output.read(bytes); n >= 0; n = output.read(bytes)) {
                chunks.accept(new Chunk(bytes, n));
            }
            ended = Optional.of(lastWords(process.error()));
        } catch (IOException e) {
            ended = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Why it ended although nobody ended it; empty while it goes on.
    Optional<String> broken() {
        return closing ? Optional.empty() : ended;
    }

    /// What tcpdump counted when it was asked last.
    Counts counts() {
        return counts(process.error());
    }

    /// What a tap counted.
    ///
    /// @param received packets that passed the filter; -1 when it has not said
    /// @param dropped those of them that the kernel had no room for
    record Counts(long received, long dropped) {}

    /// Reads the newest of what tcpdump says when it is asked, and at its end.
    static Counts counts(String said) {
        long received = -1;
        long dropped = 0;
        Matcher asked = COUNTS.matcher(said);
        while (asked.find()) {
            received = Long.parseLong(asked.group(2));
            dropped = Long.parseLong(asked.group(3));
        }
        for (String line : said.lines().toList()) {
            Matcher last = LAST_COUNTS.matcher(line);
            if (last.matches()) {
                long count = Long.parseLong(last.group(1));
                if (last.group(2).startsWith("received")) {
                    received = count;
                } else {
                    dropped = count;
                }
            }
        }
        return new Counts(received, dropped);
    }

    private static String lastWords(String said) {
        List<String> lines =
                said.lines().filter(it -> !it.isBlank() && !COUNTS.matcher(it).find()).toList();
        return lines.isEmpty() ? "its container was ended" : lines.getLast();
    }

    /// Asks tcpdump to write what it has, and to end. What the kernel has kept for less than
    /// [#BEHIND] is lost then.
    void askToEnd() {
        closing = true;
        try {
            process.input().write('\n');
        } catch (IOException _) {
            // it has ended
        }
    }

    /// Waits until what it saw has been handed over.
    void awaitEnd() {
        try {
            reading.join(LAST_WORDS);
            if (!process.await(LAST_WORDS)) {
                return; // removed by close
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (BenchException _) {
            // Docker has ended: what came is what there is
        }
    }

    @Override
    public void close() {
        closing = true;
        process.close();
    }
}
