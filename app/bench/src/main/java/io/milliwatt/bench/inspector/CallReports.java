package io.milliwatt.bench.inspector;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.toolbox.Toolbox;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Reports of calls of the phone: which parts there are, and what is secret in them.
public final class CallReports {
    private CallReports() {}

    /// Writes a report.
    ///
    /// @param start when the call began
    /// @param version of this program
    /// @param engine the engine that was called, if it is one of ours
    /// @param ofEngine what can be told of it, [#ofEngine] on this machine
    /// @param taps what taps saw, if there were any: else the phone's SIP is all there is of
    ///   packets
    /// @return what it lacks, in words
    public static List<String> write(
            Path target,
            CallRecord record,
            Instant start,
            String version,
            Optional<EngineInfo> engine,
            BiFunction<EngineInfo, Secrets, List<ReportSource>> ofEngine,
            Optional<TapReport> taps)
            throws BenchException {
        var known = new ArrayList<String>();
        engine.ifPresent(one -> {
            known.add(one.controlToken());
            known.add(one.settings().users());
        });
        Secrets secrets = Secrets.of(known);
        var sources = new ArrayList<ReportSource>();
        sources.add(new RecordSource(record));
        var phone = new PhoneCapture(record, start);
        sources.add(taps.<ReportSource>map(seen -> new TapSource(seen, phone)).orElse(phone));
        sources.add(new VersionSource(version));
        engine.ifPresent(one -> sources.addAll(ofEngine.apply(one, secrets)));
        return ReportWriter.write(target, record, sources, secrets, Instant.now());
    }

    /// What can be told of an engine of this machine: its settings and log, and of one in Docker
    /// what the daemon and the host say.
    public static List<ReportSource> ofEngine(EngineInfo engine, Engines engines, Secrets secrets) {
        var sources = new ArrayList<ReportSource>();
        sources.add(new EngineSource(engine, engines));
        engine.containerId()
                .ifPresent(container -> {
                    Toolbox toolbox = Toolbox.create();
                    sources.add(new DockerSource(toolbox.docker(), container, secrets));
                    sources.add(new HostSource(toolbox));
                });
        return sources;
    }
}
