package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The keys we send with: those of our previous description go on (RFC 4568, section 7.1.4), others
/// are drawn.
record LocalKeys(Optional<SessionDescription> previous, RandomGenerator random) {

    SrtpMasterKey at(int place, SrtpSuite suite) {
        return previous.filter(before -> place < before.media().size())
                .flatMap(before ->
                        CryptoAttribute.in(before.media().get(place)).stream()
                                .map(CryptoAttribute::key)
                                .filter(key -> key.suite() == suite)
                                .findFirst())
                .orElseGet(() -> drawn(suite));
    }

    private SrtpMasterKey drawn(SrtpSuite suite) {
        byte[] octets = new byte[suite.keyOctets() + suite.saltOctets()];
        random.nextBytes(octets);
        return SrtpMasterKey.of(suite, Bytes.of(octets));
    }
}
