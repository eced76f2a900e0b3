package io.milliwatt.engine.app;

import io.milliwatt.engine.media.AudioInput;
import io.milliwatt.engine.media.FeedbackRewriting;
import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.engine.media.MediaTransport;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.sdp.MediaKind;
import io.milliwatt.protocol.sdp.NegotiatedFormat;
import io.milliwatt.protocol.sdp.NegotiatedMedia;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Two calls joined: each hears the other. What both sides have is passed on as packets (a
/// translator of RFC 3550, section 7.1); audio of different encodings is decoded and encoded anew.
public final class Bridge {
    private final Side first = new Side();
    private final Side second = new Side();

    public Bridge() {
        first.join(second);
        second.join(first);
    }

    /// The application of the first call.
    public CallApplication first() {
        return first;
    }

    public CallApplication second() {
        return second;
    }

    /// Where packets of one payload type go on the other side, and as what.
    private record Route(MediaTransport to, boolean sends, int payloadType, int clockRateHz) {
        static Route of(MediaTransport to, NegotiatedMedia media, NegotiatedFormat format) {
            return new Route(
                    to, media.localDirection().sends(), format.payloadType(), format.clockRateHz());
        }
    }

    private static final class Side implements CallApplication {
        private static final int PAYLOAD_TYPES = 128;

        private final Map<MediaTransport, @Nullable Route[]> routes = new IdentityHashMap<>();
        private @Nullable Side other;
        private @Nullable MediaPath path;

        // most packets are of the kind of the one before
        private @Nullable MediaTransport lastFrom;
        private int lastType;
        private @Nullable Route lastRoute;

        /// Counts the routings: what an earlier one has set going ends.
        private long routing;

        void join(Side otherSide) {
            other = otherSide;
        }

        @Override
        public void start(MediaPath started, long nowNanos) {
            path = started;
            changed(started, nowNanos);
        }

        @Override
        public void changed(MediaPath changedPath, long nowNanos) {
            route(nowNanos);
            if (other != null) {
                other.route(nowNanos);
            }
        }

        @Override
        public void stop(MediaPath stopped, long nowNanos) {
            path = null;
            route(nowNanos);
            if (other != null) {
                other.route(nowNanos);
            }
        }

        private void route(long nowNanos) {
            routes.clear();
            lastFrom = null;
            lastRoute = null;
            routing++;
            MediaPath from = path;
            MediaPath to = other == null ? null : other.path;
            if (from == null || to == null) {
                return;
            }
            for (MediaTransport transport : from.transports()) {
                @Nullable Route[] ofTransport = new Route[PAYLOAD_TYPES];
                for (NegotiatedMedia media : transport.media()) {
                    boolean asPackets = media.kind() != MediaKind.AUDIO || hasAllOf(to, media);
                    for (NegotiatedFormat format : media.formats()) {
                        if (asPackets || format.isTelephoneEvent()) {
                            ofTransport[format.receivePayloadType()] = find(to, media, format);
                        }
                    }
                    if (!asPackets) {
                        transcode(from, to, nowNanos);
                    }
                }
                routes.put(transport, ofTransport);
            }
        }

        /// Whether all that this side may send in a media can be passed on: otherwise all of it is
        /// decoded, so that a change of encoding in the call is not heard as a gap.
        private static boolean hasAllOf(MediaPath to, NegotiatedMedia media) {
            return media.formats().stream()
                    .filter(NegotiatedFormat::isMedia)
                    .allMatch(format -> find(to, media, format) != null);
        }

        private static @Nullable Route find(
                MediaPath to, NegotiatedMedia media, NegotiatedFormat format) {
            for (MediaTransport transport : to.transports()) {
                for (NegotiatedMedia candidate : transport.media()) {
                    if (candidate.kind() == media.kind()) {
                        for (NegotiatedFormat theirs : candidate.formats()) {
                            if (isSame(theirs, format)) {
                                return Route.of(transport, candidate, theirs);
                            }
                        }
                        return null;
                    }
                }
            }
            return null;
        }

        private static boolean isSame(NegotiatedFormat one, NegotiatedFormat two) {
            return one.encoding().equalsIgnoreCase(two.encoding())
                    && one.clockRateHz() == two.clockRateHz()
                    && one.channels() == two.channels();
        }

        private void transcode(MediaPath from, MediaPath to, long nowNanos) {
            long begun = routing;
            int rate = to.output().sampleRateHz();
            AudioInput input = from.listen(rate);
            var frame = new short[rate / AudioInput.FRAMES_A_SECOND];
            from.everyFrame(
                    nowNanos,
                    tick -> {
                        if (begun != routing) {
                            return false;
                        }
                        input.take(frame, tick);
                        to.output().write(frame, 0, frame.length, rate, tick);
                        return true;
                    });
        }

        @Override
        public void onRtp(MediaPath from, MediaTransport transport, RtpView packet, long nowNanos) {
            Route route = route(transport, packet.payloadType());
            if (route != null && route.sends) {
                packet.setPayloadType(route.payloadType);
                route.to.passOn(packet, route.clockRateHz, nowNanos);
            }
        }

        private @Nullable Route route(MediaTransport transport, int payloadType) {
            if (transport != lastFrom || payloadType != lastType) {
                @Nullable Route[] ofTransport = routes.get(transport);
                lastFrom = transport;
                lastType = payloadType;
                lastRoute = ofTransport == null ? null : ofTransport[payloadType];
            }
            return lastRoute;
        }

        @Override
        public long prefetch(MediaTransport from) {
            Route route = lastRoute;
            return route == null ? 0 : route.clockRateHz + route.to.prefetchSending();
        }

        @Override
        public void onFeedback(
                MediaPath from, MediaTransport transport, RtcpPacket feedback, long nowNanos) {
            MediaPath to = other == null ? null : other.path;
            if (to == null) {
                return;
            }
            // the source of what this side sees is on the other side, on the transport of its kind
            MediaKind kind = transport.media().getFirst().kind();
            for (MediaTransport candidate : to.transports()) {
                if (candidate.media().stream().anyMatch(media -> media.kind() == kind)) {
                    FeedbackRewriting.rewrite(feedback, transport::sourceBehind, candidate.ssrc())
                            .ifPresent(rewritten -> candidate.sendFeedback(rewritten, nowNanos));
                    return;
                }
            }
        }
    }
}
