package io.milliwatt.cli;

import io.milliwatt.bench.call.AudioChoice;
import io.milliwatt.bench.call.CallRequest;
import io.milliwatt.bench.call.CallTargets;
import io.milliwatt.bench.call.LiveCall;
import io.milliwatt.bench.call.MediaSecurity;
import io.milliwatt.bench.call.PhoneCodecs;
import io.milliwatt.bench.call.TlsChoice;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.tap.TapReport;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `milliwatt call`.
@Command(
        mixinStandardHelpOptions = true,
        name = "call",
        description = "Place a test call with the built-in phone and print the call record",
        footer = {
            "",
            "Examples:",
            "  milliwatt call echo                              the running engine's echo",
            "  milliwatt call sip:echo@192.0.2.10 --duration 10s --record heard.wav",
            "  milliwatt call sip:ivr@192.0.2.10:5070 --dtmf 123# --transport tcp --json",
            "  milliwatt call srtp-echo --srtp required          with encrypted media",
            "  milliwatt call echo --vantage lan                 what a phone on the LAN hears",
            "  milliwatt call echo --report call.zip             all that is known, in one file"
        })
final class CallCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Parameters(
            paramLabel = "SIP-URI",
            description = "Whom to call: a SIP URI, or a test number of the running engine")
    private String target = "";

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "How long to stay connected, such as 5s or 2m (default: 5s)")
    private Duration duration = Duration.ofSeconds(5);

    @Option(
            names = "--play",
            paramLabel = "FILE|tone:HZ|silence|reference",
            description =
                    "What to send: a WAV file, a tone, silence, or the reference signal (default)")
    private String play = "reference";

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write what is heard to a WAV file")
    private @Nullable Path recordTo;

    @Option(
            names = "--dtmf",
            paramLabel = "DIGITS",
            description = "Send these digits once connected: 0-9 * # A-D")
    private String dtmf = "";

    @Option(
            names = "--codec",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Codecs to offer, in order: opus, G722, PCMU, PCMA, L16, L16/16000"
                            + " (default: opus,G722,PCMU,PCMA)")
    private List<String> codecs = List.of();

    @Option(
            names = "--transport",
            paramLabel = "udp|tcp|tls",
            description = "SIP transport (default: ${DEFAULT-VALUE})",
            defaultValue = "udp")
    private String transport = "udp";

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "Authorities to trust over TLS beside the JDK's, a PEM file")
    private @Nullable Path tlsAuthorities;

    @Option(
            names = "--tls-insecure",
            description = "Over TLS, take any certificate, such as one made by an engine")
    private boolean tlsInsecure;

    @Option(
            names = "--srtp",
            paramLabel = "off|optional|required",
            description =
                    "Encrypt the media, with keys in SDP: never, when the far end can, or no call"
                            + " without (default: ${DEFAULT-VALUE})",
            defaultValue = "off")
    private String srtp = "off";

    @Mixin private final VantageOptions vantage = new VantageOptions();
    @Mixin private final PcapOption pcap = new PcapOption();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Option(names = "--json", description = "Print the call record as JSON")
    private boolean json;

    CallCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        AudioChoice audio = audio();
        checkWords();
        vantage.check();
        report.check();
        boolean tls = transport.equalsIgnoreCase("tls");
        var resolved =
                tls
                        ? CallTargets.resolveTls(target, runningEngines())
                        : CallTargets.resolve(target, runningEngines());
        try (var cancelled = new Cancellation();
                var calls =
                        vantage.open(
                                services,
                                console,
                                resolved.engine(),
                                tlsChoice(tls || isSecure(resolved.uri())),
                                cancelled)) {
            var called = new WantedTaps.Called(resolved.uri(), resolved.engine(), calls);
            try (var taps =
                    WantedTaps.open(services, console, pcap.file(), report.isAsked(), called)) {
                console.note("Calling " + resolved.uri());
                Instant start = Instant.now();
                var call =
                        calls.dial(
                                new CallRequest(
                                        resolved.uri(),
                                        resolved.engine(),
                                        Optional.of(duration),
                                        audio,
                                        codecs,
                                        transport,
                                        dtmf,
                                        security()));
                waitForEnd(call, cancelled, console);
                var record = call.snapshot();
                Optional<TapReport> seen = taps.finish();
                int status = new CallOutput(console, json).print(record, taps.shown(seen));
                report.write(services, console, record, resolved.engine(), start, seen);
                return status;
            }
        }
    }

    private Optional<TlsChoice> tlsChoice(boolean tls) {
        return tls
                ? Optional.of(new TlsChoice(Optional.ofNullable(tlsAuthorities), tlsInsecure))
                : Optional.empty();
    }

    private static boolean isSecure(String uri) {
        String text = uri.toLowerCase(Locale.ROOT);
        return text.startsWith("sips:") || text.contains(";transport=tls");
    }

    /// The engines of this machine, for their view of the call; a daemon that cannot be asked must
    /// not hinder a call.
    private List<EngineInfo> runningEngines() {
        try {
            return services.engines().list();
        } catch (BenchException _) {
            return List.of();
        }
    }

    /// Waits for the end, says when the call is connected, and hangs up when cancelled.
    static void waitForEnd(LiveCall call, Cancellation cancelled, Console console)
            throws InterruptedException {
        boolean told = false;
        while (!call.await(Duration.ofMillis(50))) {
            if (!told && call.connected()) {
                told = true;
                console.note("Connected");
            }
            if (cancelled.getAsBoolean()) {
                call.hangUp();
                call.await(Duration.ofSeconds(3));
                return;
            }
        }
    }

    private AudioChoice audio() throws BenchException {
        var recording = Optional.ofNullable(recordTo);
        String what = play.toLowerCase(Locale.ROOT);
        if (what.equals("reference")) {
            return new AudioChoice.Reference(recording);
        }
        if (what.equals("silence")) {
            return new AudioChoice.Silence(recording);
        }
        if (!what.startsWith("tone:")) {
            return new AudioChoice.WavFile(file(), recording);
        }
        try {
            double frequencyHz = Double.parseDouble(what.substring("tone:".length()));
            if (frequencyHz >= 1 && frequencyHz <= 3_999) {
                return new AudioChoice.Tone(frequencyHz, recording);
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new BenchException(
                ProblemCode.BAD_USAGE,
                "\"" + play + "\" is no tone",
                "Give a frequency from 1 to 3999 Hz, such as --play tone:440");
    }

    private Path file() throws BenchException {
        try {
            return Path.of(play);
        } catch (InvalidPathException unusable) {
            throw new BenchException(
                    ProblemCode.BAD_AUDIO_FILE,
                    "The name of the file to play cannot be used: " + unusable.getReason(),
                    "Set a locale with UTF-8, such as LC_ALL=C.UTF-8, or give the file a name of ASCII letters");
        }
    }

    private MediaSecurity security() {
        return MediaSecurity.valueOf(srtp.toUpperCase(Locale.ROOT));
    }

    private void checkWords() throws BenchException {
        if (!dtmf.matches("[0-9*#A-Da-d]*")) {
            throw new BenchException(
                    ProblemCode.BAD_USAGE,
                    "\"" + dtmf + "\" has a character that is no DTMF digit",
                    "Give --dtmf digits 0-9, *, #, A-D");
        }
        if (!transport.matches("(?i)udp|tcp|tls")) {
            throw new BenchException(
                    ProblemCode.BAD_USAGE,
                    "\"" + transport + "\" is no SIP transport of the phone",
                    "Give --transport udp, tcp or tls");
        }
        if (!srtp.matches("(?i)off|optional|required")) {
            throw new BenchException(
                    ProblemCode.BAD_USAGE,
                    "\"" + srtp + "\" is no way to encrypt media",
                    "Give --srtp off, optional or required");
        }
        PhoneCodecs.check(codecs);
        DurationReader.check(duration);
    }
}
