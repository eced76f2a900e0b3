package io.milliwatt.bench.toolbox;

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

    /// A network of Docker's, which gives the container an address.
    ///
    /// @param name its name or id
    record OfDocker(String name) implements ToolboxNetwork {}

    /// As Docker writes it: `host`, `none`, `container:ID`, a network's name.
    default String mode() {
        return switch (this) {
            case Host() -> "host";
            case None() -> "none";
            case OfContainer(String id) -> "container:" + id;
            case OfDocker(String name) -> name;
        };
    }
}
