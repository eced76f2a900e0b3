package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.sdp.Capabilities.Feature;
import io.milliwatt.protocol.sdp.OfferAnswerFailure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what of an offer is accepted, RFC 3264, section 6: the first usable audio and the first
/// usable video. A peer that offers the same audio twice, as RTP/SAVP and RTP/AVP, means one.
final class OfferPlanning {
    private final SessionDescription offer;
    private final Capabilities ours;
    private final BundleGroup offeredBundle;
    private final List<OfferAnswerFailure> refusals = new ArrayList<>();

    OfferPlanning(SessionDescription offer, Capabilities ours) {
        this.offer = offer;
        this.ours = ours;
        offeredBundle =
                ours.has(Feature.BUNDLE) && ours.has(Feature.RTCP_MUX)
                        ? BundleGroup.in(offer).where(place -> offer.media().get(place).rtcpMux())
                        : new BundleGroup(List.of());
    }

    Plan plan() {
        List<MediaPlace> taken = new ArrayList<>();
        for (int place = 0; place < offer.media().size(); place++) {
            MediaDescription theirs = offer.media().get(place);
            MediaKind kind = MediaKind.of(theirs);
            boolean another = taken.stream().anyMatch(one -> one.kind() == kind);
            if (!another && isWanted(kind) && isUsable(place, theirs, kind)) {
                taken.add(new MediaPlace(place, place, kind, theirs.mid()));
            }
        }
        BundleGroup bundle =
                offeredBundle.where(place ->
                        taken.stream().anyMatch(one -> one.place() == place)
                                && (offer.media().get(place).port() != 0 || isBundleOnly(place)));
        List<PlannedMedia> planned =
                taken.stream()
                        .map(one -> one.on(bundle.transportOf(one.place())))
                        .filter(one -> offer.media().get(one.transport()).port() != 0)
                        .map(this::planned)
                        .toList();
        return planned.isEmpty()
                ? new Plan.Failed(whyNothing())
                : new Plan.Accepted(offer, ours, planned);
    }

    private boolean isWanted(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> !ours.audio().isEmpty();
            case VIDEO -> !ours.video().isEmpty();
            case OTHER -> false;
        };
    }

    private boolean isBundleOnly(int place) {
        return offeredBundle.contains(place)
                && offeredBundle.transportOf(place) != place
                && offer.media().get(place).attribute("bundle-only").isPresent();
    }

    private boolean isUsable(int place, MediaDescription theirs, MediaKind kind) {
        if (theirs.port() == 0 && !isBundleOnly(place)) {
            return false;
        }
        MediaDescription transport = offer.media().get(offeredBundle.transportOf(place));
        Optional<OfferAnswerFailure> problem =
                transportProblem(theirs, transport)
                        .or(() -> formatProblem(theirs, kind))
                        .or(() -> addressProblem(offer, transport, ours.family()));
        problem.ifPresent(refusals::add);
        return problem.isEmpty();
    }

    private Optional<OfferAnswerFailure> transportProblem(
            MediaDescription theirs, MediaDescription transport) {
        if (!theirs.isPlainRtp() && !theirs.isSecureRtp()) {
            return failure(
                    Reason.UNSUPPORTED_TRANSPORT,
                    "The offered media has a transport other than RTP/AVP, RTP/AVPF, RTP/SAVP and"
                            + " RTP/SAVPF");
        }
        boolean secure = theirs.isSecureRtp();
        if (secure && ours.security() == Security.OFF) {
            return failure(
                    Reason.UNSUPPORTED_TRANSPORT,
                    "The offered media is encrypted, and encryption is switched off here");
        }
        if (crypto(transport).isPresent()) {
            return Optional.empty();
        }
        if (secure) {
            return failure(
                    Reason.NO_COMMON_CRYPTO,
                    "The offered media is encrypted without a crypto line that can be used here");
        }
        return ours.security() == Security.REQUIRED
                ? failure(Reason.SECURITY_REQUIRED, "Only encrypted media is accepted here")
                : Optional.empty();
    }

    private Optional<OfferAnswerFailure> formatProblem(MediaDescription theirs, MediaKind kind) {
        return FormatChoice.of(theirs, kind, ours).isEmpty()
                ? failure(
                        Reason.NO_COMMON_CODEC,
                        "The offer has no " + kind.text() + " codec in common with us")
                : Optional.empty();
    }

    /// Why nothing can be sent to the address of that media.
    static Optional<OfferAnswerFailure> addressProblem(
            SessionDescription remote,
            MediaDescription transport,
            Capabilities.AddressFamily family) {
        Optional<ConnectionAddress> address = remote.connectionOf(transport);
        if (address.isEmpty()) {
            return failure(Reason.MALFORMED, "The " + transport.media() + " has no c= line");
        }
        if (!family.includes(address.get())) {
            return failure(
                    Reason.INCOMPATIBLE_ADDRESS,
                    "The peer's media address must be IN "
                            + switch (family) {
                                case IP4 -> "IP4 like ours";
                                case IP6 -> "IP6 like ours";
                                case BOTH -> "IP4 or IP6";
                            });
        }
        return address.get().isMulticast()
                ? failure(Reason.MULTICAST, "Media to a multicast group is not sent")
                : Optional.empty();
    }

    private static Optional<OfferAnswerFailure> failure(Reason reason, String detail) {
        return Optional.of(new OfferAnswerFailure(reason, detail));
    }

    /// The first offered key we can use: the order is the offerer's (RFC 4568, section 5.1.1).
    private Optional<CryptoAttribute> crypto(MediaDescription transport) {
        return ours.security() == Security.OFF
                ? Optional.empty()
                : CryptoAttribute.in(transport).stream().findFirst();
    }

    private PlannedMedia planned(MediaPlace at) {
        MediaDescription theirs = offer.media().get(at.place());
        return new PlannedMedia(
                at,
                FormatChoice.of(theirs, at.kind(), ours),
                crypto(offer.media().get(at.transport())),
                SessionReading.remoteDirection(offer, theirs).mirrored().and(ours.direction()));
    }

    private OfferAnswerFailure whyNothing() {
        if (!refusals.isEmpty()) {
            return refusals.getFirst();
        }
        return new OfferAnswerFailure(
                Reason.NO_AUDIO,
                ours.video().isEmpty()
                        ? "The offer has no audio that is switched on"
                        : "The offer has no audio and no video that is switched on");
    }
}
