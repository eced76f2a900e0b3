package io.milliwatt.bench.engine;

import com.github.dockerjava.api.model.WaitResponse;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.images.PatientCallback;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Is told by the daemon when a container ends, so that a launch notices at once and without
/// asking.
final class ContainerWatch implements Patience.Watch {
    private final DockerConnection docker;
    private final String engineName;
    private final String container;
    private final AtomicReference<@Nullable Integer> exitStatus = new AtomicReference<>();
    private final PatientCallback<WaitResponse> waiting;

    ContainerWatch(DockerConnection docker, String engineName, String container)
            throws BenchException {
        this.docker = docker;
        this.engineName = engineName;
        this.container = container;
        waiting =
                docker.ask(it ->
                        it.waitContainerCmd(container)
                                .exec(
                                        new PatientCallback<WaitResponse>() {
                                            @Override
                                            public void onNext(WaitResponse response) {
                                                exitStatus.set(response.getStatusCode());
                                            }
                                        }));
    }

    @Override
    public void check() throws BenchException {
        Integer status = exitStatus.get();
        if (status == null) {
            return;
        }
        List<String> lines = new DockerLogs(docker).newest(container, LogTail.SHOWN_LINES);
        throw new BenchException(
                ProblemCode.ENGINE_DIED,
                "The engine \""
                        + engineName
                        + "\" ended while it started: "
                        + ExitWords.of(status)
                        + ". "
                        + LogTail.shown(lines),
                "Mend what its last lines say, then launch again");
    }

    @Override
    public void close() {
        try {
            waiting.close();
        } catch (IOException _) {
            // the connection is of no more use
        }
    }
}
