package io.milliwatt.cli;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.LanChoice;
import io.milliwatt.bench.call.TlsChoice;
import io.milliwatt.bench.checkup.CheckupReport;
import io.milliwatt.bench.checkup.CheckupRequest;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LaunchListener;
import io.milliwatt.bench.inspector.ReportSource;
import io.milliwatt.bench.inspector.Secrets;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.realtime.RtState;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.Taps;
import io.milliwatt.bench.terminal.TerminalSession;
import io.milliwatt.bench.terminal.TerminalSize;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.images.ImageState;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The use cases that the commands call; made once in [Main], or by a test.
public interface Services {
    Engines engines();

    /// A phone to place calls with; the caller closes it.
    Calls openCalls() throws BenchException;

    /// A phone that speaks TLS; the caller closes it.
    Calls openCalls(TlsChoice tls) throws BenchException;

    /// A phone that stands on the LAN; the caller closes it. Takes seconds.
    Calls openLanCalls(LanChoice choice, ImageProgress progress, BooleanSupplier cancelled)
            throws BenchException;

    /// A terminal in an engine's container.
    ///
    /// @param command program and arguments; empty = a shell
    TerminalSession openTerminal(EngineInfo engine, TerminalSize size, List<String> command)
            throws BenchException;

    /// What the user types, byte by byte: not [System#in], which waits for a whole buffer.
    InputStream keyboard();

    /// Taps on an engine, and on the phone that will call it.
    Taps openTaps(TapPlan plan, Calls calls) throws BenchException;

    /// Taps on an engine.
    Taps openTaps(TapPlan plan) throws BenchException;

    /// What to capture of an engine, or of any container of that name or id.
    TapPlan tapPlan(String name) throws BenchException;

    /// This host's addresses, best first.
    List<HostAddress> addresses();

    /// What is known of networks.
    NetworkServices network();

    /// The way from the LAN to containers.
    RouteServices route();

    /// Looks at a server before a call; some seconds.
    CheckupReport checkup(
            CheckupRequest request, Consumer<String> progress, BooleanSupplier cancelled)
            throws BenchException;

    /// Who has what of the kernel's real-time budget; empty when no engine with real time runs.
    Optional<RtState> realTime() throws BenchException;

    /// Builds the engine image.
    ///
    /// @return its reference and size in words
    String buildEngineImage(boolean force, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException;

    /// Builds the toolbox image.
    ///
    /// @return its reference and size in words
    String buildToolboxImage(boolean force, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException;

    /// What the daemon has of our images: the engine's and the toolbox's.
    List<ImageState> images() throws BenchException;

    /// What can be told of an engine in a report.
    ///
    /// @param secrets what must not be in it
    default List<ReportSource> reportSources(EngineInfo engine, Secrets secrets) {
        return List.of();
    }

    /// Takes away what processes that have ended left.
    Cleaned clean() throws BenchException;

    /// @param done what was done, in words
    /// @param left changes of the host that are in force on purpose
    record Cleaned(List<String> done, List<String> left) {}
}
