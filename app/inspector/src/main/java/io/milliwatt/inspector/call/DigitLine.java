package io.milliwatt.inspector.call;

import io.milliwatt.inspector.rtp.DtmfDigit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts digits of all ways on one time line.
final class DigitLine {
    private DigitLine() {}

    /// @param streams the same packets at a second tap are not counted again
    static List<DtmfEvent> of(List<DtmfEvent> byInfo, List<CallStream> streams) {
        var digits = new ArrayList<DtmfEvent>(byInfo);
        for (CallStream stream : streams) {
            if (stream.sameAs() >= 0) {
                continue;
            }
            for (DtmfDigit digit : stream.report().events().digits()) {
                digits.add(
                        new DtmfEvent(
                                digit.timeNanos(),
                                digit.digit(),
                                digit.durationMillis(),
                                DtmfEvent.Way.RTP,
                                stream.sender(),
                                stream.report().key().tap(),
                                digit.frame()));
            }
        }
        digits.sort(Comparator.comparingLong(DtmfEvent::timeNanos));
        return digits;
    }
}
