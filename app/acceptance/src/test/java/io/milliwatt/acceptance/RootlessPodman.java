package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Podman of a user without root rights, and this user, on a host of our own.
///
/// The user exists in a mount namespace only, where the files of users and of their subordinate ids
/// have a line more, and where `/dev/net/tun` is open to everybody, as systemd leaves it. Podman
/// runs in a process namespace too, so that what it leaves (`conmon`, `slirp4netns`, a process that
/// holds its user namespace) ends with it.
final class RootlessPodman implements AutoCloseable {
    private static final String USER = "mwtest";
    private static final int ID = 64_123;
    private static final int FIRST_SUBORDINATE = 1_600_000_000;

    /// What the root of the namespaces does before the user's Podman begins. Podman is no child of
    /// `exec`: the first process of a process namespace must take in the orphans.
    private static final String SCRIPT =
            """
            set -e
            cd "$1"
            for file in passwd group subuid subgid; do
              cat /etc/$file >$file 2>/dev/null || true
            done
            echo "@user@:x:@id@:@id@::$1/home:/bin/sh" >>passwd
            echo "@user@:x:@id@:" >>group
            echo "@user@:@first@:65536" | tee -a subuid >>subgid
            touch /etc/subuid /etc/subgid
            for file in passwd group subuid subgid; do
              mount --bind $file /etc/$file
            done
            mkdir home run dev
            chown @id@:@id@ home run
            chmod 700 run
            mount -t tmpfs none dev
            mknod -m 666 dev/tun c 10 200
            mount --bind dev/tun /dev/net/tun
            @as-user@ podman --storage-driver vfs --log-level warn system service --time 0 unix://$1/run/podman.sock
            """;

    private final OwnHost host;
    private final Path directory;
    private final Process service;

    private RootlessPodman(OwnHost host, Path directory, Process service) {
        this.host = host;
        this.directory = directory;
        this.service = service;
    }

    /// Skips the test where this machine has not what it takes, with what is missing.
    static RootlessPodman start(OwnHost host) throws Exception {
        Needs.program("podman", "podman");
        Needs.program("newuidmap", "uidmap");
        Needs.program("slirp4netns", "slirp4netns");
        if (!Files.exists(Path.of("/dev/net/tun"))) {
            abort("slirp4netns needs /dev/net/tun (modprobe tun), which this kernel does not have");
        }
        var namespace =
                host.run(
                        List.of(
                                "setpriv",
                                "--reuid=" + ID,
                                "--regid=" + ID,
                                "--clear-groups",
                                "unshare",
                                "--user",
                                "true"));
        if (namespace.status() != 0) {
            abort("a user without root may make no user namespace here: " + namespace.err());
        }
        // a short name: Podman takes no path of more than 50 characters
        Path directory = Files.createTempDirectory("mw");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        String script =
                SCRIPT.replace("@as-user@", String.join(" ", asUser(directory)))
                        .replace("@user@", USER)
                        .replace("@id@", String.valueOf(ID))
                        .replace("@first@", String.valueOf(FIRST_SUBORDINATE));
        Process service =
                host.process(
                                "unshare",
                                "--mount",
                                "--pid",
                                "--fork",
                                "--kill-child",
                                "--mount-proc",
                                "sh",
                                "-c",
                                script,
                                "sh",
                                directory.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        var podman = new RootlessPodman(host, directory, service);
        podman.awaitSocket();
        return podman;
    }

    private void awaitSocket() throws Exception {
        for (int i = 0; i < 300 && service.isAlive(); i++) {
            if (Files.exists(socket())) {
                return;
            }
            Thread.sleep(100);
        }
        String log = log();
        close();
        throw new AssertionError("Podman does not serve: " + log);
    }

    private Path socket() {
        return directory.resolve("run/podman.sock");
    }

    /// What Podman said.
    String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    /// A command of this user.
    Shell.Result run(String... command) throws Exception {
        return host.run(inside(command));
    }

    /// `./milliwatt` of this user.
    Shell.Result milliwatt(String... arguments) throws Exception {
        return host.run(inside(program(arguments)));
    }

    /// The same, in this machine's own network, where there may be a way to Debian's packages.
    Shell.Result milliwattOnline(String... arguments) throws Exception {
        return Shell.run(inside(program(arguments)).toArray(String[]::new));
    }

    private static String[] program(String... arguments) throws IOException {
        var command =
                new ArrayList<>(List.of(Shell.ROOT.toRealPath().resolve("milliwatt").toString()));
        command.addAll(Arrays.asList(arguments));
        return command.toArray(String[]::new);
    }

    private List<String> inside(String... command) {
        var whole = new ArrayList<>(List.of("nsenter", "--mount", "--pid", "--target"));
        whole.add(
                String.valueOf(
                        service.children().findFirst().map(ProcessHandle::pid).orElseThrow()));
        whole.addAll(asUser(directory));
        whole.add("DOCKER_HOST=unix://" + socket());
        whole.addAll(Arrays.asList(command));
        return whole;
    }

    /// May read what is only for others, because the folder of a fresh clone may be for its owner
    /// alone; nothing else.
    private static List<String> asUser(Path directory) {
        return List.of(
                "setpriv",
                "--reuid=" + ID,
                "--regid=" + ID,
                "--clear-groups",
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search",
                "env",
                "-u",
                "DBUS_SESSION_BUS_ADDRESS",
                "-u",
                "XDG_STATE_HOME",
                "-u",
                "XDG_CACHE_HOME",
                "-u",
                "XDG_CONFIG_HOME",
                "-u",
                "XDG_DATA_HOME",
                "USER=" + USER,
                "HOME=" + directory.resolve("home"),
                "XDG_RUNTIME_DIR=" + directory.resolve("run"));
    }

    /// Ends everything of this user's.
    @Override
    public void close() throws Exception {
        service.destroyForcibly();
        service.waitFor(20, TimeUnit.SECONDS);
        for (int i = 0; i < 50; i++) {
            if (Shell.run("rm", "-rf", directory.toString()).status() == 0) {
                return;
            }
            Thread.sleep(100); // the last of its processes are just ending
        }
        assertFalse(Files.exists(directory), directory + " cannot be removed");
    }
}
