package io.milliwatt.presentation;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.LanChoice;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.network.AddressSetting;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.terminal.TerminalSession;
import io.milliwatt.bench.terminal.TerminalSize;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.presentation.call.CaptureDesk;
import io.milliwatt.presentation.engine.RealTimeDesk;
import io.milliwatt.presentation.image.ImageBuilder;
import io.milliwatt.presentation.network.RouteDesk;
import io.milliwatt.presentation.phone.LanPhone;
import io.milliwatt.presentation.tap.TapDesk;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The use cases behind the window. Everything here may take seconds the first time it is asked,
/// because what it stands on (the Docker client, the SIP stack) is loaded then: it is asked on the
/// task runner only.
public interface Backend extends AutoCloseable {
    Engines engines();

    Calls calls() throws BenchException;

    /// The addresses of this host, best first.
    List<HostAddress> addresses() throws BenchException;

    /// What was chosen to advertise, for the window and the command line.
    AddressSetting addressSetting();

    /// Chooses it anew.
    ///
    /// @param address an address of this host; empty = the best of the time
    /// @param behindNat the address of a NAT by which phones reach this host; empty = none
    void chooseAddress(Optional<InetAddress> address, Optional<InetAddress> behindNat)
            throws BenchException;

    /// Puts a phone on the LAN: in a container behind a cable of its own.
    LanPhone lanPhone(LanChoice choice, ImageProgress progress, BooleanSupplier cancelled)
            throws BenchException;

    /// A shell in the container of an engine.
    TerminalSession terminal(EngineInfo engine, TerminalSize size) throws BenchException;

    /// The kernel's real-time budget.
    RealTimeDesk realTime();

    /// Captures on disk.
    CaptureDesk captures();

    /// Taps for the calls of a phone.
    TapDesk taps();

    /// Ports planned, and the way from the LAN to containers.
    RouteDesk routes();

    /// The image of the built-in engine.
    ImageBuilder engineImage();

    /// The image of the tools for taps, shells and changes of the network.
    ImageBuilder toolboxImage();

    /// What there is to hear and speak with.
    AudioDevices devices();

    /// Ends calls, taps and phones, that on the LAN with all that was made for it; engines are
    /// stopped by who launched them.
    @Override
    void close();
}
