package io.milliwatt.inspector.rtp;

import io.milliwatt.protocol.dtmf.DtmfReceiver;
import io.milliwatt.protocol.dtmf.TelephoneEvent;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.stats.Arrival;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens in one stream besides packets of audio: digits, comfort noise, markers, timestamps
/// and payload types that are not as they should be.
final class StreamEvents {
    private static final int MOST_DIGITS = 1000;
    private static final int NONE = -1;

    private final DtmfReceiver receiver = new DtmfReceiver();
    private List<DtmfDigit> digits = List.of();
    private int lastType = NONE;
    private boolean lastWasEvent;
    private boolean lastWasNoise;
    private long lastTimestamp;
    private long lastStep;
    private long comfortNoise;
    private long markers;
    private long markerErrors;
    private long timestampErrors;
    private long payloadChanges;
    private long clockUnknown;
    private PacketStatus status = PacketStatus.OK;

    /// @param inTime whether the timestamp is not before the first
    void onPacket(RtpFields packet, PayloadMeaning meaning, Arrival arrival, boolean inTime) {
        boolean isNoise = meaning.isNoise();
        boolean isChange = lastType != NONE && lastType != packet.payloadType;
        status = PacketStatus.of(arrival);
        if (packet.marker) {
            markers++;
        }
        if (isNoise) {
            comfortNoise++;
            status = PacketStatus.COMFORT_NOISE;
        }
        if (meaning.isEvent()) {
            onEvent(packet, meaning.format());
            tell(PacketStatus.TELEPHONE_EVENT);
        } else if (meaning.timedRateHz() == 0) {
            clockUnknown++;
        }
        if (isChange) {
            payloadChanges++;
            if (!isNoise && !lastWasNoise) {
                tell(PacketStatus.PAYLOAD_CHANGED);
            }
        }
        checkTimestamp(packet, meaning, arrival, inTime);
        lastType = packet.payloadType;
        lastWasEvent = meaning.isEvent();
        lastWasNoise = isNoise;
    }

    private void checkTimestamp(
            RtpFields packet, PayloadMeaning meaning, Arrival arrival, boolean inTime) {
        long step = RtpTimestamp.difference(packet.timestamp, lastTimestamp);
        if (!inTime) {
            timestampErrors++;
            tell(PacketStatus.WRONG_TIMESTAMP);
        } else if (arrival == Arrival.IN_ORDER && !meaning.isEvent() && !lastWasEvent) {
            boolean isNoise = meaning.isNoise();
            boolean isAudio = meaning.isAudio();
            if (step < 0 || step == 0 && isAudio) {
                timestampErrors++;
                tell(PacketStatus.WRONG_TIMESTAMP);
            } else if (!packet.marker && !isNoise && isAudio && (lastWasNoise || isPause(step))) {
                markerErrors++;
                tell(PacketStatus.MARKER_MISSING);
            }
            if (step > 0 && !lastWasNoise && !isNoise) {
                lastStep = lastStep == 0 ? step : Math.min(step, 2 * lastStep);
            }
        }
        if (arrival.isNew() && arrival != Arrival.LATE) {
            lastTimestamp = packet.timestamp;
        }
    }

    /// More than two packet times without a packet lost: the sender was silent.
    private boolean isPause(long step) {
        return lastStep > 0 && step > 2 * lastStep;
    }

    private void tell(PacketStatus what) {
        if (status == PacketStatus.OK) {
            status = what;
        }
    }

    private void onEvent(RtpFields packet, MediaFormat format) {
        if (packet.payloadThere < TelephoneEvent.SIZE) {
            return;
        }
        // the receiver reads whole packets, and here may be only the payload of one that was cut
        ByteBuffer whole = ByteBuffer.allocate(RtpFields.HEADER + TelephoneEvent.SIZE);
        whole.putShort((short) 0x8000).putShort((short) packet.sequence);
        whole.putInt((int) packet.timestamp).putInt((int) packet.ssrc);
        whole.put(packet.bytes, packet.payloadOffset, TelephoneEvent.SIZE).flip();
        RtpView view = new RtpView();
        if (view.wrap(whole) != null) {
            return;
        }
        Optional<Character> digit = receiver.onPacket(view);
        if (digit.isPresent() && digits.size() < MOST_DIGITS) {
            if (digits.isEmpty()) {
                digits = new ArrayList<>();
            }
            digits.add(new DtmfDigit(digit.get(), packet.timeNanos, packet.frame, 0, false));
        }
        TelephoneEvent.parse(view)
                .toOptional()
                .ifPresent(event -> prolong(event, format.clockRateHz()));
    }

    /// The last digit lasts as long as its packets say.
    private void prolong(TelephoneEvent event, int clockRateHz) {
        if (digits.isEmpty()) {
            return;
        }
        DtmfDigit last = digits.getLast();
        if (event.digit().filter(digit -> digit == last.digit()).isPresent()) {
            double millis = event.duration() * 1000.0 / clockRateHz;
            digits.set(
                    digits.size() - 1,
                    new DtmfDigit(
                            last.digit(),
                            last.timeNanos(),
                            last.frame(),
                            Math.max(last.durationMillis(), millis),
                            last.ended() || event.end()));
        }
    }

    /// Of the last packet.
    PacketStatus status() {
        return status;
    }

    EventReport report() {
        return new EventReport(
                digits,
                comfortNoise,
                markers,
                markerErrors,
                timestampErrors,
                payloadChanges,
                clockUnknown);
    }
}
