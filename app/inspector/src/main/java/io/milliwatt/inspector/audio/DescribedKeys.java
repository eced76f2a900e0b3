package io.milliwatt.inspector.audio;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.sip.AddressText;
import io.milliwatt.protocol.sdp.ConnectionAddress;
import io.milliwatt.protocol.sdp.CryptoAttribute;
import io.milliwatt.protocol.sdp.MediaDescription;
import io.milliwatt.protocol.sdp.SdpAttribute;
import io.milliwatt.protocol.sdp.SessionDescription;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keys of the session descriptions of a capture, RFC 4568: each side names what it sends with.
final class DescribedKeys {
    private static final int MOST = 2_000;

    private final Set<Key> keys = new LinkedHashSet<>();

    /// @param sender where the side receives; it sends from there too, as nearly all do
    private record Key(Optional<Endpoint> sender, SrtpMasterKey key) {}

    void learn(String sdp) {
        if (!sdp.contains("crypto:") || keys.size() >= MOST) {
            return;
        }
        SessionDescription.parse(sdp)
                .toOptional()
                .ifPresent(description ->
                        description.media().forEach(media -> learn(description, media)));
    }

    private void learn(SessionDescription description, MediaDescription media) {
        Optional<Endpoint> sender =
                description
                        .connectionOf(media)
                        .map(ConnectionAddress::address)
                        .flatMap(AddressText::literal)
                        .map(address -> new Endpoint(address, media.port()));
        for (SdpAttribute attribute : media.attributes()) {
            if (attribute.name().equals("crypto") && keys.size() < MOST) {
                attribute
                        .value()
                        .flatMap(CryptoAttribute::parse)
                        .ifPresent(crypto -> keys.add(new Key(sender, crypto.key())));
            }
        }
    }

    /// Keys that may be the sender's, the likeliest first: behind a translation it is another's.
    List<SrtpMasterKey> of(Endpoint sender) {
        var likely = new ArrayList<SrtpMasterKey>();
        for (boolean own : new boolean[] {true, false}) {
            keys.stream()
                    .filter(key -> key.sender().equals(Optional.of(sender)) == own)
                    .forEach(key -> likely.add(key.key()));
        }
        return likely;
    }
}
