package io.milliwatt.desktop;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.LanCalls;
import io.milliwatt.bench.call.LanChoice;
import io.milliwatt.bench.call.PhoneCalls;
import io.milliwatt.bench.engine.EngineImages;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LocalEngines;
import io.milliwatt.bench.network.AddressSetting;
import io.milliwatt.bench.network.AddressSettings;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.realtime.RealTime;
import io.milliwatt.bench.realtime.RtState;
import io.milliwatt.bench.state.StateDirectory;
import io.milliwatt.bench.terminal.EngineTerminals;
import io.milliwatt.bench.terminal.TerminalSession;
import io.milliwatt.bench.terminal.TerminalSize;
import io.milliwatt.bench.toolbox.ToolboxImages;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.images.ImageState;
import io.milliwatt.phone.audio.AudioDevice;
import io.milliwatt.presentation.AudioDevices;
import io.milliwatt.presentation.Backend;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.call.CaptureDesk;
import io.milliwatt.presentation.engine.RealTimeDesk;
import io.milliwatt.presentation.image.ImageBuilder;
import io.milliwatt.presentation.network.RouteDesk;
import io.milliwatt.presentation.phone.LanPhone;
import io.milliwatt.presentation.settings.SettingsStore;
import io.milliwatt.presentation.tap.TapDesk;
import io.milliwatt.presentation.task.VirtualThreadRunner;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// The use cases on this machine. Each is made when it is first asked for, which is on the task
/// runner and after the first frame.
final class LocalBackend implements Backend {
    private final AddressSettings addressSettings = new AddressSettings(StateDirectory.ofUser());
    private final List<LocalLanPhone> lanPhones = new CopyOnWriteArrayList<>();
    private final LocalTapDesk taps = new LocalTapDesk();
    private Optional<Engines> engines = Optional.empty();
    private Optional<Calls> calls = Optional.empty();

    /// A window's view model with these use cases.
    ///
    /// @param ui where its state changes
    static ShellViewModel shell(FxScheduler ui, SettingsStore settings) {
        return new ShellViewModel(
                new Surroundings(
                        new LocalBackend(),
                        new VirtualThreadRunner(ui),
                        ui,
                        InstantSource.system()),
                settings);
    }

    @Override
    public synchronized Engines engines() {
        if (engines.isEmpty()) {
            engines = Optional.of(LocalEngines.create());
        }
        return engines.get();
    }

    @Override
    public synchronized Calls calls() {
        if (calls.isEmpty()) {
            calls = Optional.of(PhoneCalls.open(engines()));
        }
        return calls.get();
    }

    @Override
    public List<HostAddress> addresses() {
        return LocalEngines.rankedAddresses();
    }

    @Override
    public AddressSetting addressSetting() {
        return addressSettings.read();
    }

    @Override
    public void chooseAddress(Optional<InetAddress> address, Optional<InetAddress> behindNat)
            throws BenchException {
        AddressSetting _ = addressSettings.choose(address, behindNat, addresses());
    }

    @Override
    public LanPhone lanPhone(LanChoice choice, ImageProgress progress, BooleanSupplier cancelled)
            throws BenchException {
        var phone = new LocalLanPhone(LanCalls.open(engines(), choice, progress, cancelled));
        lanPhones.add(phone);
        return phone;
    }

    @Override
    public TerminalSession terminal(EngineInfo engine, TerminalSize size) throws BenchException {
        return EngineTerminals.create().open(engine, size);
    }

    @Override
    public CaptureDesk captures() {
        return new LocalCaptureDesk(this::engines);
    }

    @Override
    public TapDesk taps() {
        return taps;
    }

    @Override
    public RealTimeDesk realTime() {
        RealTime budget = RealTime.create();
        return new RealTimeDesk() {
            @Override
            public void mustBePossible() throws BenchException {
                budget.mustBePossible();
            }

            @Override
            public Optional<RtState> read() throws BenchException {
                return budget.read();
            }
        };
    }

    @Override
    public RouteDesk routes() {
        return new LocalRouteDesk();
    }

    @Override
    public ImageBuilder engineImage() {
        return new ImageBuilder() {
            @Override
            public ImageState state() throws BenchException {
                return EngineImages.create().state();
            }

            @Override
            public ImageState build(
                    boolean fresh, ImageProgress progress, BooleanSupplier cancelled)
                    throws BenchException {
                return EngineImages.create().build(fresh, progress, cancelled);
            }
        };
    }

    @Override
    public ImageBuilder toolboxImage() {
        return new ImageBuilder() {
            @Override
            public ImageState state() throws BenchException {
                return ToolboxImages.create().state();
            }

            @Override
            public ImageState build(
                    boolean fresh, ImageProgress progress, BooleanSupplier cancelled)
                    throws BenchException {
                return ToolboxImages.create().build(fresh, progress, cancelled);
            }
        };
    }

    @Override
    public AudioDevices devices() {
        return new AudioDevices(
                names(io.milliwatt.phone.audio.AudioDevices.inputs()),
                names(io.milliwatt.phone.audio.AudioDevices.outputs()));
    }

    private static List<String> names(List<AudioDevice> devices) {
        return devices.stream().map(AudioDevice::name).toList();
    }

    @Override
    public void close() {
        Optional<Calls> opened;
        synchronized (this) {
            opened = calls;
        }
        // whatever one of them meets, the others' containers do not stay
        try {
            opened.ifPresent(Calls::close);
        } finally {
            try {
                taps.close();
            } finally {
                lanPhones.forEach(LocalLanPhone::close);
            }
        }
    }
}
