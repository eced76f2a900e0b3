package io.milliwatt.engine.media;

import io.milliwatt.protocol.sdp.NegotiatedFormat;
import io.milliwatt.protocol.sdp.NegotiatedMedia;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the payload types of one transport mean. Media that share it have different ones (RFC 8843,
/// section 9.1); should they not, the first media has it.
final class Formats {
    private static final int COUNT = 128;

    private final List<NegotiatedMedia> media;
    private final @Nullable NegotiatedMedia[] mediaOf = new NegotiatedMedia[COUNT];
    private final @Nullable NegotiatedFormat[] received = new NegotiatedFormat[COUNT];
    private int lastType = -1;
    private @Nullable NegotiatedMedia lastMedia;
    private @Nullable NegotiatedFormat lastFormat;

    Formats(List<NegotiatedMedia> media) {
        this.media = List.copyOf(media);
        for (NegotiatedMedia one : media) {
            for (NegotiatedFormat format : one.formats()) {
                int payloadType = format.receivePayloadType();
                if (received[payloadType] == null) {
                    mediaOf[payloadType] = one;
                    received[payloadType] = format;
                }
            }
        }
    }

    List<NegotiatedMedia> media() {
        return media;
    }

    /// The media whose RTCP settings, address and keys are those of the transport.
    NegotiatedMedia owner() {
        return media.getFirst();
    }

    @Nullable NegotiatedMedia mediaOf(int receivePayloadType) {
        return receivePayloadType == lastType ? lastMedia : look(receivePayloadType).lastMedia;
    }

    @Nullable NegotiatedFormat received(int payloadType) {
        return payloadType == lastType ? lastFormat : look(payloadType).lastFormat;
    }

    /// Most packets are of the type of the one before: with a thousand calls two arrays less to
    /// fetch for each packet are felt.
    private Formats look(int payloadType) {
        lastType = payloadType;
        lastMedia = mediaOf[payloadType];
        lastFormat = received[payloadType];
        return this;
    }

    /// The name of what is sent or received under a number, `?` when it was not negotiated.
    String encodingOf(int payloadType, boolean sent) {
        for (NegotiatedMedia one : media) {
            for (NegotiatedFormat format : one.formats()) {
                int number = sent ? format.payloadType() : format.receivePayloadType();
                if (number == payloadType) {
                    return format.encoding();
                }
            }
        }
        return "?";
    }
}
