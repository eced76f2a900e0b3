package io.milliwatt.engine.media;

import io.milliwatt.engine.call.StreamView;
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
            String callId, RtpSession session, Formats formats, String local, String remote) {
        var views = new ArrayList<StreamView>();
        for (StreamSnapshot in : session.incomingAll()) {
            String encoding = formats.encodingOf(in.payloadType(), false);
            views.add(view(callId, "engine-in", in, encoding, remote, local));
        }
        for (StreamSnapshot out : session.outgoingAll()) {
            String encoding = formats.encodingOf(out.payloadType(), true);
            views.add(view(callId, "engine-out", out, encoding, local, remote));
        }
        return views;
    }

    private static StreamView view(
            String callId,
            String tap,
            StreamSnapshot stream,
            String encoding,
            String source,
            String destination) {
        return new StreamView(
                callId,
                tap,
                String.format(Locale.ROOT, "0x%08x", stream.ssrc()),
                stream.payloadType(),
                encoding,
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
        return text(host, address.getPort());
    }

    static String text(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
