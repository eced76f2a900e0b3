package io.milliwatt.bench.toolbox;

import java.net.InetAddress;
import java.util.Optional;

/// The network namespace a toolbox container stands in.
public sealed interface ToolboxNetwork {
    /// The host's.
    record Host() implements ToolboxNetwork {}

    /// One of its own with nothing but a loopback interface.
    record None() implements ToolboxNetwork {}

    /// That of another container.
    ///
    /// @param id its id or name
    record OfContainer(String id) implements ToolboxNetwork {}

    /// A network of Docker's.
    ///
    /// @param name its name or id
    /// @param address the container's address there; empty = Docker's choice
    record OfDocker(String name, Optional<InetAddress> address) implements ToolboxNetwork {}

    /// As Docker writes it: `host`, `none`, `container:ID`, a network's name.
    default String mode() {
        return switch (this) {
            case Host() -> "host";
            case None() -> "none";
            case OfContainer(String id) -> "container:" + id;
            case OfDocker(String name, var _) -> name;
        };
    }
}
