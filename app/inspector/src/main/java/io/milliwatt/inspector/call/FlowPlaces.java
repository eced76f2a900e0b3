package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.rtp.StreamReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which calls want media at which place.
final class FlowPlaces {
    /// Media may come a little before the message that promises it, and after the last one.
    private static final long EARLY_NANOS = 1_000_000_000L;

    private static final long LATE_NANOS = 5_000_000_000L;

    /// Calls at one place that are looked at: the newest.
    private static final int MOST_CALLS = 2_000;

    private static final int DESTINATION = 16;
    private static final int DESTINATION_TRANSLATED = 12;
    private static final int SOURCE = 8;
    private static final int SOURCE_TRANSLATED = 6;
    private static final int FORMAT = 1;

    private final List<Call> calls;
    private final NatMap translations;
    private final Map<Endpoint, List<Wanted>> byPlace = new HashMap<>();
    private final Map<Endpoint, List<Wanted>> byTranslated = new HashMap<>();

    private record Wanted(int call, MediaFlow flow) {}

    /// How well a call fits a stream.
    private static final class Fit {
        int score;
        @Nullable Side sender;
        CallStream.Attachment attachment = CallStream.Attachment.NONE;

        /// What is surer is asked first.
        void add(int points, Side by, CallStream.Attachment why) {
            score += points;
            if (sender == null) {
                sender = by;
                attachment = why;
            }
        }
    }

    FlowPlaces(List<Call> calls, NatMap translations) {
        this.calls = calls;
        this.translations = translations;
        for (int i = 0; i < calls.size(); i++) {
            for (MediaFlow flow : calls.get(i).media().flows()) {
                add(i, flow, flow.rtp());
                for (Endpoint candidate : flow.candidates()) {
                    add(i, flow, candidate);
                }
            }
        }
    }

    private void add(int call, MediaFlow flow, Endpoint place) {
        var wanted = new Wanted(call, flow);
        byPlace.computeIfAbsent(place, _ -> new ArrayList<>(2)).add(wanted);
        if (!translations.isEmpty()) {
            byTranslated
                    .computeIfAbsent(translations.place(place), _ -> new ArrayList<>(2))
                    .add(wanted);
        }
    }

    /// The call that fits best; empty when none does.
    Optional<StreamJoin.Owner> owner(StreamReport report) {
        Map<Integer, Fit> fits = new HashMap<>();
        Endpoint source = report.key().source();
        Endpoint destination = report.key().destination();
        collect(fits, byPlace.get(destination), report, true, DESTINATION);
        if (!translations.isEmpty()) {
            collect(
                    fits,
                    byTranslated.get(translations.place(destination)),
                    report,
                    true,
                    DESTINATION_TRANSLATED);
        }
        collect(fits, byPlace.get(source), report, false, SOURCE);
        if (!translations.isEmpty()) {
            collect(
                    fits,
                    byTranslated.get(translations.place(source)),
                    report,
                    false,
                    SOURCE_TRANSLATED);
        }
        Optional<Map.Entry<Integer, Fit>> best = Optional.empty();
        for (Map.Entry<Integer, Fit> entry : fits.entrySet()) {
            if (best.isEmpty() || better(entry, best.get(), report)) {
                best = Optional.of(entry);
            }
        }
        return best.map(entry ->
                new StreamJoin.Owner(
                        entry.getKey(),
                        entry.getValue().attachment,
                        Optional.ofNullable(entry.getValue().sender)));
    }

    private void collect(
            Map<Integer, Fit> fits,
            @Nullable List<Wanted> wanted,
            StreamReport report,
            boolean receiver,
            int points) {
        if (wanted == null) {
            return;
        }
        Set<Integer> counted = new HashSet<>();
        int from = Math.max(0, wanted.size() - MOST_CALLS);
        for (Wanted one : wanted.subList(from, wanted.size())) {
            if (!inTime(calls.get(one.call()), report) || !counted.add(one.call())) {
                continue;
            }
            Side side = one.flow().receiver();
            boolean translated = points == DESTINATION_TRANSLATED || points == SOURCE_TRANSLATED;
            Fit fit = fits.computeIfAbsent(one.call(), _ -> new Fit());
            fit.add(
                    points + (known(one.flow(), report) ? FORMAT : 0),
                    receiver ? side.other() : side,
                    translated
                            ? CallStream.Attachment.TRANSLATION
                            : receiver
                                    ? CallStream.Attachment.SDP
                                    : CallStream.Attachment.SDP_SOURCE);
        }
    }

    private static boolean known(MediaFlow flow, StreamReport report) {
        int payloadType = report.mainPayload().payloadType();
        return flow.formats().stream().anyMatch(map -> map.payloadType() == payloadType);
    }

    private static boolean inTime(Call call, StreamReport report) {
        boolean open = !call.state().ended();
        long end = open ? Long.MAX_VALUE : call.times().endNanos() + LATE_NANOS;
        return report.timing().span().lastNanos() >= call.times().startNanos() - EARLY_NANOS
                && report.timing().span().firstNanos() <= end;
    }

    /// The higher score; of equals the call that began last before the stream.
    private boolean better(
            Map.Entry<Integer, Fit> one, Map.Entry<Integer, Fit> other, StreamReport report) {
        if (one.getValue().score != other.getValue().score) {
            return one.getValue().score > other.getValue().score;
        }
        long first = report.timing().span().firstNanos() + EARLY_NANOS;
        long begun = calls.get(one.getKey()).times().startNanos();
        long otherBegun = calls.get(other.getKey()).times().startNanos();
        boolean before = begun <= first;
        boolean otherBefore = otherBegun <= first;
        return before == otherBefore ? begun > otherBegun == before : before;
    }
}
