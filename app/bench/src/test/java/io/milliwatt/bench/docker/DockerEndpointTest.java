package io.milliwatt.bench.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DockerEndpointTest {
    private static final DockerEndpoint USUAL =
            new DockerEndpoint(URI.create("unix:///var/run/docker.sock"));

    @TempDir Path directory;

    @Test
    void threeWaysToBeOutOfReachHaveThreeMessages() {
        BenchException none = problem(false, false, false, "No such file or directory");
        assertEquals(ProblemCode.DOCKER_NOT_INSTALLED, none.code());
        assertTrue(none.fix().contains("apt-get install docker.io"), none.fix());

        BenchException stopped = problem(false, false, true, "No such file or directory");
        assertEquals(ProblemCode.DOCKER_NOT_RUNNING, stopped.code());
        assertTrue(stopped.fix().contains("systemctl start docker"), stopped.fix());

        BenchException stale = problem(true, true, true, "Connection refused");
        assertEquals(ProblemCode.DOCKER_NOT_RUNNING, stale.code());

        BenchException forbidden = problem(true, false, true, "Permission denied");
        assertEquals(ProblemCode.DOCKER_NO_PERMISSION, forbidden.code());
        assertTrue(forbidden.fix().contains("usermod -aG docker $USER"), forbidden.fix());
    }

    @Test
    void remoteDaemonIsNamed() {
        BenchException problem =
                new DockerEndpoint(URI.create("tcp://192.0.2.9:2375"))
                        .problem(
                                new DockerEndpoint.Seen(false, false, true),
                                new IOException("Connection refused"));
        assertEquals(ProblemCode.DOCKER_NOT_RUNNING, problem.code());
        assertTrue(problem.getMessage().contains("tcp://192.0.2.9:2375"), problem.getMessage());
    }

    @Test
    void socketThatNobodyServesIsNotRunning() throws IOException {
        Path socket = directory.resolve("docker.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();
        var connection = new DockerConnection(new DockerEndpoint(URI.create("unix://" + socket)));
        assertEquals(
                ProblemCode.DOCKER_NOT_RUNNING,
                assertThrows(BenchException.class, connection::check).code());
    }

    private static BenchException problem(
            boolean exists, boolean writable, boolean installed, String said) {
        return USUAL.problem(
                new DockerEndpoint.Seen(exists, writable, installed), new IOException(said));
    }
}
