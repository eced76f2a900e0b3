package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A host of our own with a LAN and a Docker daemon, to be mistreated: a network namespace whose
/// `eth0` leads to a second one, where a neighbour stands. Nothing of it meets this machine's own
/// network or Docker. Needs root.
final class OwnHost implements AutoCloseable {
    static final String ADDRESS = "192.168.77.10";
    static final String NEIGHBOUR = "192.168.77.1";
    static final String OTHER_ADDRESS = "192.168.77.11";

    private static final int PATIENCE_SECONDS = 40;
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup/cgroup.controllers");

    private final String name;
    private final Path directory;
    private final boolean ownControlGroups;
    private Process daemon;

    private OwnHost(String name, Path directory, boolean ownControlGroups) throws IOException {
        this.name = name;
        this.directory = directory;
        this.ownControlGroups = ownControlGroups;
        this.daemon = newDaemon();
    }

    static OwnHost start() throws Exception {
        return start("mwt", 0, false);
    }

    /// Whose Docker uses control groups of version 2, also where this machine's does not.
    static OwnHost startOnControlGroups2() throws Exception {
        return start("mwc", 0, !Files.exists(VERSION_2));
    }

    /// With a disk of its own for Docker.
    ///
    /// @param megabytes its size
    static OwnHost startOnDisk(int megabytes) throws Exception {
        return start("mws", megabytes, false);
    }

