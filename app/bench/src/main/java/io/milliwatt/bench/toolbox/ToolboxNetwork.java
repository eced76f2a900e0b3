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

    /// As Docker writes it: `host`, `none`, `container:ID`.
    default String mode() {
        return switch (this) {
            case Host() -> "host";
            case None() -> "none";
            case OfContainer(String id) -> "container:" + id;
        };
    }
}
