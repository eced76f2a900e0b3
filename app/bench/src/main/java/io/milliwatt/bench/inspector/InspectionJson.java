package io.milliwatt.bench.inspector;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.CallTimes;
import io.milliwatt.inspector.call.DtmfEvent;
import io.milliwatt.inspector.call.OfferAnswer;
import io.milliwatt.inspector.call.RelatedCall;
import io.milliwatt.inspector.call.Side;
import io.milliwatt.inspector.rtp.StreamReport;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// An inspection as JSON; the keys are documented in `docs/json.md` and stay as they are.
public final class InspectionJson {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int TO_THE_MINUTE = "2026-11-22T08:00".length();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private InspectionJson() {}

    /// One object; what was not measured is null.
    public static ObjectNode of(Captured captured) {
        ObjectNode json = MAPPER.createObjectNode();
        putCapture(json.putObject("capture"), captured);
        putCalls(json.putArray("calls"), captured.inspection().calls());
        putCalls(json.putArray("others"), captured.inspection().others());
        ArrayNode streams = json.putArray("streams");
        for (Call call : captured.inspection().calls()) {
            for (CallStream stream : call.streams()) {
                putStream(streams.addObject(), stream, call.streams(), call.callId());
            }
        }
        List<CallStream> strays = captured.inspection().streams();
        strays.forEach(stream -> putStream(streams.addObject(), stream, strays, ""));
        putWithoutSip(json.putArray("withoutSip"), captured.inspection());
        ArrayNode findings = json.putArray("findings");
        for (CallFinding finding : captured.findings()) {
            findings.addObject()
                    .put("rule", finding.finding().rule())
                    .put("severity", finding.finding().severity().key())
                    .put("message", finding.finding().message())
                    .put("fix", finding.finding().fix())
                    .put("callId", finding.callId());
        }
        return json;
    }

    private static void putCapture(ObjectNode json, Captured captured) {
        json.put("format", captured.summary().format().label())
                .put("packets", captured.summary().packets())
                .put("start", time(captured.summary().firstNanos()))
                .put("end", time(captured.summary().lastNanos()));
        ArrayNode taps = json.putArray("taps");
        captured.summary()
                .interfaces()
                .forEach(one ->
                        taps.addObject()
                                .put("index", one.index())
                                .put("name", one.name())
                                .put("dropped", one.dropped() < 0 ? null : (Long) one.dropped()));
        ArrayNode problems = json.putArray("problems");
        captured.summary().problems().first().forEach(problem -> problems.add(problem.toString()));
        captured.inspection().notes().forEach(problems::add);
        json.put("problemCount", captured.summary().problems().count());
    }

    private static void putCalls(ArrayNode array, List<Call> calls) {
        calls.forEach(call -> putCall(array.addObject(), call));
    }

    private static void putCall(ObjectNode json, Call call) {
        CallTimes times = call.times();
        json.put("callId", call.callId())
                .put("from", call.parties().from().uri())
                .put("to", call.parties().to().uri())
                .put("method", call.identity().method())
                .put("state", call.state().word())
                .put("start", time(times.startNanos()));
        put(json, "postDialDelayMillis", times.postDialDelayMillis());
        put(json, "ringMillis", times.ringMillis());
        put(json, "setupMillis", times.setUpMillis());
        put(json, "durationMillis", times.durationMillis());
        json.put("endedBy", call.release().by().map(Side::word).orElse(""))
                .put("endReason", call.release().words())
                .put("callerAgent", call.parties().callerAgent())
                .put("calleeAgent", call.parties().calleeAgent());
        ArrayNode messages = json.putArray("messages");
        call.messages().forEach(message -> putMessage(messages.addObject(), message, times));
        ArrayNode exchanges = json.putArray("exchanges");
        for (OfferAnswer exchange : call.exchanges()) {
            ObjectNode row = exchanges.addObject();
            row.put("offerer", exchange.offerer().word())
                    .put("outcome", exchange.outcome().word())
                    .put("offerMessage", exchange.offerMessage());
            if (exchange.answerMessage() < 0) {
                row.putNull("answerMessage");
            } else {
                row.put("answerMessage", exchange.answerMessage());
            }
            exchange.changes().forEach(row.putArray("changes")::add);
        }
        putDigits(json.putArray("digits"), call);
        ArrayNode related = json.putArray("related");
        for (RelatedCall one : call.related()) {
            related.addObject()
                    .put("call", one.outside() ? null : (Integer) one.index())
                    .put("other", one.outside() ? (Integer) one.index() : null)
                    .put("callId", one.callId())
                    .put("relation", one.relation().word())
                    .put("reason", one.reason());
        }
        call.problems().forEach(json.putArray("problems")::add);
    }

