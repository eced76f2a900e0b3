package io.milliwatt.presentation.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.engine.Limits;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.engine.Publishing;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualRunner;
import io.milliwatt.presentation.fixture.ManualUi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir Path folder;

    private final ManualRunner runner = new ManualRunner();

    private SettingsStore store() {
        return SettingsStore.ofUser(Map.of("XDG_CONFIG_HOME", folder.toString()));
    }

    private SettingsViewModel settings() {
        return new SettingsViewModel(
                new Surroundings(new FakeBackend(), runner, new ManualUi(), new ManualClock()),
                store());
    }

    @Test
    void keepsNetworkModePublishingAndLimits() throws IOException {
        SettingsViewModel settings = settings();
        settings.place(_ -> Placement.of(NetworkMode.CONTAINER).withPublishing(Publishing.DNAT));
        settings.cpus().set("1.5");
        settings.memory().set("1g");
        runner.runAll();
        Placement kept = store().load().placement();
        assertEquals(NetworkMode.CONTAINER, kept.mode());
        assertEquals(Publishing.DNAT, kept.publishing());
        assertEquals(new Limits(1.5, 1L << 30), kept.limits());
        assertEquals(kept, store().load().launchRequest().placement());
    }

    @Test
    void saysWhyALimitCannotBeUsedAndGoesOnWithTheLast() {
        SettingsViewModel settings = settings();
        settings.memory().set("12k");
        settings.cpus().set("many");
        assertTrue(settings.memoryProblem().get().contains("128m"));
        assertTrue(settings.cpusProblem().get().contains("1.5"));
        assertEquals(Limits.DEFAULT, settings.get().placement().limits());
    }

    @Test
    void asksForRealTimeOnlyWhereThereIsAContainer() {
        Settings chosen = Settings.DEFAULT.withRealtime(true);
        assertTrue(chosen.launchRequest().settings().realtime());
        assertFalse(
                chosen.withRuntime(RuntimeChoice.EMBEDDED).launchRequest().settings().realtime());
    }

    @Test
    void isTheDefaultWithoutAFile() {
        assertEquals(Settings.DEFAULT, store().load());
    }

    @Test
    void findsAgainWhatWasSaved() throws IOException {
        var all =
                new Settings(
                        ThemeChoice.DARK,
                        RuntimeChoice.EMBEDDED,
                        5062,
                        new PortRange(42_000, 42_099),
                        new CallSettings(
                                new AudioSetting(
                                        false,
                                        Optional.of("USB headset"),
                                        Optional.of("Lautsprecher ü")),
                                true),
                        Placement.DEFAULT,
                        true);
        store().save(all);
        assertEquals(all, store().load());
        try (var files = Files.list(folder.resolve("milliwatt"))) {
            assertEquals(1, files.count(), "nothing is left beside the file");
        }
    }

    @Test
    void leavesAtItsDefaultWhatTheFileSaysWrong() throws IOException {
        Path file = folder.resolve("milliwatt").resolve("settings.properties");
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                List.of(
                        "theme=pink",
                        "sip.port=99999",
                        "rtp.ports=40019-40000",
                        "advertise=router.example",
                        "runtime=embedded"));
        assertEquals(Settings.DEFAULT.withRuntime(RuntimeChoice.EMBEDDED), store().load());
    }

    @Test
    void savesAValidChangeAndUsesItForTheNextLaunch() {
        SettingsViewModel settings = settings();
        settings.rtpPorts().set("42000-42009");
        settings.sipPort().set("5062");
        runner.runAll();
        assertEquals(new PortRange(42_000, 42_009), store().load().rtpPorts());
        assertEquals(5062, settings.get().launchRequest().sipPort());
        assertTrue(settings.get().launchRequest().ephemeral());
    }

    @Test
    void anInvalidTextIsExplainedAndTheLastValidValueStays() {
        SettingsViewModel settings = settings();
        settings.sipPort().set("70000");
        settings.rtpPorts().set("x");
        assertEquals("Give a port between 1 and 65535", settings.sipPortProblem().get());
        assertTrue(settings.rtpPortsProblem().get().contains("40000-40019"));
        assertEquals(Settings.DEFAULT, settings.get());
        settings.sipPort().set("5070");
        assertEquals("", settings.sipPortProblem().get());
    }

    @Test
    void saysWhenTheFileCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("milliwatt"), "a file where the folder should be");
        SettingsViewModel settings = settings();
        settings.change(s -> s.withTheme(ThemeChoice.DARK));
        runner.runAll();
        assertTrue(settings.saveProblem().get().startsWith("Not saved"));
        assertEquals(ThemeChoice.DARK, settings.get().theme());
    }
}
