package io.milliwatt.cli;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.LanCalls;
import io.milliwatt.bench.call.LanChoice;
import io.milliwatt.bench.call.PhoneCalls;
import io.milliwatt.bench.call.TlsChoice;
import io.milliwatt.bench.checkup.Checkup;
import io.milliwatt.bench.checkup.CheckupReport;
import io.milliwatt.bench.checkup.CheckupRequest;
import io.milliwatt.bench.engine.EngineImages;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LaunchListener;
import io.milliwatt.bench.engine.LaunchStep;
import io.milliwatt.bench.engine.LocalEngines;
import io.milliwatt.bench.inspector.CallReports;
import io.milliwatt.bench.inspector.ReportSource;
import io.milliwatt.bench.inspector.Secrets;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.realtime.RealTime;
import io.milliwatt.bench.realtime.RtState;
import io.milliwatt.bench.tap.CallTaps;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.TapSession;
import io.milliwatt.bench.tap.TapTargets;
import io.milliwatt.bench.tap.Taps;
import io.milliwatt.bench.terminal.EngineTerminals;
import io.milliwatt.bench.terminal.TerminalSession;
import io.milliwatt.bench.terminal.TerminalSize;
import io.milliwatt.bench.toolbox.HostCleaning;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxImages;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.images.ImageState;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The use cases on this machine.
final class LocalServices implements Services {
    private final Engines engines = LocalEngines.create();
    private final RouteServices route = new LocalRoutes();
    private final NetworkServices network = new LocalNetwork();

    @Override
    public Engines engines() {
        return engines;
    }

    @Override
    public Calls openCalls() {
        return PhoneCalls.open(engines);
    }

    @Override
    public Calls openCalls(TlsChoice tls) throws BenchException {
        return PhoneCalls.open(engines, tls);
    }

    @Override
    public Calls openLanCalls(LanChoice choice, ImageProgress progress, BooleanSupplier cancelled)
            throws BenchException {
        return LanCalls.open(engines, choice, progress, cancelled);
    }

    @Override
    public List<ReportSource> reportSources(EngineInfo engine, Secrets secrets) {
        return CallReports.ofEngine(engine, engines, secrets);
    }

    @Override
    public TerminalSession openTerminal(EngineInfo engine, TerminalSize size, List<String> command)
            throws BenchException {
        return EngineTerminals.create().open(engine, size, command);
    }

    @Override
    public InputStream keyboard() {
        return new FileInputStream(FileDescriptor.in);
    }

    @Override
    public Taps openTaps(TapPlan plan, Calls calls) throws BenchException {
        return CallTaps.open(Toolbox.create(), plan, calls, () -> false);
    }

    @Override
    public Taps openTaps(TapPlan plan) throws BenchException {
        return TapSession.open(Toolbox.create(), plan, false);
    }

    @Override
    public TapPlan tapPlan(String name) throws BenchException {
        return TapTargets.find(engines, Toolbox.create().docker(), name);
    }

    @Override
    public List<HostAddress> addresses() {
        return LocalEngines.rankedAddresses();
    }

    @Override
    public NetworkServices network() {
        return network;
    }

    @Override
    public RouteServices route() {
        return route;
    }

    @Override
    public CheckupReport checkup(
            CheckupRequest request, Consumer<String> progress, BooleanSupplier cancelled)
            throws BenchException {
        return Checkup.create().run(request, progress, cancelled);
    }

    @Override
    public Optional<RtState> realTime() throws BenchException {
        return RealTime.create().read();
    }

    @Override
    public String buildEngineImage(
            boolean force, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        return words(EngineImages.create().build(force, asLaunch(listener), cancelled));
    }

    @Override
    public String buildToolboxImage(
            boolean force, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        return words(ToolboxImages.create().build(force, asLaunch(listener), cancelled));
    }

    @Override
    public List<ImageState> images() throws BenchException {
        return List.of(EngineImages.create().state(), ToolboxImages.create().state());
    }

    @Override
    public Cleaned clean() throws BenchException {
        HostCleaning cleaning = HostCleaning.create();
        // first, to tell what is undone: the engines' own cleaning undoes it silently
        var done = new ArrayList<>(cleaning.clean());
        done.addAll(removeEngines());
        done.addAll(cleaning.clean());
        RealTime.create().undoLeftovers().forEach(each -> done.add("undid: " + each));
        return new Cleaned(done, cleaning.left());
    }

    private List<String> removeEngines() throws BenchException {
        var gone = new TreeSet<String>();
        engines.all().forEach(each -> gone.add(each.name()));
        engines.removeLeftovers();
        engines.all().forEach(each -> gone.remove(each.name()));
        return gone.stream().map(each -> "removed the engine " + each).toList();
    }

    private static ImageProgress asLaunch(LaunchListener listener) {
        return (step, detail, fraction) ->
                listener.progress(
                        LaunchStep.BUILD_IMAGE,
                        step.title() + (detail.isBlank() ? "" : ": " + detail),
                        fraction);
    }

    private static String words(ImageState built) {
        return String.format(
                Locale.ROOT,
                "%s is up to date, %.1f MB",
                built.reference(),
                built.sizeBytes() / 1e6);
    }
}
