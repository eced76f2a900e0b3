package io.milliwatt.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The Java that runs this program, as the source of the image's runtime.
///
/// @param home its directory
/// @param version exact version, `25.0.3+9-LTS`
/// @param vendor who built it
/// @param architecture as Go names it: `amd64`, `arm64`
record JavaRuntime(Path home, String version, String vendor, String architecture) {
    /// The modules the engine needs; a test compares them with what `jdeps` finds in its jars.
    /// `jdk.httpserver` carries the control API, `java.logging` the log. Jackson and JAIN-SIP name
    /// more, but do without.
    static final List<String> MODULES = List.of("java.base", "java.logging", "jdk.httpserver");

    /// Files of a linked runtime that the engine has no use for: lists of classes, the view of the
    /// runtime's files for compilers, key tools, sorting by vector instructions, and certificates
    /// of web servers (the engine is no TLS client).
    private static final List<String> UNUSED =
            List.of(
                    "bin/jwebserver",
                    "bin/keytool",
                    "legal",
                    "lib/classlist",
                    "lib/jexec",
                    "lib/jrt-fs.jar",
                    "lib/libsimdsort.so",
                    "lib/security/cacerts",
                    "lib/security/public_suffix_list.dat");

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
        var command = new ArrayList<String>();
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
        for (String each : UNUSED) {
            CacheDirectory.delete(target.resolve(each));
        }
        try (Stream<Path> all = Files.walk(target)) {
            for (Path each : all.filter(it -> it.toString().endsWith(".so")).toList()) {
                ElfTrim.trim(each);
            }
        }
    }
}
