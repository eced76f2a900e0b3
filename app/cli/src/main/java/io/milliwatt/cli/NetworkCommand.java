package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.milliwatt.bench.network.HostAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `milliwatt network`.
@Command(
        mixinStandardHelpOptions = true,
        name = "network",
        description =
                "List this host's addresses, the best one to advertise first, with the reason")
final class NetworkCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Option(names = "--json", description = "Print an array of addresses as JSON")
    private boolean json;

    NetworkCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() {
        var addresses = services.addresses();
        if (json) {
            var array = JsonNodeFactory.instance.arrayNode();
            for (HostAddress address : addresses) {
                array.addObject()
                        .put("address", address.text())
                        .put("interface", address.interfaceName())
                        .put("rank", address.rank())
                        .put("kind", address.kind())
                        .put("reason", address.reason())
                        .put("usable", address.usable());
            }
            console.json(array);
        } else {
            for (HostAddress address : addresses) {
                console.line(
                        "%2d  %-20s  %-12s  %-18s  %s",
                        address.rank(),
                        address.text(),
                        address.interfaceName(),
                        address.kind(),
                        address.reason());
            }
        }
        return ExitStatus.OK;
    }
}
