package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `a=crypto:<tag> <suite> inline:<key||salt>[|lifetime][|MKI:length] [session parameters]`, RFC
/// 4568, sections 9.1 and 9.2: the key its writer will send with.
///
/// Lines are left aside whose suite this module does not have, that name several keys, or whose
/// session parameters would change the protection (`KDR`, `UNENCRYPTED_SRTP`, `UNENCRYPTED_SRTCP`,
/// `UNAUTHENTICATED_SRTP`, `FEC_ORDER`, `FEC_KEY`, unknown ones). `WSH` is a hint, and ignored.
///
/// @param tag chosen by the offerer, repeated by the answerer
public record CryptoAttribute(int tag, SrtpMasterKey key) {
    static final String NAME = "crypto";
    private static final String INLINE = "inline:";

    public CryptoAttribute {
        if (tag < 0 || tag > 999_999_999) {
            throw new IllegalArgumentException("tag must have 1 to 9 digits, is " + tag);
        }
    }

    /// The usable lines of one media, in their order.
    static List<CryptoAttribute> in(MediaDescription media) {
        return media.attributes().stream()
                .filter(attribute -> attribute.name().equals(NAME))
                .flatMap(attribute -> parse(attribute.value().orElse("")).stream())
                .toList();
    }

    /// Reads the value of the attribute; empty when the line is not usable.
    public static Optional<CryptoAttribute> parse(String value) {
        String[] fields = value.trim().split(" +", -1);
        if (fields.length < 3) {
            return Optional.empty();
        }
        int tag = Digits.parse(fields[0]);
        Optional<SrtpSuite> suite = SrtpSuite.byName(fields[1]);
        boolean harmless =
                Arrays.stream(fields, 3, fields.length).allMatch(CryptoAttribute::isHarmless);
        if (tag < 0 || suite.isEmpty() || !harmless) {
            return Optional.empty();
        }
        return key(suite.get(), fields[2]).map(key -> new CryptoAttribute(tag, key));
    }

    /// RFC 4568, section 6.3.7: an unknown parameter may be ignored only when it begins with `-`.
    private static boolean isHarmless(String parameter) {
        return parameter.startsWith("-") || parameter.startsWith("WSH=");
    }

    private static Optional<SrtpMasterKey> key(SrtpSuite suite, String text) {
        if (!text.toLowerCase(Locale.ROOT).startsWith(INLINE) || text.indexOf(';') >= 0) {
            return Optional.empty();
        }
        String[] parts = text.substring(INLINE.length()).split("\\|", -1);
        Optional<Bytes> octets = base64(parts[0]);
        if (parts.length > 3
                || octets.isEmpty()
                || octets.get().size() != suite.keyOctets() + suite.saltOctets()) {
            return Optional.empty();
        }
        long lifetime = SrtpMasterKey.MAX_LIFETIME_PACKETS;
        Bytes mki = Bytes.EMPTY;
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].indexOf(':') >= 0) {
                mki = mki(parts[i]);
                if (mki.size() == 0) {
                    return Optional.empty();
                }
            } else {
                lifetime = lifetime(parts[i]);
                if (lifetime < 1) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(
                new SrtpMasterKey(
                        suite,
                        octets.get().slice(0, suite.keyOctets()),
                        octets.get().slice(suite.keyOctets(), suite.saltOctets()),
                        lifetime,
                        mki));
    }

    private static Optional<Bytes> base64(String text) {
        try {
            return Optional.of(Bytes.of(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// `2^31` or a decimal number; more than SRTP allows is taken for that; -1 when it is neither.
    private static long lifetime(String text) {
        if (text.startsWith("2^")) {
            int exponent = Digits.parse(text.substring(2));
            return exponent < 0 ? -1 : 1L << Math.min(exponent, 48);
        }
        if (!Digits.are(text) || text.length() > 18) {
            return -1;
        }
        return Math.min(Long.parseLong(text), SrtpMasterKey.MAX_LIFETIME_PACKETS);
    }

    /// `<number>:<octets>`; empty when it is not that, or the number does not fit.
    private static Bytes mki(String text) {
        int colon = text.indexOf(':');
        int octets = Digits.parse(text.substring(colon + 1));
        String number = text.substring(0, colon);
        if (octets < 1
                || octets > SrtpMasterKey.MAX_MKI_OCTETS
                || !Digits.are(number)
                || number.length() > 400) {
            return Bytes.EMPTY;
        }
        byte[] digits = new BigInteger(number).toByteArray();
        int from = digits[0] == 0 && digits.length > 1 ? 1 : 0;
        int used = digits.length - from;
        if (used > octets) {
            return Bytes.EMPTY;
        }
        byte[] padded = new byte[octets];
        System.arraycopy(digits, from, padded, octets - used, used);
        return Bytes.of(padded);
    }

    SdpAttribute toAttribute() {
        byte[] octets = new byte[key.key().size() + key.salt().size()];
        System.arraycopy(key.key().toArray(), 0, octets, 0, key.key().size());
        System.arraycopy(key.salt().toArray(), 0, octets, key.key().size(), key.salt().size());
        StringBuilder text = new StringBuilder();
        text.append(tag).append(' ').append(key.suite()).append(' ').append(INLINE);
        text.append(Base64.getEncoder().encodeToString(octets));
        if (key.lifetimePackets() != SrtpMasterKey.MAX_LIFETIME_PACKETS) {
            text.append('|').append(key.lifetimePackets());
        }
        if (key.mki().size() > 0) {
            text.append('|')
                    .append(new BigInteger(1, key.mki().toArray()))
                    .append(':')
                    .append(key.mki().size());
        }
        return SdpAttribute.of(NAME, text.toString());
    }
}
