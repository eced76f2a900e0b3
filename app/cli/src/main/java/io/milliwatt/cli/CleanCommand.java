package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.problem.BenchException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `milliwatt clean`.
@Command(
        mixinStandardHelpOptions = true,
        name = "clean",
        description =
                "Undo and remove what processes that were killed left: rules, routes, containers, networks")
final class CleanCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Option(names = "--json", description = "Print what was done as JSON")
    private boolean json;

    CleanCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws BenchException {
        Services.Cleaned cleaned = services.clean();
        if (json) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            put(object, "done", cleaned.done());
            put(object, "left", cleaned.left());
            console.json(object);
        } else {
            cleaned.done().forEach(console::line);
            if (cleaned.done().isEmpty()) {
                console.line("Nothing was left behind");
            }
            cleaned.left().forEach(each -> console.line("in force: " + each));
        }
        return ExitStatus.OK;
    }

    private static void put(ObjectNode object, String key, List<String> values) {
        var array = object.putArray(key);
        values.forEach(array::add);
    }
}
