package io.milliwatt.presentation.settings;

import io.milliwatt.bench.engine.Limits;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.presentation.AudioDevices;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.task.TaskState;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The settings, as they are edited. A valid change counts at once and is saved; an invalid text
/// stays in its field with the reason beside it, and the last valid value goes on being used.
public final class SettingsViewModel {
    private static final long MEBIBYTE = 1 << 20;

    private final Surroundings with;
    private final SettingsStore store;
    private final ReadOnlyObjectWrapper<Settings> current;
    private final StringProperty sipPort = new SimpleStringProperty();
    private final ReadOnlyStringWrapper sipPortProblem = new ReadOnlyStringWrapper("");
    private final StringProperty rtpPorts = new SimpleStringProperty();
    private final ReadOnlyStringWrapper rtpPortsProblem = new ReadOnlyStringWrapper("");
    private final StringProperty cpus = new SimpleStringProperty();
    private final ReadOnlyStringWrapper cpusProblem = new ReadOnlyStringWrapper("");
    private final StringProperty memory = new SimpleStringProperty();
    private final ReadOnlyStringWrapper memoryProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper saveProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<AudioDevices> devices =
            new ReadOnlyObjectWrapper<>(AudioDevices.NONE);
    private final AtomicReference<@Nullable Settings> toSave = new AtomicReference<>();

    public SettingsViewModel(Surroundings with, SettingsStore store) {
        this.with = with;
        this.store = store;
        Settings loaded = store.load();
        current = new ReadOnlyObjectWrapper<>(loaded);
        sipPort.set(Integer.toString(loaded.sipPort()));
        rtpPorts.set(loaded.rtpPorts().toString());
        Limits limits = loaded.placement().limits();
        cpus.set(
                limits.cpus() == 0
                        ? ""
                        : BigDecimal.valueOf(limits.cpus()).stripTrailingZeros().toPlainString());
        memory.set(limits.memoryBytes() / MEBIBYTE + "m");
        cpus.addListener((_, _, text) -> editCpus(text));
        memory.addListener((_, _, text) -> editMemory(text));
        sipPort.addListener((_, _, text) -> editSipPort(text));
        rtpPorts.addListener((_, _, text) -> editRtpPorts(text));
    }

    /// What counts now.
    public ReadOnlyObjectProperty<Settings> current() {
        return current.getReadOnlyProperty();
    }

    public Settings get() {
        return current.get();
    }

    /// The SIP port as typed.
    public StringProperty sipPort() {
        return sipPort;
    }

    /// Why the SIP port cannot be used; empty when it can.
    public ReadOnlyStringProperty sipPortProblem() {
        return sipPortProblem.getReadOnlyProperty();
    }

    /// The RTP range as typed.
    public StringProperty rtpPorts() {
        return rtpPorts;
    }

    /// Why the RTP range cannot be used; empty when it can.
    public ReadOnlyStringProperty rtpPortsProblem() {
        return rtpPortsProblem.getReadOnlyProperty();
    }

    /// How many processors the engine may use, as typed; empty = all.
    public StringProperty cpus() {
        return cpus;
    }

    /// Why that number cannot be used; empty when it can.
    public ReadOnlyStringProperty cpusProblem() {
        return cpusProblem.getReadOnlyProperty();
    }

    /// How much memory the engine may use, as typed, such as `512m`.
    public StringProperty memory() {
        return memory;
    }

    /// Why that size cannot be used; empty when it can.
    public ReadOnlyStringProperty memoryProblem() {
        return memoryProblem.getReadOnlyProperty();
    }

    /// Changes the network mode, the way of publishing or the limits of the next launch.
    public void place(UnaryOperator<Placement> change) {
        change(s -> s.withPlacement(change.apply(s.placement())));
    }

    /// Why the settings could not be saved; empty when they are.
    public ReadOnlyStringProperty saveProblem() {
        return saveProblem.getReadOnlyProperty();
    }

    /// The sound devices, once looked for.
    public ReadOnlyObjectProperty<AudioDevices> devices() {
        return devices.getReadOnlyProperty();
    }

    /// Where the settings are kept.
    public String file() {
        return store.file().toString();
    }

    /// Changes one of them: `settings.change(s -> s.withTheme(ThemeChoice.DARK))`.
    public void change(UnaryOperator<Settings> change) {
        Settings next = change.apply(current.get());
        if (next.equals(current.get())) {
            return;
        }
        current.set(next);
        if (toSave.getAndSet(next) == null) {
            with.runner().run("save the settings", _ -> saveNewest(), this::saved);
        }
    }

    /// Looks for sound devices.
    public void findDevices() {
        with.runner()
                .run(
                        "look for sound devices",
                        _ -> with.backend().devices(),
                        (TaskState<AudioDevices> state) -> {
                            if (state instanceof TaskState.Done<AudioDevices>(var found)) {
                                devices.set(found);
                            }
                        });
    }

    private Optional<String> saveNewest() {
        Settings newest = toSave.getAndSet(null);
        try {
            if (newest != null) {
                store.save(newest);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("Not saved in " + store.file() + " (" + e.getMessage() + ")");
        }
    }

    private void saved(TaskState<Optional<String>> state) {
        if (state instanceof TaskState.Done<Optional<String>>(var problem)) {
            saveProblem.set(problem.orElse(""));
        }
    }

    private void editSipPort(String text) {
        OptionalInt port = portOf(text);
        sipPortProblem.set(port.isPresent() ? "" : "Give a port between 1 and 65535");
        port.ifPresent(value -> change(s -> s.withSipPort(value)));
    }

    private void editRtpPorts(String text) {
        try {
            PortRange range = PortRange.parse(text);
            if (range.size() < 2) {
                rtpPortsProblem.set("A call needs two ports, RTP and RTCP");
                return;
            }
            rtpPortsProblem.set(
                    range.size() > 100
                            ? range.size()
                                    + " ports: with Docker the launch takes longer with each port"
                            : "");
            change(s -> s.withRtpPorts(range));
        } catch (BenchException e) {
            rtpPortsProblem.set(e.fix());
        }
    }

    private void editCpus(String text) {
        Limits now = get().placement().limits();
        try {
            Limits next = text.isBlank() ? new Limits(0, now.memoryBytes()) : now.withCpus(text);
            cpusProblem.set("");
            place(placement -> placement.withLimits(next));
        } catch (BenchException _) {
            cpusProblem.set("Give a number from 0.05 to what this host has, such as 1.5");
        }
    }

    private void editMemory(String text) {
        try {
            Limits next = get().placement().limits().withMemory(text);
            memoryProblem.set("");
            place(placement -> placement.withLimits(next));
        } catch (BenchException _) {
            memoryProblem.set("Give 128m or more, such as 512m or 1g");
        }
    }

    static OptionalInt portOf(String text) {
        String digits = text.strip();
        if (!digits.matches("[0-9]{1,5}")) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
    }
}
