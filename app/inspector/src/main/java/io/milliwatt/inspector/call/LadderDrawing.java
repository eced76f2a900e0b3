package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.rtp.RtcpReport;
import io.milliwatt.inspector.rtp.StreamReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Draws one [Ladder].
///
/// A column is a place that sends or receives SIP. A message that several taps saw is one arrow,
/// from who sent it to who got it last ([MessageWay]). Media goes to the column of who advertised
/// its address, else of who has the same address alone; what belongs to none has a column of its
/// own.
final class LadderDrawing {
    private static final int MOST_COLUMNS = 12;

    private final Call call;
    private final EndpointNames names;
    private final Set<Ladder.Part> parts;
    private final List<Set<Endpoint>> columns = new ArrayList<>();
    private final Map<Endpoint, Integer> columnOf = new LinkedHashMap<>();
    private final List<Arrow> arrows = new ArrayList<>();

    private record Arrow(long timeNanos, LadderWay way, String label, LadderRow.Source source) {
        Arrow(long timeNanos, int from, int to, String label, LadderRow.Source source) {
            this(timeNanos, LadderWay.of(from, to), label, source);
        }
    }

    LadderDrawing(Call call, EndpointNames names, Set<Ladder.Part> parts) {
        this.call = call;
        this.names = names;
        this.parts = parts;
    }

    Ladder draw() {
        if (parts.contains(Ladder.Part.SIGHTINGS)) {
            call.messages().forEach(message -> addMessage(List.of(message)));
        } else {
            seen().forEach(this::addMessage);
        }
        placeMedia();
        for (int i = 0; i < call.streams().size(); i++) {
            addStream(i, call.streams().get(i));
        }
        addDigits();
        arrows.sort(Comparator.comparingLong(Arrow::timeNanos));
        return new Ladder(columns(), rows());
    }

    /// Where each message was seen: one list for each that is no sighting of another, in their
    /// order.
    private Collection<List<CallMessage>> seen() {
        var seen = new LinkedHashMap<Integer, List<CallMessage>>();
        for (CallMessage message : call.messages()) {
            int first =
                    message.links().isSighting() ? message.links().sightingOf() : message.index();
            seen.computeIfAbsent(first, _ -> new ArrayList<>(1)).add(message);
        }
        return seen.values();
    }

    /// @param seen a message, and the same at other taps
    private void addMessage(List<CallMessage> seen) {
        CallMessage message = seen.getFirst();
        MessageHead head = message.head();
        var source =
                new LadderRow.Source.Message(
                        message.index(),
                        message.links().isRepetition(),
                        !message.problems().isEmpty() || head.status() >= 400);
        String label =
                head.isRequest() ? head.method() : head.startLine().replaceFirst("^\\S+ ", "");
        arrows.add(
                new Arrow(
                        message.timeNanos(),
                        way(MessageWay.of(seen.stream().map(CallMessage::place).toList())),
                        message.sdp().isPresent() ? label + " (SDP)" : label,
                        source));
    }

    private LadderWay way(MessageWay way) {
        List<Integer> passed = new ArrayList<>();
        way.places().forEach(place -> passed.add(column(place)));
        return new LadderWay(
                passed.getFirst(),
                passed.getLast(),
                passed.subList(1, passed.size() - 1),
                way.note());
    }

    /// What each side advertised belongs to the column where its messages come from.
    private void placeMedia() {
        for (OfferAnswer exchange : call.exchanges()) {
            place(exchange.offerMessage(), exchange.offerer(), exchange);
            if (exchange.outcome() == OfferAnswer.Outcome.ANSWERED) {
                place(exchange.answerMessage(), exchange.offerer().other(), exchange);
            }
        }
    }

    private void place(int message, Side side, OfferAnswer exchange) {
        Integer column =
                message < 0 ? null : columnOf.get(call.messages().get(message).place().source());
        if (column == null) {
            return;
        }
        for (MediaFlow flow : call.media().flows()) {
            if (flow.receiver() == side && call.exchanges().get(flow.exchange()).equals(exchange)) {
                join(flow.rtp(), column);
                join(flow.rtcp(), column);
            }
        }
    }

    private void join(Endpoint endpoint, int column) {
        if (columnOf.putIfAbsent(endpoint, column) == null) {
            columns.get(column).add(endpoint);
        }
    }

    private int column(Endpoint endpoint) {
        Integer known = columnOf.get(endpoint);
        if (known != null) {
            return known;
        }
        if (columns.size() >= MOST_COLUMNS) {
            join(endpoint, MOST_COLUMNS - 1);
            return MOST_COLUMNS - 1;
        }
        columns.add(new LinkedHashSet<>(List.of(endpoint)));
        columnOf.put(endpoint, columns.size() - 1);
        return columns.size() - 1;
    }

