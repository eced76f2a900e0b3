package io.milliwatt.bench.inspector;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.route.HostFacts;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.util.List;

/// Routes and packet filter of the host, read by a toolbox container: nobody needs to be root for
/// that.
public final class HostSource implements ReportSource {
    private final Toolbox toolbox;

    public HostSource(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public String name() {
        return "the host's routes and rules";
    }

    @Override
    public List<ReportFile> files() throws BenchException {
        List<String> script = HostCommand.shell(HostFacts.SCRIPT);
        String text =
                toolbox.require(
                        ToolboxTask.onHost(
                                "read the host's routes and rules for a report",
                                script.toArray(String[]::new)));
        return List.of(ReportFile.text("host/routes-and-rules.txt", text));
    }
}
