package io.milliwatt.protocol.session;

import io.milliwatt.protocol.rtcp.GenericNack;
import io.milliwatt.protocol.rtcp.PayloadFeedback;
import io.milliwatt.protocol.rtcp.PayloadFeedback.FullIntraRequest;
import io.milliwatt.protocol.rtcp.PayloadFeedback.PictureLoss;
import io.milliwatt.protocol.rtcp.TransportFeedback;
import io.milliwatt.protocol.rtcp.TransportFeedback.TransportWide;
import java.util.function.LongPredicate;

/// Counts feedback as it comes.
final class FeedbackTally {
    private final LongPredicate ours;
    private long nacks;
    private long nackedPackets;
    private long pictureLosses;
    private long intraRequests;
    private long transportWide;
    private long unknown;
    private long aboutOthers;

    /// @param ours whether an SSRC is one that we send under
    FeedbackTally(LongPredicate ours) {
        this.ours = ours;
    }

    void count(TransportFeedback feedback) {
        switch (feedback.message()) {
            case GenericNack nack -> {
                if (isOurs(feedback.mediaSsrc())) {
                    nacks++;
                    nackedPackets += nack.count();
                }
            }
            case TransportWide _ -> transportWide++;
            case TransportFeedback.UnknownFormat _ -> unknown++;
        }
    }

    void count(PayloadFeedback feedback) {
        switch (feedback.message()) {
            case PictureLoss _ -> {
                if (isOurs(feedback.mediaSsrc())) {
                    pictureLosses++;
                }
            }
            case FullIntraRequest intra -> {
                for (FullIntraRequest.Request request : intra.requests()) {
                    if (isOurs(request.ssrc())) {
                        intraRequests++;
                    }
                }
            }
            case PayloadFeedback.UnknownFormat _ -> unknown++;
        }
    }

    private boolean isOurs(long ssrc) {
        if (!ours.test(ssrc)) {
            aboutOthers++;
            return false;
        }
        return true;
    }

    FeedbackCounts counts() {
        return new FeedbackCounts(
                nacks,
                nackedPackets,
                pictureLosses,
                intraRequests,
                transportWide,
                unknown,
                aboutOthers);
    }
}