    /// Streams of no call, two by two; each named by its place in `streams`.
    private static void putWithoutSip(ArrayNode array, Inspection inspection) {
        Map<StreamReport, Integer> places = new IdentityHashMap<>();
        inspection.allStreams().forEach(stream -> places.put(stream.report(), places.size()));
        for (Call call : inspection.withoutSip()) {
            ObjectNode json = array.addObject();
            json.put("from", call.parties().from().uri())
                    .put("to", call.parties().to().uri())
                    .put("start", time(call.times().startNanos()));
            put(json, "durationMillis", call.times().durationMillis());
            ArrayNode streams = json.putArray("streams");
            call.streams().forEach(stream -> streams.add(places.get(stream.report())));
            putDigits(json.putArray("digits"), call);
        }
    }

    private static void putDigits(ArrayNode digits, Call call) {
        for (DtmfEvent digit : call.media().digits()) {
            digits.addObject()
                    .put("digit", String.valueOf(digit.digit()))
                    .put("atMillis", millis(digit.timeNanos() - call.times().startNanos()))
                    .put("durationMillis", digit.durationMillis())
                    .put("way", digit.way().word())
                    .put("from", digit.from().map(Side::word).orElse(""));
        }
    }

    private static void putMessage(ObjectNode row, CallMessage message, CallTimes times) {
        row.put("atMillis", millis(message.timeNanos() - times.startNanos()))
                .put("frame", message.place().frame())
                .put("tap", message.place().tap())
                .put("transport", message.place().transport())
                .put("source", message.place().source().toString())
                .put("destination", message.place().destination().toString())
                .put("startLine", message.head().startLine())
                .put("from", message.head().from().word())
                .put("retransmission", message.links().isRetransmission())
                .put("sighting", message.links().isSighting())
                .put("text", message.text());
        message.problems().forEach(row.putArray("problems")::add);
    }

    private static void putStream(
            ObjectNode row, CallStream stream, List<CallStream> among, String callId) {
        StreamReport report = stream.report();
        row.put("ssrc", report.key().ssrcText())
                .put("source", report.key().source().toString())
                .put("destination", report.key().destination().toString())
                .put("payloadType", report.mainPayload().payloadType())
                .put("codec", report.mainPayload().codec())
                .put("packets", report.sequence().packets())
                .put("expected", report.sequence().expected())
                .put("lost", report.sequence().lost())
                .put("outOfOrder", report.sequence().outOfOrder())
                .put("duplicates", report.sequence().duplicates())
                .put("meanDeltaMillis", rounded(report.timing().deltaMillis().mean()))
                .put("maxDeltaMillis", rounded(report.timing().deltaMillis().max()))
                .put("minJitterMillis", rounded(report.timing().jitterMillis().min()))
                .put("meanJitterMillis", rounded(report.timing().jitterMillis().mean()))
                .put("maxJitterMillis", rounded(report.timing().jitterMillis().max()))
                .put("clockDriftPpm", rounded(report.timing().clock().driftPpm()))
                .put("callId", callId)
                .put("tap", report.key().tap())
                .put("sender", stream.sender().map(Side::word).orElse(""))
                .put("attachment", stream.attachment().words())
                .put("reverse", ssrc(stream.reverse(), among))
                .put("sameAs", ssrc(stream.sameAs(), among))
                .put("noReverseStream", stream.noReverseStream())
                .put("start", time(report.timing().span().firstNanos()))
                .put("durationMillis", rounded(report.timing().span().durationMillis()));
        row.put("lostPercent", rounded(report.sequence().lostPercent()))
                .put("lostInBursts", report.sequence().loss().inBursts())
                .put("markerErrors", report.events().markerErrors())
                .put("timestampErrors", report.events().timestampErrors())
                .put("bitsPerSecond", rounded(report.traffic().ipBitsPerSecond()));
        double roundTrip = report.rtcp().roundTrip().lastMillis();
        put(
                row,
                "roundTripMillis",
                roundTrip < 0 ? OptionalDouble.empty() : OptionalDouble.of(roundTrip));
        put(
                row,
                "r",
                stream.quality().isPresent()
                        ? OptionalDouble.of(stream.quality().get().r())
                        : OptionalDouble.empty());
        put(
                row,
                "mos",
                stream.quality().isPresent()
                        ? OptionalDouble.of(stream.quality().get().mos())
                        : OptionalDouble.empty());
    }

    /// The SSRC of the stream at an index; empty for -1.
    private static String ssrc(int index, List<CallStream> among) {
        return index < 0 ? "" : among.get(index).report().key().ssrcText();
    }

    private static void put(ObjectNode json, String key, OptionalDouble value) {
        if (value.isPresent()) {
            json.put(key, rounded(value.getAsDouble()));
        } else {
            json.putNull(key);
        }
    }

    private static double millis(long nanos) {
        return rounded(nanos / 1e6);
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1_000) / 1_000.0 : 0;
    }

    /// As [Instant#toString()][java.time.Instant] writes it, in a tenth of the time: it is asked
    /// for each stream.
    static String time(long nanos) {
        String text =
                LocalDateTime.ofEpochSecond(
                                Math.floorDiv(nanos, NANOS_PER_SECOND),
                                (int) Math.floorMod(nanos, NANOS_PER_SECOND),
                                ZoneOffset.UTC)
                        .toString();
        return text.length() == TO_THE_MINUTE ? text + ":00Z" : text + "Z";
    }
}
