package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import java.util.List;

/// One vertical line of a ladder.
///
/// @param name `phone`, or the address when it has no name
/// @param detail address, port and what it calls itself
/// @param endpoints all that belong to it
public record LadderColumn(String name, String detail, List<Endpoint> endpoints) {
    public LadderColumn {
        endpoints = List.copyOf(endpoints);
    }
}
