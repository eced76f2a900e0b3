package io.milliwatt.inspector.capture;

/// Where frames of a capture were taken.
///
/// @param index the tap of its packets: from 0, counted over all sections of a file
/// @param name as the file says, such as `eth0`; empty when it does not
/// @param description as the file says; empty when it does not
/// @param linkType a number of [LinkType][io.milliwatt.inspector.packet.LinkType]
/// @param snapLength octets of a frame that were kept at most; 0 = all
/// @param dropped packets the capturing system says it dropped there; -1 when it did not say
public record CaptureInterface(
        int index, String name, String description, int linkType, long snapLength, long dropped) {}
