package io.milliwatt.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// The Java that runs this program, as the source of the image's runtime.
///
/// @param home its directory
/// @param version exact version, `25.0.3+9-LTS`
/// @param vendor who built it
/// @param architecture as Go names it: `amd64`, `arm64`
record JavaRuntime(Path home, String version, String vendor, String architecture) {
    /// The modules the engine needs; a test compares them with what `jdeps` finds in its jars.
    /// `jdk.httpserver` carries the control API, `java.logging` the log, `jdk.net` and
    /// `jdk.unsupported` what the libraries reach for at run time.
    static final List<String> MODULES =
            List.of("java.base", "java.logging", "java.management", "jdk.httpserver", "jdk.net");

    private static final Duration LIMIT = Duration.ofMinutes(3);

    static JavaRuntime running() {
        return new JavaRuntime(
                Path.of(System.getProperty("java.home")),
                System.getProperty("java.vm.version"),
                System.getProperty("java.vendor"),
                architectureOf(System.getProperty("os.arch")));
    }

    static String architectureOf(String osArch) {
        return switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> osArch.toLowerCase(Locale.ROOT);
        };
    }

    /// Options of the linker but for the output directory; part of what the image is made of.
    static List<String> linkOptions() {
        return List.of(
                "--add-modules",
                String.join(",", MODULES),
                "--strip-java-debug-attributes",
                "--no-man-pages",
                "--no-header-files",
                "--compress",
                "zip-6");
    }

    /// Links the runtime into `target`, which must not exist.
    void link(Path target, Path scratch, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        Path jlink = home.resolve("bin/jlink");
        if (!Files.isExecutable(jlink)) {
            throw new ImageException(
                    ImageException.Reason.NO_JLINK,
                    "There is no jlink in " + home + ", so no runtime can be made for the image",
                    "Start Milliwatt with a full JDK 25 (JAVA_HOME), or use --runtime embedded");
        }
        var command = new java.util.ArrayList<String>();
        command.add(jlink.toString());
        command.addAll(linkOptions());
        command.add("--output");
        command.add(target.toString());
        ChildProcess.Output output = ChildProcess.run(command, scratch, LIMIT, cancelled);
        if (output.exit() != 0) {
            throw new ImageException(
                    ImageException.Reason.NO_JLINK,
                    "jlink ended with status " + output.exit() + ": " + output.text().strip(),
                    "Start Milliwatt with a full JDK 25 (JAVA_HOME), or use --runtime embedded");
        }
        CacheDirectory.delete(target.resolve("legal"));
        for (String tool : List.of("keytool", "jwebserver", "jrunscript", "rmiregistry")) {
            Files.deleteIfExists(target.resolve("bin").resolve(tool));
        }
    }
}
