package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.URI;
import org.junit.jupiter.api.Test;

class DaemonFactsTest {
    private static final String LOCAL = "unix:///run/docker.sock";

    @Test
    void daemonOfThisHostCarriesEveryMode() throws Exception {
        DaemonFacts docker =
                facts(
                        LOCAL,
                        """
                        {"OperatingSystem":"Debian","SecurityOptions":["name=seccomp"],"NCPU":4,
                         "MemTotal":8589934592,"CpuCfsQuota":true,"MemoryLimit":true}\
                        """);
        for (NetworkMode mode : NetworkMode.values()) {
            assertDoesNotThrow(() -> docker.mustShareNetworkWithThisHost(mode));
        }
        assertDoesNotThrow(() -> docker.mustCarry(new Limits(4, 8L << 30)));
        assertTrue(
                refused(() -> docker.mustCarry(new Limits(4.5, 1L << 30)))
                        .getMessage()
                        .contains("4 processors, not 4.5"));
        assertTrue(
                refused(() -> docker.mustCarry(new Limits(1, 9L << 30)))
                        .getMessage()
                        .contains("8192 MiB of memory, not 9216"));
    }

    @Test
    void daemonElsewhereCarriesPublishedPortsOnly() throws Exception {
        for (DaemonFacts each :
                new DaemonFacts[] {
                    facts("tcp://192.0.2.9:2376", "{\"OperatingSystem\":\"Debian\"}"),
                    facts(LOCAL, "{\"OperatingSystem\":\"Docker Desktop\"}"),
                    facts(LOCAL, "{\"SecurityOptions\":[\"name=rootless\"]}")
                }) {
            for (NetworkMode mode : NetworkMode.values()) {
                assertEquals(
                        ProblemCode.MODE_NOT_POSSIBLE,
                        refused(() -> each.mustShareNetworkWithThisHost(mode)).code());
            }
            assertTrue(
                    refused(() -> each.mustShareNetworkWithThisHost(NetworkMode.PUBLISHED))
                            .fix()
                            .contains("without --publish dnat"));
        }
    }

    /// As Podman 4.3 of Debian 12 answers.
    @Test
    void rootlessPodmanSharesTheHostsNetworkAndLimitsNothingOnCgroupV1() throws Exception {
        DaemonFacts podman =
                facts(
                        LOCAL,
                        """
                        {"OperatingSystem":"debian","SecurityOptions":["name=seccomp,profile=default"],
                         "Rootless":true,"CgroupVersion":"1","BuildahVersion":"1.28.2","NCPU":2,
                         "MemTotal":25276514304,"CpuCfsQuota":true,"MemoryLimit":true}\
                        """);
        assertDoesNotThrow(() -> podman.mustShareNetworkWithThisHost(NetworkMode.HOST));
        refused(() -> podman.mustShareNetworkWithThisHost(NetworkMode.CONTAINER));
        refused(() -> podman.mustShareNetworkWithThisHost(NetworkMode.MACVLAN));
        assertTrue(
                refused(() -> podman.mustCarry(new Limits(1, 512L << 20)))
                        .getMessage()
                        .contains("cannot limit processors"));
        refused(() -> podman.mustCarry(new Limits(0, 256L << 20)));
        assertDoesNotThrow(() -> podman.mustCarry(Limits.DEFAULT), "the usual is asked of nobody");
        assertDoesNotThrow(() -> podman.mustCarry(new Limits(0, 0)), "what it has at a restart");
    }

    private static BenchException refused(org.junit.jupiter.api.function.Executable question) {
        return assertThrows(BenchException.class, question);
    }

    private static DaemonFacts facts(String host, String info) throws Exception {
        return DaemonFacts.read(
                JsonMapper.builder().build().readTree(info), new DockerEndpoint(URI.create(host)));
    }
}
