package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A Docker whose control groups are of version 2, as on today's distributions.
@Tag("system")
@Timeout(300)
class ControlGroups2Test {
    private static OwnHost host;

    @BeforeAll
    static void startHost() throws Exception {
        host = OwnHost.startOnControlGroups2();
        assertEquals("2", info("CgroupVersion"));
    }

    @AfterAll
    static void stopHost() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    private static String info(String key) throws Exception {
        return host.docker("info", "--format", "{{." + key + "}}").out().strip();
    }

    @Test
    void engineIsLaunchedCalledAndHeard() throws Exception {
        var demo = host.milliwatt("demo", "--runtime", "docker", "--duration", "2s", "--json");
        assertEquals(0, demo.status(), demo.toString());
        assertEquals("audio", demo.json().get("verdict").asText(), demo.toString());
        assertEquals("", host.docker("ps", "-aq").out());
    }

    @Test
    void realTimeIsRefusedWithWhatThereIsInstead() throws Exception {
        var refused = host.milliwatt("engine", "start", "--runtime", "docker", "--rt");
        assertEquals(78, refused.status(), refused.toString());
        assertTrue(
                refused.err().contains("control groups are of version 2, which know no such"),
                refused.err());
        assertTrue(refused.err().contains("fix: Leave --rt away"), refused.err());
        for (String instead : new String[] {"--cpuset-cpus", "--cpu-shares", "chrt -f -p 10"}) {
            assertTrue(refused.err().contains(instead), refused.err());
        }
        assertEquals("", host.docker("ps", "-aq").out());
        var nobody = host.milliwatt("engine", "realtime");
        assertEquals(0, nobody.status(), nobody.toString());
    }

    @Test
    void processorsAreLimitedOrRefusedAsTheControllersAre() throws Exception {
        boolean limits = info("CpuCfsQuota").equals("true");
        var started =
                host.milliwatt(
                        "engine",
                        "start",
                        "--runtime",
                        "docker",
                        "--mode",
                        "container",
                        "--cpus",
                        "1",
                        "--json");
        try {
            assertEquals(limits ? 0 : 78, started.status(), started.toString());
            assertTrue(
                    limits
                            ? started.json().get("cpuLimit").asDouble() == 1
                            : started.err().contains("cannot limit processors"),
                    started.toString());
        } finally {
            host.milliwatt("engine", "rm");
        }
    }
}
