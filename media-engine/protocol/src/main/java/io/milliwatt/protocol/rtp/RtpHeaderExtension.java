package io.milliwatt.protocol.rtp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The header extension of RFC 3550, section 5.3.1: 16 bits defined by the profile and a whole
/// number of 32-bit words. Where the profile is one of RFC 8285, the words hold elements.
///
/// ```
/// |       0xBE    |    0xDE       |           length=1            |   one-byte form
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |  ID   | L=0   |     data      |  ID   |  L=0  |     data      |   L: octets minus 1
///
/// |         0x100         |appbits|           length=1            |   two-byte form
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |       ID      |     L=1       |     data      |  0 (padding)  |   L: octets
/// ```
public record RtpHeaderExtension(int profile, Bytes data) {
    /// What RFC 8285, section 4.2, calls the one-byte header form.
    public static final int ONE_BYTE_PROFILE = 0xbede;

    /// The two-byte form of section 4.3; its low four bits are for the application.
    public static final int TWO_BYTE_PROFILE = 0x1000;

    private static final int APPLICATION_BITS = 0x0f;

    public RtpHeaderExtension {
        if (profile < 0 || profile > 0xffff) {
            throw new IllegalArgumentException("extension profile must fit 16 bits: " + profile);
        }
        if (data.size() % 4 != 0 || data.size() / 4 > 0xffff) {
            throw new IllegalArgumentException(
                    "extension data must be up to 65535 words of 4 bytes, is "
                            + data.size()
                            + " bytes");
        }
    }

    /// Elements in the one-byte form where all fit it, else in the two-byte form. The other side
    /// must have agreed to both forms in one stream (`a=extmap-allow-mixed`) if that changes from
    /// packet to packet.
    public static RtpHeaderExtension of(List<HeaderExtensionElement> elements) {
        return elements.stream().allMatch(HeaderExtensionElement::fitsOneByte)
                ? oneByte(elements)
                : twoByte(elements, 0);
    }

    /// Elements in the one-byte form, each of which must fit it.
    public static RtpHeaderExtension oneByte(List<HeaderExtensionElement> elements) {
        ByteBuffer out = words(elements, 1);
        for (HeaderExtensionElement element : elements) {
            if (!element.fitsOneByte()) {
                throw new IllegalArgumentException(
                        "the one-byte form has ids of 1 to 14 and 1 to 16 bytes, not " + element);
            }
            out.put((byte) (element.id() << 4 | (element.data().size() - 1)));
            out.put(element.data().toArray());
        }
        return new RtpHeaderExtension(ONE_BYTE_PROFILE, Bytes.of(out.array()));
    }

    /// Elements in the two-byte form.
    ///
    /// @param applicationBits 0 to 15; 0 where the application does not define them
    public static RtpHeaderExtension twoByte(
            List<HeaderExtensionElement> elements, int applicationBits) {
        if (applicationBits < 0 || applicationBits > APPLICATION_BITS) {
            throw new IllegalArgumentException(
                    "application bits must be 0 to 15, are " + applicationBits);
        }
        ByteBuffer out = words(elements, 2);
        for (HeaderExtensionElement element : elements) {
            out.put((byte) element.id());
            out.put((byte) element.data().size());
            out.put(element.data().toArray());
        }
        return new RtpHeaderExtension(TWO_BYTE_PROFILE | applicationBits, Bytes.of(out.array()));
    }

    /// Room for the elements, each with a header of so many octets, in whole words; zeros are
    /// padding.
    private static ByteBuffer words(List<HeaderExtensionElement> elements, int headerSize) {
        int size = 0;
        for (HeaderExtensionElement element : elements) {
            size += headerSize + element.data().size();
        }
        return ByteBuffer.allocate((size + 3) / 4 * 4);
    }

    /// Whether the profile is one of the two forms of RFC 8285.
    public boolean holdsElements() {
        return profile == ONE_BYTE_PROFILE || isTwoByte();
    }

    private boolean isTwoByte() {
        return (profile & ~APPLICATION_BITS) == TWO_BYTE_PROFILE;
    }

    /// The elements, in order; offsets of a refusal count from the start of [#data()]. In the
    /// one-byte form reading ends, as section 4.2 has it, at id 15 and at an id 0 that has a
    /// length. The same id may come more than once.
    public ParseResult<List<HeaderExtensionElement>> elements() {
        if (!holdsElements()) {
            return ParseResult.malformed(
                    MalformedReason.BAD_TYPE,
                    0,
                    "extension elements need profile 0xbede or 0x1000 to 0x100f, packet has 0x"
                            + Integer.toHexString(profile));
        }
        boolean twoByte = isTwoByte();
        List<HeaderExtensionElement> elements = new ArrayList<>();
        int at = 0;
        while (at < data.size()) {
            int first = data.at(at);
            if (first == 0) { // padding
                at++;
                continue;
            }
            int id = twoByte ? first : first >> 4;
            if (!twoByte && (id == 0 || id > HeaderExtensionElement.ONE_BYTE_MAX_ID)) {
                break;
            }
            int start = at + (twoByte ? 2 : 1);
            int length = twoByte ? (start > data.size() ? 0 : data.at(at + 1)) : (first & 0x0f) + 1;
            if (start + length > data.size()) {
                return ParseResult.malformed(
                        MalformedReason.BAD_LENGTH,
                        at,
                        "extension element "
                                + id
                                + " needs "
                                + (start - at + length)
                                + " bytes, extension has "
                                + (data.size() - at)
                                + " left");
            }
            elements.add(new HeaderExtensionElement(id, data.slice(start, length)));
            at = start + length;
        }
        return ParseResult.parsed(List.copyOf(elements));
    }

    /// Octets on the wire, the 4 octets of its own header included.
    public int size() {
        return 4 + data.size();
    }
}
