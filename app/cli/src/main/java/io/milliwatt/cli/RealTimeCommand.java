package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.realtime.RtSlice;
import io.milliwatt.bench.realtime.RtState;
import io.milliwatt.bench.realtime.RtThread;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `milliwatt engine realtime`.
@Command(
        mixinStandardHelpOptions = true,
        name = "realtime",
        description =
                "Show who has what of the real-time budget, read from the control groups and the kernel")
final class RealTimeCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Option(names = "--json", description = "Print it as JSON")
    private boolean json;

    RealTimeCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws BenchException {
        Optional<RtState> state = services.realTime();
        if (json) {
            console.json(
                    state.map(RealTimeCommand::toJson)
                            .orElseGet(JsonNodeFactory.instance::objectNode));
            return ExitStatus.OK;
        }
        if (state.isEmpty()) {
            console.line("No engine with real time runs. Start one: ./milliwatt engine start --rt");
            return ExitStatus.OK;
        }
        RtState now = state.get();
        console.line(
                "%s has %d µs of each %d µs; others have %d",
                now.parent(), now.parentMicros(), now.periodMicros(), now.othersMicros());
        for (RtSlice slice : now.slices()) {
            console.line(
                    "%-20s %8d  %s",
                    slice.container(),
                    slice.micros(),
                    slice.threads().stream()
                            .map(it -> it.name() + " " + words(it))
                            .collect(Collectors.joining(", ")));
        }
        return ExitStatus.OK;
    }

    private static String words(RtThread thread) {
        return thread.isRealTime() ? "SCHED_FIFO " + thread.priority() : "without real time";
    }

    private static ObjectNode toJson(RtState state) {
        ObjectNode json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("parent", state.parent())
                        .put("periodMicros", state.periodMicros())
                        .put("parentMicros", state.parentMicros())
                        .put("othersMicros", state.othersMicros());
        ArrayNode slices = json.putArray("slices");
        for (RtSlice slice : state.slices()) {
            ArrayNode threads =
                    slices.addObject()
                            .put("container", slice.container())
                            .put("micros", slice.micros())
                            .putArray("threads");
            for (RtThread thread : slice.threads()) {
                threads.addObject()
                        .put("name", thread.name())
                        .put("realTime", thread.isRealTime())
                        .put("priority", thread.priority());
            }
        }
        return json;
    }
}
