package io.milliwatt.cli;

import io.milliwatt.bench.engine.Announcement;
import io.milliwatt.bench.engine.EngineSettings;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `engine start` can tell an engine beside its ports.
final class StartOptions {
    @Option(
            names = "--port-pool",
            paramLabel = "exclusive|shared",
            description =
                    "exclusive: two RTP ports for each call; shared: many calls on them (default: ${DEFAULT-VALUE})",
            defaultValue = "exclusive")
    private String portPool = "exclusive";

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description =
                    "Who may register: lines with user:password. The engine gets hashes, not passwords")
    private @Nullable Path users;

    @Option(
            names = "--tls",
            description = "SIP over TLS too, on the SIP port + 1, with a certificate made at start")
    private boolean tls;

    @Option(
            names = "--play",
            paramLabel = "FILE",
            description = "WAV file that the test number play plays; lost at a restart")
    private @Nullable Path play;

    @Option(
            names = "--behind-nat",
            paramLabel = "PUBLIC-IP",
            description =
                    "Phones reach this host by this address of a NAT: it goes into SDP and Contact, the host's own is bound")
    private @Nullable String behindNat;

    @Option(
            names = "--rt",
            description =
                    "Run its media threads in real time (SCHED_FIFO), with an equal share of the budget the kernel gives containers")
    private boolean realtime;

    EngineSettings settings() throws BenchException {
        String pool = portPool.toLowerCase(Locale.ROOT);
        if (!pool.matches("exclusive|shared")) {
            throw new BenchException(
                    ProblemCode.BAD_USAGE,
                    "\"" + portPool + "\" is no way to share ports",
                    "Give --port-pool exclusive or shared");
        }
        return new EngineSettings(
                        pool.equals("shared"),
                        tls,
                        users == null ? "" : EngineSettings.usersOf(users))
                .withRealtime(realtime)
                .withBehindNat(
                        behindNat == null
                                ? ""
                                : HostAddress.text(
                                        NetworkCommand.literal("--behind-nat", behindNat)));
    }

    /// Read before the launch, so that a bad file costs nothing.
    Optional<Announcement> announcement() throws BenchException {
        return play == null ? Optional.empty() : Optional.of(Announcement.of(play));
    }
}