    /// The column of a place of media: one that has its address and no other column has.
    private int mediaColumn(Endpoint endpoint) {
        if (!columnOf.containsKey(endpoint)) {
            List<Integer> alike = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).stream()
                        .anyMatch(one -> one.address().equals(endpoint.address()))) {
                    alike.add(i);
                }
            }
            if (alike.size() == 1) {
                join(endpoint, alike.getFirst());
            }
        }
        return column(endpoint);
    }

    private void addStream(int index, CallStream stream) {
        StreamReport report = stream.report();
        if (stream.sameAs() >= 0 && !parts.contains(Ladder.Part.SIGHTINGS)) {
            return;
        }
        int from = mediaColumn(report.key().source());
        int to = mediaColumn(report.key().destination());
        String codec = report.mainPayload().codec();
        String what = "RTP " + (codec.isEmpty() ? "?" : codec) + " " + report.key().ssrcText();
        if (parts.contains(Ladder.Part.STREAMS)) {
            arrows.add(
                    new Arrow(
                            report.timing().span().firstNanos(),
                            from,
                            to,
                            what,
                            new LadderRow.Source.StreamStart(index)));
            arrows.add(
                    new Arrow(
                            report.timing().span().lastNanos(),
                            from,
                            to,
                            String.format(
                                    Locale.ROOT,
                                    "%s ends: %d packets, %d lost",
                                    what,
                                    report.sequence().packets(),
                                    report.sequence().lost()),
                            new LadderRow.Source.StreamEnd(index)));
        }
        RtcpReport.FarEnd farEnd = report.rtcp().farEnd();
        if (parts.contains(Ladder.Part.RTCP) && farEnd.reports() > 0) {
            arrows.add(
                    new Arrow(
                            report.timing().span().lastNanos(),
                            to,
                            from,
                            rtcpLabel(report),
                            new LadderRow.Source.Rtcp(index)));
        }
    }

    private static String rtcpLabel(StreamReport report) {
        RtcpReport.FarEnd farEnd = report.rtcp().farEnd();
        double roundTrip = report.rtcp().roundTrip().lastMillis();
        return String.format(
                Locale.ROOT,
                "RTCP %s: %d reports, %d lost%s%s",
                report.key().ssrcText(),
                farEnd.reports(),
                farEnd.cumulativeLost(),
                farEnd.jitterMillis() < 0
                        ? ""
                        : String.format(Locale.ROOT, ", jitter %.1f ms", farEnd.jitterMillis()),
                roundTrip < 0 ? "" : String.format(Locale.ROOT, ", round trip %.0f ms", roundTrip));
    }

    private void addDigits() {
        List<DtmfEvent> digits = call.media().digits();
        for (int i = 0; parts.contains(Ladder.Part.DIGITS) && i < digits.size(); i++) {
            DtmfEvent digit = digits.get(i);
            if (digit.way() == DtmfEvent.Way.INFO) {
                continue; // the INFO itself has a row
            }
            int from = 0;
            int to = 0;
            Optional<CallStream> carrier = carrier(digit);
            if (carrier.isPresent()) {
                from = mediaColumn(carrier.get().report().key().source());
                to = mediaColumn(carrier.get().report().key().destination());
            }
            arrows.add(
                    new Arrow(
                            digit.timeNanos(),
                            from,
                            to,
                            "DTMF " + digit.digit(),
                            new LadderRow.Source.Digit(i)));
        }
    }

    private Optional<CallStream> carrier(DtmfEvent digit) {
        return call.streams().stream()
                .filter(stream -> stream.report().key().tap() == digit.tap())
                .filter(stream -> stream.sender().equals(digit.from()))
                .findFirst()
                .or(() -> call.streams().stream().findFirst());
    }

    private List<LadderColumn> columns() {
        var drawn = new ArrayList<LadderColumn>();
        for (Set<Endpoint> column : columns) {
            Endpoint first = column.iterator().next();
            String name =
                    column.stream()
                            .flatMap(endpoint -> names.of(endpoint).stream())
                            .findFirst()
                            .orElse(first.toString());
            drawn.add(new LadderColumn(name, first.toString(), List.copyOf(column)));
        }
        return drawn;
    }

    private List<LadderRow> rows() {
        var rows = new ArrayList<LadderRow>();
        long start = arrows.isEmpty() ? 0 : arrows.getFirst().timeNanos();
        long before = start;
        for (Arrow arrow : arrows) {
            rows.add(
                    new LadderRow(
                            arrow.timeNanos(),
                            (arrow.timeNanos() - start) / 1e6,
                            (arrow.timeNanos() - before) / 1e6,
                            arrow.way(),
                            arrow.label(),
                            arrow.source()));
            before = arrow.timeNanos();
        }
        return rows;
    }
}
