package io.milliwatt.sip;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// The running counts behind [SipCounters].
final class StackCounters {
    final LongAdder received = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder oversize = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder shed = new LongAdder();
    final LongAdder tlsFailed = new LongAdder();
    final LongAdder callsIn = new LongAdder();
    final LongAdder callsOut = new LongAdder();

    /// Datagrams read from the socket and not yet parsed.
    final AtomicInteger waiting = new AtomicInteger();

    SipCounters snapshot() {
        return new SipCounters(
                received.sum(),
                sent.sum(),
                malformed.sum(),
                oversize.sum(),
                refused.sum(),
                shed.sum(),
                tlsFailed.sum(),
                callsIn.sum(),
                callsOut.sum());
    }
}
