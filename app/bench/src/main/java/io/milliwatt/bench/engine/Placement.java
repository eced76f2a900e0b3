package io.milliwatt.bench.engine;

/// Where an engine's container stands, and what it may use.
///
/// @param mode its network mode
/// @param publishing how mode `published` leads the RTP ports to it
/// @param advertiseContainer mode `published`: it advertises the container's address instead of the
///   host's, to show what goes wrong then
/// @param network an existing Docker network that it joins; empty = Docker's bridge, or for
///   `macvlan` one of our own on the LAN interface
/// @param limits what it may use
public record Placement(
        NetworkMode mode,
        Publishing publishing,
        boolean advertiseContainer,
        String network,
        Limits limits) {
    /// Published ports, the usual limits.
    public static final Placement DEFAULT = of(NetworkMode.PUBLISHED);

    /// That mode, and the rest as usual.
    public static Placement of(NetworkMode mode) {
        return new Placement(mode, Publishing.PORTS, false, "", Limits.DEFAULT);
    }

    public Placement withLimits(Limits other) {
        return new Placement(mode, publishing, advertiseContainer, network, other);
    }

    public Placement withPublishing(Publishing other) {
        return new Placement(mode, other, advertiseContainer, network, limits);
    }

    public Placement withNetwork(String other) {
        return new Placement(mode, publishing, advertiseContainer, other, limits);
    }

    /// With the container's address in SDP and Contact, in mode `published`.
    public Placement advertisingContainer() {
        return new Placement(mode, publishing, true, network, limits);
    }
}
