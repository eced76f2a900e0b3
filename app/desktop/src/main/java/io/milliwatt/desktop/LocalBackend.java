package io.milliwatt.desktop;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.PhoneCalls;
import io.milliwatt.bench.engine.EngineImages;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LocalEngines;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.images.ImageState;
import io.milliwatt.phone.audio.AudioDevice;
import io.milliwatt.presentation.AudioDevices;
import io.milliwatt.presentation.Backend;
import io.milliwatt.presentation.image.ImageBuilder;
import io.milliwatt.presentation.network.RouteDesk;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The use cases on this machine. Each is made when it is first asked for, which is on the task
/// runner and after the first frame.
final class LocalBackend implements Backend {
    private Optional<Engines> engines = Optional.empty();
    private Optional<Calls> calls = Optional.empty();

    private final ImageBuilder images =
            new ImageBuilder() {
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
    public RouteDesk routes() {
        return new LocalRouteDesk();
    }

    @Override
    public ImageBuilder images() {
        return images;
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
        opened.ifPresent(Calls::close);
    }
}
