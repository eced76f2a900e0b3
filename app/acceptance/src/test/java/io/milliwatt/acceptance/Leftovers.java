package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What of ours is on this machine: containers, networks, engine processes. A test compares before
/// and after.
record Leftovers(Set<String> found) {
    static Leftovers now() throws Exception {
        var found = new TreeSet<String>();
        for (var listing :
                List.of(
                        List.of(
                                "docker",
                                "ps",
                                "-a",
                                "--filter",
                                "label=io.milliwatt",
                                "--format",
                                "container {{.Names}}"),
                        List.of(
                                "docker",
                                "network",
                                "ls",
                                "--filter",
                                "label=io.milliwatt",
                                "--format",
                                "network {{.Name}}"),
                        List.of("docker", "volume", "ls", "--format", "volume {{.Name}}"))) {
            try {
                Shell.run(listing.toArray(String[]::new)).out().lines().forEach(found::add);
            } catch (java.io.IOException _) {
                // no docker program: nothing of ours in it either
            }
        }
        // those of this checkout: another one may be at work on the same machine
        String ours = Shell.ROOT.toRealPath().resolve("build").toString();
        ProcessHandle.allProcesses()
                .filter(process -> isEngineOf(process.info().commandLine().orElse(""), ours))
                .forEach(process -> found.add("process " + process.pid()));
        return new Leftovers(found);
    }

    private static boolean isEngineOf(String commandLine, String folder) {
        return commandLine.contains("io.milliwatt.engine.Main") && commandLine.contains(folder);
    }

    static void assertNoneSince(Leftovers before) throws Exception {
        assertEquals(before, now(), "something was left behind");
    }
}
