package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.milliwatt.bench.docker.DockerSite;
import io.milliwatt.bench.docker.DockerTrait;
import io.milliwatt.bench.network.AddressSetting;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `milliwatt network`, which is `milliwatt network addresses`, and what else is known of networks.
@Command(
        mixinStandardHelpOptions = true,
        name = "network",
        description =
                "List this host's addresses, the best one to advertise first, with the reason")
final class NetworkCommand implements Callable<Integer> {
    private static final String PEER_HELP =
            "Rank for calls with this address: the one that leads there goes first";

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
        print(services.addresses(), json);
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "addresses",
            description =
                    "List this host's addresses, the best one to advertise first, with the reason")
    int addresses(
            @Option(names = "--peer", paramLabel = "IP", description = PEER_HELP)
                    @Nullable String peer,
            @Option(names = "--json", description = "Print an array of addresses as JSON")
                    boolean asJson)
            throws BenchException {
        print(
                peer == null
                        ? services.addresses()
                        : services.network().addressesFor(literal("--peer", peer)),
                asJson);
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "use",
            description =
                    "Choose the address to advertise from now on, while this host has it; auto = by the ranking")
    int use(
            @Parameters(paramLabel = "IP|auto", description = "The address, or auto")
                    String address,
            @Option(
                            names = "--behind-nat",
                            paramLabel = "PUBLIC-IP",
                            description =
                                    "Phones reach this host by this address of a NAT: it is advertised, the chosen one is bound")
                    @Nullable String publicAddress)
            throws BenchException {
        Optional<InetAddress> chosen =
                address.equals("auto")
                        ? Optional.empty()
                        : Optional.of(literal("network use", address));
        Optional<InetAddress> nat =
                publicAddress == null
                        ? Optional.empty()
                        : Optional.of(literal("--behind-nat", publicAddress));
        services.network().addressSettings().choose(chosen, nat, services.addresses());
        console.line(
                "Engines launched from now on advertise %s",
                nat.or(() -> chosen)
                        .map(HostAddress::text)
                        .orElse("the best address of this host"));
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "docker",
            description = "Tell where containers really run, and what does not work there")
    int docker(@Option(names = "--json", description = "Print it as JSON") boolean asJson)
            throws BenchException {
        DockerSite site = services.network().site();
        if (asJson) {
            var object = JsonNodeFactory.instance.objectNode().put("version", site.version());
            object.put("sharesThisNetwork", site.sharesThisNetwork());
            ArrayNode traits = object.putArray("traits");
            for (DockerTrait trait : site.traits()) {
                ArrayNode limits =
                        traits.addObject()
                                .put("key", trait.key())
                                .put("words", trait.words())
                                .putArray("limits");
                trait.limits().forEach(limits::add);
            }
            console.json(object);
            return ExitStatus.OK;
        }
        if (site.traits().isEmpty()) {
            console.line("Docker %s on this host: every network mode works", site.version());
        }
        for (DockerTrait trait : site.traits()) {
            console.line("%s (Docker %s)", trait.words(), site.version());
            trait.limits().forEach(limit -> console.line("  - %s", limit));
        }
        return ExitStatus.OK;
    }

    private void print(List<HostAddress> addresses, boolean asJson) {
        if (asJson) {
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
            return;
        }
        for (HostAddress address : addresses) {
            console.line(
                    "%2d  %-20s  %-12s  %-18s  %s",
                    address.rank(),
                    address.text(),
                    address.interfaceName(),
                    address.kind(),
                    address.reason());
        }
        AddressSetting setting = services.network().addressSettings().read();
        setting.chosen()
                .filter(it -> addresses.stream().noneMatch(each -> each.address().equals(it)))
                .ifPresent(it ->
                        console.note(
                                "Your choice "
                                        + HostAddress.text(it)
                                        + " is not an address of this host now; the ranking decides"));
        setting.behindNat()
                .ifPresent(it ->
                        console.note(
                                "Engines advertise "
                                        + HostAddress.text(it)
                                        + ", the address of the NAT that this host is behind"));
    }

    static InetAddress literal(String where, String text) throws BenchException {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            throw new BenchException(
                    ProblemCode.BAD_USAGE,
                    "\"" + text + "\" is no IP address",
                    "Give " + where + " an address such as 192.168.1.20");
        }
    }
}
