package io.milliwatt.inspector.call;

import io.milliwatt.inspector.rtp.DtmfDigit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/// Puts digits of all ways on one time line.
final class DigitLine {
    private DigitLine() {}

    /// @param streams the same packets at a second tap are not counted again; at the first they may
    ///   be encrypted
    static List<DtmfEvent> of(List<DtmfEvent> byInfo, List<CallStream> streams) {
        var digits = new ArrayList<DtmfEvent>(byInfo);
        var told = new HashSet<Integer>();
        for (int i = 0; i < streams.size(); i++) {
            CallStream stream = streams.get(i);
            List<DtmfDigit> ofStream = stream.report().events().digits();
            if (ofStream.isEmpty() || !told.add(stream.sameAs() < 0 ? i : stream.sameAs())) {
                continue;
            }
            for (DtmfDigit digit : ofStream) {
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
