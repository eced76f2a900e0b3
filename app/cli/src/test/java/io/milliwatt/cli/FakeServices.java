package io.milliwatt.cli;

import io.milliwatt.bench.call.CallRequest;
import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.LanChoice;
import io.milliwatt.bench.call.LiveCall;
import io.milliwatt.bench.call.TlsChoice;
import io.milliwatt.bench.checkup.CheckupReport;
import io.milliwatt.bench.checkup.CheckupRequest;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LaunchListener;
import io.milliwatt.bench.engine.LaunchStep;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.realtime.RtState;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.EngineRecord;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.Taps;
import io.milliwatt.bench.terminal.TerminalSession;
import io.milliwatt.bench.terminal.TerminalSize;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.images.ImageState;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Use cases that do nothing, and calls that are over at once.
final class FakeServices extends FakeEngines implements Services {
    final List<String> typed = new ArrayList<>();
    final List<CallRequest> dialled = new ArrayList<>();
    final FakeRoutes route = new FakeRoutes();
    Optional<RtState> realTime = Optional.empty();
    final FakeNetwork network = new FakeNetwork();
    final List<LanChoice> lan = new ArrayList<>();
    final List<TlsChoice> tls = new ArrayList<>();
    final List<TapPlan> tapped = new ArrayList<>();
    Verdict verdict = Verdict.AUDIO;
    final List<CheckupRequest> examined = new ArrayList<>();
    CheckupReport report = DoctorCommandTest.report(List.of());
    List<Finding> findings = List.of();
    Cleaned cleaned = new Cleaned(List.of(), List.of());
    List<HostAddress> addresses =
            List.of(
                    new HostAddress(
                            InetAddress.ofLiteral("192.0.2.20"),
                            "eth0",
                            1,
                            "LAN",
                            "default route",
                            true));

    @Override
    public Engines engines() {
        return this;
    }

    @Override
    public Calls openCalls() {
        return new Calls() {
            @Override
            public LiveCall dial(CallRequest request) {
                dialled.add(request);
                return new EndedCall(record(request));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Calls openCalls(TlsChoice choice) {
        tls.add(choice);
        return openCalls();
    }

    @Override
    public Calls openLanCalls(LanChoice choice, ImageProgress progress, BooleanSupplier cancelled) {
        lan.add(choice);
        return openCalls();
    }

    private CallRecord record(CallRequest request) {
        return new CallRecord(
                verdict,
                new EngineRecord("", "none", "", "192.0.2.20", 5_060, "", -1),
                "id",
                request.target(),
                "ended",
                "hung up",
                12,
                5_000,
                "",
                "",
                "none",
                List.of(),
                List.of(),
                new AudioResult(verdict == Verdict.AUDIO, 60, 37),
                findings);
    }

    /// A shell that prints what it was asked to run, and ends with 3.
    @Override
    public TerminalSession openTerminal(
            EngineInfo engine, TerminalSize size, List<String> command) {
        typed.addAll(command);
        return new TerminalSession() {
            @Override
            public InputStream output() {
                return InputStream.nullInputStream();
            }

            @Override
            public OutputStream input() {
                return OutputStream.nullOutputStream();
            }

            @Override
            public void resize(TerminalSize other) {}

            @Override
            public OptionalInt await(Duration atMost) {
                return OptionalInt.of(3);
            }

            @Override
            public void close() {
                typed.add("closed");
            }
        };
    }

    @Override
    public InputStream keyboard() {
        return InputStream.nullInputStream();
    }

    @Override
    public List<HostAddress> addresses() {
        return addresses;
    }

    @Override
    public FakeNetwork network() {
        return network;
    }

    @Override
    public FakeRoutes route() {
        return route;
    }

    @Override
    public CheckupReport checkup(
            CheckupRequest request, Consumer<String> progress, BooleanSupplier cancelled) {
        examined.add(request);
        progress.accept("Send OPTIONS");
        return report;
    }

    @Override
    public Optional<RtState> realTime() {
        return realTime;
    }

    @Override
    public String buildEngineImage(
            boolean force, LaunchListener listener, BooleanSupplier cancelled) {
        listener.progress(LaunchStep.BUILD_IMAGE, "layer 1", 0.5);
        return force ? "built" : "up to date";
    }

    @Override
    public String buildToolboxImage(
            boolean force, LaunchListener listener, BooleanSupplier cancelled) {
        return force ? "toolbox built" : "toolbox up to date";
    }

    @Override
    public List<ImageState> images() {
        return List.of(
                new ImageState(
                        "milliwatt/engine:1",
                        ImageState.Status.CURRENT,
                        Optional.of("sha256:0123"),
                        74_400_000),
                new ImageState(
                        "milliwatt/toolbox:1", ImageState.Status.MISSING, Optional.empty(), 0));
    }

    @Override
    public Cleaned clean() {
        return cleaned;
    }

    @Override
    public Taps openTaps(TapPlan plan, Calls calls) {
        return openTaps(plan);
    }

    @Override
    public Taps openTaps(TapPlan plan) {
        tapped.add(plan);
        return new FakeTaps(plan);
    }

    @Override
    public TapPlan tapPlan(String name) throws BenchException {
        if (!running.containsKey(name)) {
            throw new BenchException(ProblemCode.NO_SUCH_ENGINE, "Nothing " + name, "Look");
        }
        return TapPlan.of(running.get(name), "capture of " + name);
    }

    /// A call that has ended.
    private record EndedCall(CallRecord snapshot) implements LiveCall {
        @Override
        public double inputLevel() {
            return 0;
        }

        @Override
        public double outputLevel() {
            return 0;
        }

        @Override
        public boolean ended() {
            return true;
        }

        @Override
        public boolean muted() {
            return false;
        }

        @Override
        public boolean held() {
            return false;
        }

        @Override
        public void hangUp() {}

        @Override
        public void mute(boolean muted) {}

        @Override
        public void hold(boolean held) {}

        @Override
        public void dtmf(String digits) {}

        @Override
        public boolean await(Duration atMost) {
            return true;
        }
    }
}
