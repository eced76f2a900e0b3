package io.milliwatt.inspector;

import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.CallsWithoutSip;
import java.util.ArrayList;
import java.util.List;

/// What a capture shows, at one moment.
///
/// @param calls in the order of their first messages
/// @param others SIP outside of calls: REGISTER, OPTIONS, SUBSCRIBE ..., by Call-ID
/// @param streams RTP that belongs to no call, paired among themselves
/// @param notes what was left out or could not be read, in words
public record Inspection(
        List<Call> calls, List<Call> others, List<CallStream> streams, List<String> notes) {
    /// An empty capture.
    public static final Inspection EMPTY =
            new Inspection(List.of(), List.of(), List.of(), List.of());

    public Inspection {
        calls = List.copyOf(calls);
        others = List.copyOf(others);
        streams = List.copyOf(streams);
        notes = List.copyOf(notes);
    }

    /// The same, with a note when streams were left out.
    ///
    /// @param packetsBeyondLimit RTP packets of streams that were not told apart
    Inspection withNote(long packetsBeyondLimit) {
        if (packetsBeyondLimit == 0) {
            return this;
        }
        var more = new ArrayList<String>(notes);
        more.add(packetsBeyondLimit + " RTP packets are of streams beyond the limit, not shown");
        return new Inspection(calls, others, streams, more);
    }

    /// The streams of no call, as calls without messages: the two ways of a conversation are one.
    public List<Call> withoutSip() {
        return CallsWithoutSip.of(streams);
    }

    /// All streams, those of the calls first.
    public List<CallStream> allStreams() {
        var all = new ArrayList<CallStream>();
        calls.forEach(call -> all.addAll(call.streams()));
        all.addAll(streams);
        return List.copyOf(all);
    }
}
