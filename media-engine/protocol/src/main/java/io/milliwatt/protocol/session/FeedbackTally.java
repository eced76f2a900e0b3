package io.milliwatt.protocol.session;

import io.milliwatt.protocol.rtcp.GenericNack;
import io.milliwatt.protocol.rtcp.PayloadFeedback;
import io.milliwatt.protocol.rtcp.PayloadFeedback.FullIntraRequest;
import io.milliwatt.protocol.rtcp.PayloadFeedback.PictureLoss;
import io.milliwatt.protocol.rtcp.TransportFeedback;
import io.milliwatt.protocol.rtcp.TransportFeedback.TransportWide;

/// Counts feedback as it comes.
final class FeedbackTally {
    private final long ourSsrc;
    private long nacks;
    private long nackedPackets;
    private long pictureLosses;
    private long intraRequests;
    private long transportWide;
    private long unknown;
    private long aboutOthers;

    FeedbackTally(long ourSsrc) {
        this.ourSsrc = ourSsrc;
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
        if (ssrc != ourSsrc) {
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
