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
    private boolean lastIsEvent;
    private boolean lastReceives;
    private boolean lastSends;
    private int lastSentType;
    private int lastClockRateHz;

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

    /// Whether packets of a received type are digits.
    boolean isTelephoneEvent(int payloadType) {
        return payloadType == lastType ? lastIsEvent : look(payloadType).lastIsEvent;
    }

    /// Whether packets of a received type are taken now, and not on hold.
    boolean receives(int payloadType) {
        return payloadType == lastType ? lastReceives : look(payloadType).lastReceives;
    }

    /// Whether what is received under a type may be sent back now.
    boolean sendsBack(int payloadType) {
        return payloadType == lastType ? lastSends : look(payloadType).lastSends;
    }

    /// Under which type that goes.
    int sentType(int payloadType) {
        return payloadType == lastType ? lastSentType : look(payloadType).lastSentType;
    }

    /// Of what is received under a type.
    int clockRateHz(int payloadType) {
        return payloadType == lastType ? lastClockRateHz : look(payloadType).lastClockRateHz;
    }

    /// Most packets are of the type of the one before: with a thousand calls each object less to
    /// fetch for a packet is felt.
    private Formats look(int payloadType) {
        NegotiatedMedia medium = mediaOf[payloadType];
        NegotiatedFormat format = received[payloadType];
        lastType = payloadType;
        lastMedia = medium;
        lastFormat = format;
        lastIsEvent = format != null && format.isTelephoneEvent();
        lastReceives = medium != null && medium.localDirection().receives();
        lastSends = format != null && medium != null && medium.localDirection().sends();
        lastSentType = format == null ? payloadType : format.payloadType();
        lastClockRateHz = format == null ? 0 : format.clockRateHz();
        return this;
    }

    /// Reads what the next packet needs.
    long prefetch() {
        return lastType + lastClockRateHz;
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
