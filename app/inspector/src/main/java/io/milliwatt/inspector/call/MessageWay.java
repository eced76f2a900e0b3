package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import java.util.ArrayList;
import java.util.List;

/// The way of one message past the taps that saw it: from who sent it, by way of those who gave it
/// another source or destination, to who got it last.
///
/// At each tap it has the addresses of that place. Where the destination differs from the tap
/// before, the old one is who translated it; where the source differs, the new one is.
///
/// @param places in that order, at least two
/// @param note what was rewritten, in words; empty for nothing
record MessageWay(List<Endpoint> places, String note) {
    /// @param sightings where it was seen, in the order of time, at least once
    static MessageWay of(List<MessagePlace> sightings) {
        MessagePlace first = sightings.getFirst();
        var places = new ArrayList<Endpoint>(List.of(first.source()));
        var words = new ArrayList<String>();
        MessagePlace before = first;
        for (MessagePlace now : sightings) {
            if (!now.destination().equals(before.destination())) {
                pass(places, before.destination());
                words.add("destination " + before.destination() + " became " + now.destination());
            }
            if (!now.source().equals(before.source())) {
                pass(places, now.source());
                words.add("source " + before.source() + " became " + now.source());
            }
            before = now;
        }
        Endpoint last = before.destination();
        if (words.isEmpty() || last.equals(first.source())) {
            return new MessageWay(List.of(first.source(), first.destination()), "");
        }
        places.add(last);
        return new MessageWay(List.copyOf(places), String.join(", ", words));
    }

    private static void pass(List<Endpoint> places, Endpoint place) {
        if (!places.contains(place)) {
            places.add(place);
        }
    }
}
