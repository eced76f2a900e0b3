package io.milliwatt.cli;

import io.milliwatt.bench.call.CallTargets;
import io.milliwatt.bench.checkup.Check;
import io.milliwatt.bench.checkup.CheckupJson;
import io.milliwatt.bench.checkup.CheckupReport;
import io.milliwatt.bench.checkup.CheckupRequest;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.Finding;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `milliwatt doctor`.
@Command(
        mixinStandardHelpOptions = true,
        name = "doctor",
        description =
                "Look at an engine, or any SIP server, before a call: will a phone on the LAN hear it and "
                        + "be heard, why not, and what to do")
final class DoctorCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "URI",
            description = {
                "SIP server to look at instead of an engine: sip:192.0.2.10:5060, or",
                "sip:USER@192.0.2.10 with a user that answers calls"
            })
    private @Nullable String target;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description =
                    "Engine to look at (default: ${DEFAULT-VALUE}, or the only one that runs)")
    private String engine = LaunchRequest.DEFAULT_NAME;

    @Option(
            names = "--phone",
            paramLabel = "ADDRESS",
            description = "Address of the phone that is to call (default: any on this host's LAN)")
    private @Nullable String phone;

    @Option(names = "--json", description = "Print the report as JSON")
    private boolean json;

    DoctorCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        CheckupRequest request = request();
        try (var cancelled = new Cancellation()) {
            CheckupReport report = services.checkup(request, console::note, cancelled);
            if (json) {
                console.json(CheckupJson.of(report));
            } else {
                print(report);
            }
            return report.hasError() ? ExitStatus.FAILED : ExitStatus.OK;
        }
    }

    private CheckupRequest request() throws BenchException {
        Optional<InetAddress> from = phoneAddress();
        if (target == null) {
            return CheckupRequest.of(engine(), from);
        }
        var resolved = CallTargets.resolve(target, running());
        return new CheckupRequest(resolved.uri(), resolved.engine(), from);
    }

    private EngineInfo engine() throws BenchException {
        Optional<EngineInfo> named =
                services.engines().all().stream()
                        .filter(it -> it.name().equals(engine))
                        .findFirst();
        List<EngineInfo> running = services.engines().list();
        if (named.isEmpty() && engine.equals(LaunchRequest.DEFAULT_NAME) && running.size() == 1) {
            return running.getFirst();
        }
        return named.isPresent() ? named.get() : RunningEngines.find(services, engine);
    }

    private List<EngineInfo> running() {
        try {
            return services.engines().list();
        } catch (BenchException _) {
            return List.of(); // a server elsewhere can be asked without Docker
        }
    }

    private Optional<InetAddress> phoneAddress() throws BenchException {
        if (phone == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(phone));
        } catch (IllegalArgumentException e) {
            throw new BenchException(
                    ProblemCode.BAD_USAGE,
                    "\"" + phone + "\" is no IP address",
                    "Give --phone an address such as 192.168.1.30",
                    e);
        }
    }

    private void print(CheckupReport report) {
        console.line(
                "Server   %s%s",
                report.target(), report.name().isEmpty() ? "" : " (" + report.name() + ")");
        for (Check check : report.checks()) {
            console.line(
                    "  %-8s %-20s %s",
                    switch (check.state()) {
                        case GOOD -> "ok";
                        case WARNING -> "warning";
                        case BAD -> "BAD";
                        case UNKNOWN -> "-";
                    },
                    check.subject().title(),
                    check.finding().map(it -> it.rule() + ", see below").orElse(check.text()));
        }
        for (Finding finding : report.findings()) {
            String severity = finding.severity().key();
            console.line(
                    "%-8s %s  %s",
                    severity.substring(0, 1).toUpperCase(Locale.ROOT) + severity.substring(1),
                    finding.rule(),
                    finding.message());
            console.line("         fix: %s", finding.fix());
        }
        console.line("Verdict  %s", report.words());
    }
}