    private static OwnHost start(String prefix, int megabytes, boolean ownControlGroups)
            throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            abort("a host of our own needs root");
        }
        Needs.program("dockerd", "docker.io");
        Needs.program("ip", "iproute2");
        Needs.program("nsenter", "util-linux");
        String name = prefix + ProcessHandle.current().pid();
        Path directory = Files.createTempDirectory("milliwatt-host");
        // another user may look for the socket, and may not use it
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        String lan = name + "-lan";
        for (String command :
                new String[] {
                    "ip netns add " + name,
                    "ip netns add " + lan,
                    "ip -n " + name + " link add eth0 type veth peer name eth0 netns " + lan,
                    "ip -n " + name + " addr add " + ADDRESS + "/24 dev eth0",
                    "ip -n " + name + " link set eth0 up",
                    "ip -n " + name + " link set lo up",
                    "ip -n " + lan + " addr add " + NEIGHBOUR + "/24 dev eth0",
                    "ip -n " + lan + " link set eth0 up",
                    "ip -n " + lan + " link set lo up",
                    "ip -n " + name + " route add default via " + NEIGHBOUR,
                    // the router of that LAN, which is of no help
                    "ip -n " + lan + " route add default via 192.168.77.2"
                }) {
            run(command);
        }
        Files.createDirectory(directory.resolve("data"));
        if (megabytes > 0) {
            run("mount -t tmpfs -o size=" + megabytes + "m none " + directory.resolve("data"));
        }
        var host = new OwnHost(name, directory, ownControlGroups);
        try {
            host.awaitDaemon();
        } catch (AssertionError e) {
            host.close();
            throw e;
        }
        return host;
    }

    private Process newDaemon() throws IOException {
        var command = new ArrayList<String>();
        if (ownControlGroups) {
            command.addAll(inControlGroups2("exec \"$@\""));
        }
        command.addAll(
                List.of(
                        "dockerd",
                        "--data-root",
                        directory.resolve("data").toString(),
                        "--exec-root",
                        directory.resolve("exec").toString(),
                        "--pidfile",
                        directory.resolve("pid").toString(),
                        "-H",
                        "unix://" + directory.resolve("docker.sock")));
        if (ownControlGroups) {
            command.addAll(List.of("--cgroup-parent", "/" + name));
        }
        return process(command.toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("dockerd.log").toFile())
                .start();
    }

    /// A mount namespace in which control groups of version 2 are where the daemon looks for them.
    private static List<String> inControlGroups2(String script) {
        return List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "umount -l /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup && " + script,
                "sh");
    }

    private void awaitDaemon() throws Exception {
        for (int i = 0; i < PATIENCE_SECONDS * 5 && daemon.isAlive(); i++) {
            if (Files.exists(socket()) && docker("version").status() == 0) {
                return;
            }
            Thread.sleep(200);
        }
        throw new AssertionError(Files.readString(directory.resolve("dockerd.log")));
    }

    /// Where Docker keeps its images and containers.
    Path data() {
        return directory.resolve("data");
    }

    private Path socket() {
        return directory.resolve("docker.sock");
    }

    /// Ends the daemon as `systemctl stop docker` does; its containers end too.
    void stopDaemon() throws Exception {
        daemon.destroy();
        assertTrue(daemon.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    void startDaemon() throws Exception {
        daemon = newDaemon();
        awaitDaemon();
    }

    /// `./milliwatt` on this host.
    Shell.Result milliwatt(String... arguments) throws Exception {
        return inside(name, with(List.of(program()), arguments));
    }

    /// `./milliwatt` of a user without rights; it may read and enter what is only for others,
    /// because the folder of a fresh clone may be for its owner alone.
    Shell.Result milliwattAsNobody(String... arguments) throws Exception {
        return inside(
                name,
                with(
                        List.of(
                                "setpriv",
                                "--reuid=65534",
                                "--regid=65534",
                                "--clear-groups",
                                "--inh-caps=+dac_read_search",
                                "--ambient-caps=+dac_read_search",
                                program()),
                        arguments));
    }

    /// `./milliwatt` on this host with another daemon than its own Docker.
    ///
    /// @param daemon its `DOCKER_HOST`
    Shell.Result milliwattBy(String daemon, String... arguments) throws Exception {
        return inside(name, with(List.of("env", "DOCKER_HOST=" + daemon, program()), arguments));
    }

    /// A command on this host that may fail.
    Shell.Result run(List<String> command) throws Exception {
        return inside(name, command);
    }

    /// A process on this host, to be started and ended by the caller.
    ProcessBuilder process(String... command) {
        return new ProcessBuilder(
                with(List.of("nsenter", "--net=/var/run/netns/" + name), command));
    }

    /// `./milliwatt` of the neighbour on the LAN.
    Shell.Result neighbour(String... arguments) throws Exception {
        return inside(name + "-lan", with(List.of(program()), arguments));
    }

    Shell.Result docker(String... arguments) throws Exception {
        return inside(name, with(List.of("docker"), arguments));
    }

    /// A command on this host that goes on.
    Shell.Running start(String line) throws Exception {
        return Shell.start(
                Map.of(), List.of("nsenter", "--net=/var/run/netns/" + name, "sh", "-c", line));
    }

    /// A command on this host that must succeed.
    String sh(String line) throws Exception {
        var result = inside(name, List.of("sh", "-c", line));
        assertEquals(0, result.status(), line + ": " + result);
        return result.out();
    }

    /// What could be left behind on this host.
    String leftovers() throws Exception {
        return docker("ps", "-a", "--format", "{{.Names}}").out()
                + docker("network", "ls", "--format", "{{.Name}}").out()
                + sh(
                        "ip -o link | grep -o ' mw[0-9a-f]\\{10\\}' ; iptables-save | grep milliwatt ; true")
                + sh("ls " + directory.resolve("state/milliwatt/journal") + " 2>/dev/null; true");
    }

    private static String program() throws IOException {
        return Shell.ROOT.toRealPath().resolve("milliwatt").toString();
    }

    private static List<String> with(List<String> program, String... arguments) {
        var command = new ArrayList<>(program);
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private Shell.Result inside(String namespace, List<String> command) throws Exception {
        var whole = new ArrayList<>(List.of("nsenter", "--net=/var/run/netns/" + namespace));
        whole.addAll(command);
        return Shell.finish(
                Shell.start(
                        Map.of(
                                "DOCKER_HOST",
                                "unix://" + socket(),
                                "XDG_STATE_HOME",
                                directory.resolve("state").toString()),
                        whole));
    }

    private static void run(String command) throws Exception {
        var result = Shell.run(command.split(" ", -1));
        assertEquals(0, result.status(), command + ": " + result);
    }

    @Override
    public void close() throws Exception {
        daemon.destroy();
        if (!daemon.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            daemon.destroyForcibly().waitFor();
        }
        if (ownControlGroups) {
            Shell.run(
                    inControlGroups2(
                                    "find /sys/fs/cgroup/"
                                            + name
                                            + " -depth -type d -exec rmdir {} +")
                            .toArray(String[]::new));
        }
        Shell.run("ip", "netns", "del", name);
        Shell.run("ip", "netns", "del", name + "-lan");
        // what a daemon that was killed had mounted
        Shell.run(
                "sh",
                "-c",
                "grep -o '" + directory + "[^ ]*' /proc/mounts | sort -r | xargs -r umount -l");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
