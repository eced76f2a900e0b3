package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a test needs from the machine.
final class Needs {
    private Needs() {}

    /// A program on the PATH.
    ///
    /// @param debianPackage where it comes from
    static void program(String name, String debianPackage) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return;
            }
        }
        missing(name + " is not installed (Debian package " + debianPackage + ")");
    }

    /// A Docker daemon that answers.
    static void docker() throws Exception {
        if (Shell.run("docker", "version", "--format", "{{.Server.Version}}").status() != 0) {
            missing(
                    "no Docker daemon answers (Debian package docker.io; ./verify starts it as root)");
        }
    }

    private static void missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            fail(what + ", and with CI=true nothing that can be installed may be missing");
        }
        abort(what);
    }
}
