package io.milliwatt.bench.call;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.state.ProcessIdentity;
import io.milliwatt.bench.state.StateDirectory;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The files that a phone in a container needs: the Java and the class path of this process, which
/// it sees where they are on this host but cannot change, and a directory for what it plays and
/// records. The directory of a process that was killed is deleted by the next one.
///
/// @param directory on this host; the phone sees it as [#INSIDE]
record LanFiles(Path directory) implements AutoCloseable {
    private static final String INSIDE = "/io";

    static LanFiles create() throws BenchException {
        Path root = StateDirectory.ofUser("lan").root();
        try {
            Files.createDirectories(
                    root,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            deleteLeftovers(root);
            ProcessIdentity self = ProcessIdentity.current();
            Path directory =
                    Files.createTempDirectory(root, self.pid() + "-" + self.startTicks() + "-");
            // the phone may be another user; the directory above keeps everybody else out
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            return new LanFiles(directory);
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "No directory for the files of a phone on the LAN can be made in "
                            + root
                            + ": "
                            + e.getMessage(),
                    "Look at the space and the rights of this directory",
                    e);
        }
    }

    private static void deleteLeftovers(Path root) throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            for (Path each : all.toList()) {
                String[] owner = each.getFileName().toString().split("-", -1);
                boolean alive =
                        owner.length == 3
                                && owner[0].matches("\\d{1,18}")
                                && ProcessIdentity.of(Long.parseLong(owner[0]))
                                        .filter(it -> owner[1].equals("" + it.startTicks()))
                                        .isPresent();
                if (!alive) {
                    delete(each);
                }
            }
        }
    }

    /// The command of the phone.
    ToolboxTask phoneTask(Optional<TlsChoice> tls) throws BenchException {
        String home = System.getProperty("java.home");
        var command =
                new ArrayList<>(
                        List.of(
                                home + "/bin/java",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-Xmx192m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                absoluteClassPath(),
                                LanPhone.class.getName()));
        if (tls.isPresent()) {
            command.add(authorities(tls.get()));
        }
        var binds = new ArrayList<ToolboxTask.Bind>();
        mounts(home).forEach(each -> binds.add(ToolboxTask.Bind.readOnly(each)));
        binds.add(new ToolboxTask.Bind(directory.toString(), INSIDE, true));
        return ToolboxTask.of("be a phone on the LAN", command).withBinds(binds);
    }

    private static List<Path> classPath() {
        var entries = new ArrayList<Path>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path entry = Path.of(each).toAbsolutePath().normalize();
            if (!each.isEmpty() && Files.exists(entry)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static String absoluteClassPath() {
        return String.join(":", classPath().stream().map(Path::toString).toList());
    }

    /// Java, what of it is a link to elsewhere (Debian keeps the settings in `/etc`), and the class
    /// path: jars of one directory by that directory.
    private static Set<String> mounts(String home) {
        var mounts = new LinkedHashSet<String>();
        mounts.add(home);
        for (String part : List.of("conf", "lib/security")) {
            Path each = Path.of(home, part);
            try {
                Path real = each.toRealPath();
                if (!real.startsWith(home)) {
                    mounts.add(real.toString());
                }
            } catch (IOException _) {
                // it has none
            }
        }
        Map<Path, Integer> jars = new HashMap<>();
        for (Path each : classPath()) {
            jars.merge(Optional.ofNullable(each.getParent()).orElse(each), 1, Integer::sum);
        }
        for (Path each : classPath()) {
            Path parent = Optional.ofNullable(each.getParent()).orElse(each);
            boolean several = Files.isRegularFile(each) && jars.getOrDefault(parent, 0) > 1;
            mounts.add((several ? parent : each).toString());
        }
        return mounts;
    }

    private String authorities(TlsChoice tls) throws BenchException {
        if (tls.insecure()) {
            return "insecure";
        }
        return tls.authorities().isEmpty() ? "" : copyIn(tls.authorities().get(), "ca.pem");
    }

    /// Gives the phone a file to play.
    ///
    /// @return its name in the container
    String give(Path file, int number) throws BenchException {
        return copyIn(file, "play-" + number + ".wav");
    }

    private String copyIn(Path file, String name) throws BenchException {
        try {
            Path copy = directory.resolve(name);
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
            return INSIDE + "/" + name;
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.BAD_AUDIO_FILE,
                    "The file " + file + " cannot be read: " + e,
                    "Look at its name and its rights",
                    e);
        }
    }

    /// The file in the container to record to; empty for none. That it can be written in the end is
    /// tried now.
    String recording(AudioChoice audio, int number) throws BenchException {
        Optional<Path> target = recordTo(audio);
        if (target.isEmpty()) {
            return "";
        }
        try {
            Files.write(target.get(), new byte[0]);
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.BAD_AUDIO_FILE,
                    "The file " + target.get() + " cannot be written: " + e,
                    "Give --record a file in a directory of yours",
                    e);
        }
        return INSIDE + "/record-" + number + ".wav";
    }

    /// Fetches what the phone has recorded.
    void fetch(AudioChoice audio, int number) {
        Path recorded = directory.resolve("record-" + number + ".wav");
        recordTo(audio)
                .filter(_ -> Files.exists(recorded))
                .ifPresent(target -> {
                    try {
                        Files.copy(recorded, target, StandardCopyOption.REPLACE_EXISTING);
                        Files.delete(recorded);
                    } catch (IOException _) {
                        // it could be written a moment ago; the empty file says enough
                    }
                });
    }

    private static Optional<Path> recordTo(AudioChoice audio) {
        return switch (audio) {
            case AudioChoice.Reference(var file) -> file;
            case AudioChoice.Tone(double _, var file) -> file;
            case AudioChoice.WavFile(Path _, var file) -> file;
            case AudioChoice.Silence(var file) -> file;
            case AudioChoice.Devices _ -> Optional.empty();
        };
    }

    @Override
    public void close() {
        try {
            delete(directory);
        } catch (IOException _) {
            // the next phone on the LAN tries again
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> all = Files.list(path)) {
                for (Path each : all.toList()) {
                    delete(each);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
