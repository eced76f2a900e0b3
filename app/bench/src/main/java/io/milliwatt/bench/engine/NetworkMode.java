package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How an engine stands in the network, in Docker's words. The constants are what the command line
/// and the window offer; [EngineNetwork] carries each out.
public enum NetworkMode {
    /// Bridge network; ports of the host's address lead to the same ports of the container.
    PUBLISHED("host ports lead to the container: phones on the LAN reach it at the host's address"),
    /// Bridge network, nothing published; reached at the container's own address.
    CONTAINER("reached at the container's own address: this host does, a phone needs a route"),
    /// The host's own network, without a bridge and without translation.
    HOST("the host's own network: no translation, phones reach it at the host's address"),
    /// An address of its own on the LAN.
    MACVLAN("an address of its own on the LAN, as if it were another machine");

    private final String words;

    NetworkMode(String words) {
        this.words = words;
    }

    /// The word used on the command line, in labels and in JSON.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What it means, in a line.
    public String words() {
        return words;
    }

    /// Whether the engine is reached at the container's own address, not at the host's.
    public boolean ownAddress() {
        return this == CONTAINER || this == MACVLAN;
    }

    /// The mode of that word.
    ///
    /// @throws BenchException `BAD_USAGE`, with the words there are; `ipvlan` is told why not
    public static NetworkMode of(String key) throws BenchException {
        Optional<NetworkMode> mode = find(key.strip());
        if (mode.isPresent()) {
            return mode.get();
        }
        boolean ipvlan = key.strip().equalsIgnoreCase("ipvlan");
        throw new BenchException(
                ProblemCode.BAD_USAGE,
                ipvlan
                        ? "ipvlan is not offered: many kernels come without it, and macvlan does the same"
                        : "\"" + key + "\" is no network mode",
                ipvlan
                        ? "Give --mode macvlan"
                        : "Give --mode published, container, host or macvlan");
    }

    /// The mode of that word, for what was written by [#key()].
    static Optional<NetworkMode> find(String key) {
        return Arrays.stream(values()).filter(it -> it.key().equalsIgnoreCase(key)).findFirst();
    }
}
