package io.milliwatt.engine.media;

import io.milliwatt.engine.call.StreamView;
import io.milliwatt.protocol.sdp.NegotiatedAudio;
import io.milliwatt.protocol.session.RtpSession;
import io.milliwatt.protocol.stats.StreamSnapshot;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Turns the snapshots of a session into what the control API prints.
final class StreamViews {
    private StreamViews() {}

    static List<StreamView> of(
            String callId, RtpSession session, NegotiatedAudio audio, String local, String remote) {
        var views = new ArrayList<StreamView>();
        for (StreamSnapshot in : session.incomingAll()) {
            views.add(view(callId, "engine-in", in, audio, remote, local));
        }
        StreamSnapshot out = session.outgoing();
        if (out.packets() > 0) {
            views.add(view(callId, "engine-out", out, audio, local, remote));
        }
        return views;
    }

    private static StreamView view(
            String callId,
            String tap,
            StreamSnapshot stream,
            NegotiatedAudio audio,
            String source,
            String destination) {
        return new StreamView(
                callId,
                tap,
                String.format(Locale.ROOT, "0x%08x", stream.ssrc()),
                stream.payloadType(),
                stream.payloadType() == audio.payloadType() ? audio.codec().name() : "?",
                source,
                destination,
                stream.packets(),
                stream.octets(),
                stream.lost(),
                stream.outOfOrder(),
                stream.duplicates(),
                rounded(stream.jitterMillis()),
                rounded(stream.maxJitterMillis()),
                rounded(stream.meanDeltaMillis()),
                rounded(stream.maxDeltaMillis()),
                measured(stream.roundTripMillis()),
                stream.remoteLost() < 0 ? null : stream.remoteLost(),
                measured(stream.remoteJitterMillis()));
    }

    private static @Nullable Double measured(double value) {
        return value < 0 ? null : rounded(value);
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1_000) / 1_000.0;
    }

    /// `192.0.2.10:40000`, `[2001:db8::1]:40000`.
    static String text(InetSocketAddress address) {
        String host =
                address.isUnresolved()
                        ? address.getHostString()
                        : address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
