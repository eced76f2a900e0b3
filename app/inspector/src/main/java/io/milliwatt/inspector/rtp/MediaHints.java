package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the SDP of the calls told about media: which address and port will receive RTP, and what
/// its payload types mean. Filled while the capture is read; one thread.
///
/// A receiver chooses the numbers of what it receives (RFC 3264, section 5.1), so that a packet is
/// judged by what its destination told, then by what its source told, then by what all told alike
/// about that number (addresses may have been rewritten), then by RFC 3551, tables 4 and 5.
public final class MediaHints {
    private static final int TYPES = 128;

    /// Endpoints that are remembered at most: a capture must not grow the heap without bound.
    private static final int MOST_ENDPOINTS = 100_000;

    private static final int MOST_WITH_KEYS = 20_000;
    private static final int MOST_KEYS_OF_ONE = 16;
    private static final int MOST_KEYS_TRIED = 32;

    private final Map<Endpoint, MediaFormat[]> byEndpoint = new HashMap<>();
    private final Map<Endpoint, Set<SrtpMasterKey>> keys = new LinkedHashMap<>();
    private final MediaFormat[] unanimous = new MediaFormat[TYPES];
    private int version;

    /// Says that `receiver` takes RTP of this payload type (0 to 127; others are left out).
    public void expect(Endpoint receiver, int payloadType, MediaFormat format) {
        if (payloadType < 0 || payloadType >= TYPES) {
            return;
        }
        expect(receiver);
        MediaFormat[] formats = byEndpoint.get(receiver);
        if (formats == null || format.equals(formats[payloadType])) {
            return;
        }
        formats[payloadType] = format;
        MediaFormat agreed = unanimous[payloadType];
        boolean agrees = agreed == null || sameClock(agreed, format);
        unanimous[payloadType] = agrees ? format : MediaFormat.UNKNOWN;
        version++;
    }

    /// Says that `receiver` takes RTP.
    public void expect(Endpoint receiver) {
        if (byEndpoint.size() < MOST_ENDPOINTS && !byEndpoint.containsKey(receiver)) {
            byEndpoint.put(receiver, new MediaFormat[TYPES]);
            version++;
        }
    }

    /// Says that who receives at a place takes part in SRTP, whatever the keys.
    public void expectEncrypted(Endpoint receiver) {
        if (keys.size() < MOST_WITH_KEYS && !keys.containsKey(receiver)) {
            keys.put(receiver, new LinkedHashSet<>(1));
            version++;
        }
    }

    /// Says that who receives at a place sends with this key (RFC 4568, section 6.1); nearly all
    /// send from where they receive.
    public void expectKey(Endpoint receiver, SrtpMasterKey key) {
        expectEncrypted(receiver);
        Set<SrtpMasterKey> ofReceiver = keys.get(receiver);
        if (ofReceiver != null && ofReceiver.size() < MOST_KEYS_OF_ONE && ofReceiver.add(key)) {
            version++;
        }
    }

    /// Whether packets between two places are SRTP, as far as anybody told.
    boolean isEncrypted(Endpoint source, Endpoint destination) {
        return keys.containsKey(source) || keys.containsKey(destination);
    }

    /// Keys that may be those of a sender: its own, the newest first; behind a translation, where
    /// nothing says which are its own, the newest of all.
    List<SrtpMasterKey> keys(Endpoint sender) {
        Set<SrtpMasterKey> own = keys.get(sender);
        List<SrtpMasterKey> known = new ArrayList<>();
        if (own != null && !own.isEmpty()) {
            known.addAll(own);
        } else {
            keys.values().forEach(known::addAll);
        }
        return known.reversed().stream().limit(MOST_KEYS_TRIED).toList();
    }

    /// Whether some SDP named this address and port for RTP.
    public boolean isExpected(Endpoint receiver) {
        return byEndpoint.containsKey(receiver);
    }

    /// What a payload type means in a packet from `source` to `destination`.
    public MediaFormat format(Endpoint source, Endpoint destination, int payloadType) {
        MediaFormat told = told(destination, payloadType);
        if (!told.isKnown()) {
            told = told(source, payloadType);
        }
        if (!told.isKnown()) {
            told = StaticPayloadTypes.of(payloadType);
        }
        if (!told.isKnown() && unanimous[payloadType] != null) {
            told = unanimous[payloadType];
        }
        return told;
    }

    /// Changes whenever something was told: who asked before may ask again.
    public int version() {
        return version;
    }

    /// Whether packets of it are no part of the audio itself: telephone events, comfort noise.
    public static boolean isAside(int payloadType, String codec) {
        return isEvent(codec) || isComfortNoise(payloadType, codec);
    }

    static boolean isEvent(String codec) {
        return codec.equalsIgnoreCase("telephone-event");
    }

    /// Payload type 13 of RFC 3389, and 19, which older systems use for it.
    static boolean isComfortNoise(int payloadType, String codec) {
        return payloadType == 13 || payloadType == 19 || codec.equalsIgnoreCase("CN");
    }

    private MediaFormat told(Endpoint endpoint, int payloadType) {
        MediaFormat[] formats = byEndpoint.get(endpoint);
        MediaFormat format = formats == null ? null : formats[payloadType];
        return format == null ? MediaFormat.UNKNOWN : format;
    }

    private static boolean sameClock(MediaFormat one, MediaFormat other) {
        return one.codec().equalsIgnoreCase(other.codec())
                && one.clockRateHz() == other.clockRateHz();
    }
}
