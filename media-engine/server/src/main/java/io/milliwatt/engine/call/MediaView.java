package io.milliwatt.engine.call;

import io.milliwatt.protocol.sdp.NegotiatedMedia;
import io.milliwatt.protocol.sdp.NegotiatedSession;
import java.util.List;
import java.util.Locale;

/// One agreed media of a call as the control API prints it; see `docs/engine.md`.
///
/// @param security `none`, or the SRTP suite
public record MediaView(
        int place,
        String kind,
        String mid,
        String codec,
        String direction,
        String security,
        boolean rtcpMux,
        int transport) {

    public static List<MediaView> of(NegotiatedSession session) {
        return session.media().stream().map(MediaView::of).toList();
    }

    private static MediaView of(NegotiatedMedia media) {
        return new MediaView(
                media.place(),
                media.kind().name().toLowerCase(Locale.ROOT),
                media.mid(),
                media.sendFormat().encoding(),
                media.localDirection().name().toLowerCase(Locale.ROOT),
                media.srtp().map(keys -> keys.send().suite().name()).orElse("none"),
                media.remote().rtcpMux(),
                media.transport());
    }
}
