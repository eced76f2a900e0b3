package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.sdp.Capabilities.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes the answer a plan says, RFC 3264, section 6: a place for each offered, in their order.
final class AnswerWriting {
    private final Plan.Accepted plan;
    private final Map<Integer, MediaAddress> local;
    private final LocalKeys keys;
    private final SessionDescription offer;

    AnswerWriting(Plan.Accepted plan, Map<Integer, MediaAddress> local, LocalKeys keys) {
        this.plan = plan;
        this.local = local;
        this.keys = keys;
        offer = plan.offer();
    }

    SessionDescription write(Origin origin) {
        List<PlannedMedia> accepted =
                plan.media().stream()
                        .filter(one -> local.containsKey(one.at().transport()))
                        .toList();
        MediaAddress session =
                accepted.isEmpty()
                        ? new MediaAddress(origin.address(), 0)
                        : address(accepted.getFirst());
        List<MediaDescription> media = new ArrayList<>();
        for (MediaDescription one : offer.media()) {
            int place = media.size();
            media.add(
                    accepted.stream()
                            .filter(planned -> planned.at().place() == place)
                            .findFirst()
                            .map(planned -> accepted(planned, one, session))
                            .orElseGet(one::rejected));
        }
        SessionDescription answer = MediaWriting.session(origin, session, media);
        List<String> bundled = bundled(accepted);
        return bundled.isEmpty()
                ? answer
                : answer.withAttributes(List.of(BundleGroup.attribute(bundled)));
    }

    private MediaAddress address(PlannedMedia planned) {
        return local.getOrDefault(planned.at().transport(), new MediaAddress("0.0.0.0", 0));
    }

    /// The mids of the group: the transport's first (RFC 8843, section 7.3.1).
    private List<String> bundled(List<PlannedMedia> accepted) {
        if (!plan.ours().has(Feature.BUNDLE)) {
            return List.of();
        }
        BundleGroup group =
                BundleGroup.in(offer)
                        .where(place ->
                                offer.media().get(place).rtcpMux()
                                        && accepted.stream()
                                                .anyMatch(one -> one.at().place() == place));
        return plan.ours().has(Feature.RTCP_MUX)
                ? group.places().stream().map(place -> offer.media().get(place).mid()).toList()
                : List.of();
    }

    private MediaDescription accepted(
            PlannedMedia planned, MediaDescription theirs, MediaAddress session) {
        Capabilities ours = plan.ours();
        MediaAddress address = address(planned);
        boolean video = planned.at().kind() == MediaKind.VIDEO;
        MediaWriting writing = new MediaWriting(planned.formats()).formatsLike(Optional.of(theirs));
        if (video) {
            Feedback.accepted(theirs, planned.formats()).forEach(writing::add);
        }
        HeaderExtensions.accepted(theirs, planned.at()).forEach(writing::add);
        if (!video) {
            writing.add("ptime", "" + ours.ptimeMillis());
        }
        if (!planned.at().isBundled()) {
            planned.crypto()
                    .map(theirKey ->
                            new CryptoAttribute(
                                    theirKey.tag(),
                                    keys.at(planned.at().place(), theirKey.key().suite())))
                    .ifPresent(crypto -> writing.add(crypto.toAttribute()));
        }
        if (!planned.at().mid().isEmpty()) {
            writing.add("mid", planned.at().mid());
        }
        return writing.flagIf(ours.has(Feature.RTCP_MUX) && theirs.rtcpMux(), "rtcp-mux")
                .flagIf(
                        ours.has(Feature.REDUCED_SIZE_RTCP) && theirs.reducedSizeRtcp(),
                        "rtcp-rsize")
                .add(planned.direction().toAttribute())
                .write(
                        theirs.media(),
                        address.port(),
                        theirs.protocol(),
                        MediaWriting.connection(session, address));
    }
}
