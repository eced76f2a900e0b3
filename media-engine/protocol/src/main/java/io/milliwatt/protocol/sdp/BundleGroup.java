package io.milliwatt.protocol.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// The first `a=group:BUNDLE` of a description (RFC 8843, RFC 5888): places of media that share a
/// transport, that of the first.
///
/// @param places in the order of the group; empty = there is none
record BundleGroup(List<Integer> places) {
    static final String SEMANTICS = "BUNDLE";

    BundleGroup {
        places = List.copyOf(places);
    }

    static BundleGroup in(SessionDescription description) {
        for (SdpAttribute attribute : description.attributes()) {
            String[] words = attribute.value().orElse("").trim().split(" +", -1);
            if (attribute.name().equals("group") && words[0].equals(SEMANTICS)) {
                return new BundleGroup(places(description, words));
            }
        }
        return new BundleGroup(List.of());
    }

    private static List<Integer> places(SessionDescription description, String[] words) {
        List<String> mids = description.media().stream().map(MediaDescription::mid).toList();
        List<Integer> places = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            int place = words[i].isEmpty() ? -1 : mids.indexOf(words[i]);
            if (place >= 0 && !places.contains(place)) {
                places.add(place);
            }
        }
        return places;
    }

    /// Only those members.
    BundleGroup where(IntPredicate kept) {
        return new BundleGroup(places.stream().filter(kept::test).toList());
    }

    boolean contains(int place) {
        return places.contains(place);
    }

    /// The place whose transport that media uses.
    int transportOf(int place) {
        return contains(place) ? places.getFirst() : place;
    }

    /// The session attribute of a description that has those media.
    static SdpAttribute attribute(List<String> mids) {
        return SdpAttribute.of("group", SEMANTICS + " " + String.join(" ", mids));
    }
}
