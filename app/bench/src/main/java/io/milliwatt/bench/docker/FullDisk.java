package io.milliwatt.bench.docker;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Says which disk is full, and what to do.
final class FullDisk {
    private static final String WORDS = "no space left on device"; // ENOSPC, errno(3)

    private FullDisk() {}

    /// Whether a failure, or what caused it, says so.
    static boolean isMeant(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT).contains(WORDS)) {
                return true;
            }
        }
        return false;
    }

    /// The disk of the daemon's images and containers.
    static BenchException ofDocker(DockerConnection docker, Throwable failure) {
        Optional<String> root;
        try {
            root = Optional.ofNullable(docker.client().infoCmd().exec().getDockerRootDir());
        } catch (RuntimeException _) {
            root = Optional.empty();
        }
        String where = root.orElse("its data directory");
        boolean here = docker.endpoint().isLocal() && root.isPresent();
        return new BenchException(
                ProblemCode.DISK_FULL,
                "The disk of Docker is full: "
                        + (here ? space(Path.of(where)) : where + " on the host of Docker")
                        + " has no room for this",
                "Make room (docker system df shows what takes it, docker system prune removes what"
                        + " nobody uses), or give Docker another directory: \"data-root\" in"
                        + " /etc/docker/daemon.json",
                failure);
    }

    /// A disk of this host.
    ///
    /// @param whose `The disk of ..`
    static BenchException at(Path path, String whose, Throwable failure) {
        return new BenchException(
                ProblemCode.DISK_FULL,
                whose + " is full: " + space(path) + " has no room for this",
                "Make room there, or set XDG_CACHE_HOME to a directory on another disk",
                failure);
    }

    /// `/var/lib/docker (3 of 60 MB free, on /dev/sda1)`.
    private static String space(Path path) {
        for (Path each = path; each != null; each = each.getParent()) {
            try {
                FileStore disk = Files.getFileStore(each);
                return String.format(
                        Locale.ROOT,
                        "%s (%.0f of %.0f MB free, on %s)",
                        path,
                        disk.getUsableSpace() / 1e6,
                        disk.getTotalSpace() / 1e6,
                        disk.name());
            } catch (IOException _) {
                // not there, or not to be looked at: what is above it may be
            }
        }
        return path.toString();
    }
}
