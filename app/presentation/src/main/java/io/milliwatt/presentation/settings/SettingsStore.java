package io.milliwatt.presentation.settings;

import io.milliwatt.bench.engine.Limits;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.engine.Publishing;
import io.milliwatt.bench.problem.BenchException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file that keeps [Settings]. Written beside and moved into place, so that a reader never sees
/// half of it.
public final class SettingsStore {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsStore.class);

    private static final String THEME = "theme";
    private static final String RUNTIME = "runtime";
    private static final String SIP_PORT = "sip.port";
    private static final String RTP_PORTS = "rtp.ports";
    private static final String MODE = "mode";
    private static final String PUBLISH = "publish";
    private static final String CPUS = "cpus";
    private static final String MEMORY = "memory";
    private static final String REALTIME = "realtime";
    private static final String CAPTURE = "capture";
    private static final String AUDIO = "audio";
    private static final String AUDIO_INPUT = "audio.input";
    private static final String AUDIO_OUTPUT = "audio.output";
    private static final String REFERENCE = "reference";
    private static final String DEVICES = "devices";

    private final Path file;

    public SettingsStore(Path file) {
        this.file = file;
    }

    /// The file of this user, by the XDG base directory specification.
    public static SettingsStore ofUser(Map<String, String> environment) {
        String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path base =
                configured.startsWith("/")
                        ? Path.of(configured)
                        : Path.of(environment.getOrDefault("HOME", "."), ".config");
        return new SettingsStore(base.resolve("milliwatt").resolve("settings.properties"));
    }

    public Path file() {
        return file;
    }

    /// What is in the file; the default for what is not, or not understood.
    public Settings load() {
        Properties in = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                in.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("settings {} cannot be read: {}", file, e.getMessage());
            }
        }
        Settings standard = Settings.DEFAULT;
        boolean reference = !DEVICES.equals(in.getProperty(AUDIO, REFERENCE));
        return new Settings(
                word(ThemeChoice.class, in.getProperty(THEME, ""), standard.theme()),
                word(RuntimeChoice.class, in.getProperty(RUNTIME, ""), standard.runtime()),
                port(in.getProperty(SIP_PORT, ""), standard.sipPort()),
                range(in.getProperty(RTP_PORTS, ""), standard.rtpPorts()),
                new CallSettings(
                        new AudioSetting(
                                reference,
                                text(in.getProperty(AUDIO_INPUT, "")),
                                text(in.getProperty(AUDIO_OUTPUT, ""))),
                        Boolean.parseBoolean(in.getProperty(CAPTURE, "false"))),
                placement(in),
                Boolean.parseBoolean(in.getProperty(REALTIME, "false")));
    }

    private static Placement placement(Properties in) {
        Placement standard = Placement.DEFAULT;
        NetworkMode mode = word(NetworkMode.class, in.getProperty(MODE, ""), standard.mode());
        Publishing publishing =
                word(Publishing.class, in.getProperty(PUBLISH, ""), standard.publishing());
        Limits limits = standard.limits();
        try {
            limits = limits.withMemory(in.getProperty(MEMORY, limits.memoryBytes() + "b"));
            String cpus = in.getProperty(CPUS, "");
            limits = cpus.isBlank() ? limits : limits.withCpus(cpus);
        } catch (BenchException e) {
            LOG.warn("the limits in the settings are not used: {}", e.getMessage());
        }
        return Placement.of(mode).withPublishing(publishing).withLimits(limits);
    }

    /// Replaces the file.
    public synchronized void save(Settings settings) throws IOException {
        Properties out = new Properties();
        out.setProperty(THEME, key(settings.theme()));
        out.setProperty(RUNTIME, key(settings.runtime()));
        out.setProperty(SIP_PORT, Integer.toString(settings.sipPort()));
        out.setProperty(RTP_PORTS, settings.rtpPorts().toString());
        out.setProperty(AUDIO, settings.audio().reference() ? REFERENCE : DEVICES);
        out.setProperty(CAPTURE, Boolean.toString(settings.calls().capture()));
        Placement placement = settings.placement();
        out.setProperty(MODE, key(placement.mode()));
        out.setProperty(PUBLISH, key(placement.publishing()));
        out.setProperty(MEMORY, placement.limits().memoryBytes() + "b");
        if (placement.limits().cpus() > 0) {
            out.setProperty(CPUS, Double.toString(placement.limits().cpus()));
        }
        out.setProperty(REALTIME, Boolean.toString(settings.realtime()));
        settings.audio().input().ifPresent(name -> out.setProperty(AUDIO_INPUT, name));
        settings.audio().output().ifPresent(name -> out.setProperty(AUDIO_OUTPUT, name));
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(folder, "settings", ".new");
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            out.store(writer, "Milliwatt");
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String key(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E word(Class<E> type, String text, E standard) {
        for (E choice : type.getEnumConstants()) {
            if (key(choice).equals(text)) {
                return choice;
            }
        }
        return standard;
    }

    private static Optional<String> text(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    private static int port(String text, int standard) {
        return SettingsViewModel.portOf(text).orElse(standard);
    }

    private static PortRange range(String text, PortRange standard) {
        try {
            return text.isBlank() ? standard : PortRange.parse(text);
        } catch (BenchException _) {
            return standard;
        }
    }
}
