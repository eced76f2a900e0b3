package io.milliwatt.bench.terminal;

import io.milliwatt.bench.docker.ContainerStreams;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Ends the shell of a terminal's container when this process is gone, however it ended. The end of
/// a connection ends no terminal: Docker keeps its other side open for the next one who attaches.
/// So a second command runs in the container, without a terminal, whose standard input is a
/// connection of ours; at the end of that it kills the shell, whose number is in a file.
final class Lifeline implements AutoCloseable {
    private static final String NUMBER = "/tmp/.terminal";
    private static final String WATCH =
            "cat >/dev/null; kill -HUP $(cat "
                    + NUMBER
                    + "); sleep 1; kill -9 $(cat "
                    + NUMBER
                    + ")";

    private final ContainerStreams streams;

    private Lifeline(ContainerStreams streams) {
        this.streams = streams;
    }

    /// The command that notes its number and becomes the shell.
    static List<String> noting(List<String> command) {
        var whole =
                new ArrayList<>(
                        List.of("/bin/sh", "-c", "echo $$ >" + NUMBER + "; exec \"$@\"", "shell"));
        whole.addAll(command);
        return whole;
    }

    /// Ties a running container, whose command is a [#noting] one, to this process.
    static Lifeline tie(DockerConnection docker, String container) throws BenchException {
        String exec =
                docker.ask(it ->
                        it.execCreateCmd(container)
                                .withAttachStdin(true)
                                .withAttachStdout(true)
                                .withAttachStderr(true)
                                .withCmd("/bin/sh", "-c", WATCH)
                                .exec()
                                .getId());
        ContainerStreams streams =
                ContainerStreams.to(
                        OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        docker.ask(it -> it.execStartCmd(exec).withStdIn(streams.toContainer()).exec(streams));
        return new Lifeline(streams);
    }

    @Override
    public void close() {
        streams.end();
    }
}
