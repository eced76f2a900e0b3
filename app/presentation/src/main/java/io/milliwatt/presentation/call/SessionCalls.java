package io.milliwatt.presentation.call;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.EndpointNames;
import io.milliwatt.inspector.call.Media;
import io.milliwatt.inspector.call.MessagePlace;
import io.milliwatt.inspector.call.Side;
import io.milliwatt.inspector.call.SipTable;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.rtp.EventReport;
import io.milliwatt.inspector.rtp.LossReport;
import io.milliwatt.inspector.rtp.MediaHints;
import io.milliwatt.inspector.rtp.PayloadUse;
import io.milliwatt.inspector.rtp.Range;
import io.milliwatt.inspector.rtp.RtcpReport;
import io.milliwatt.inspector.rtp.SequenceRange;
import io.milliwatt.inspector.rtp.SequenceReport;
import io.milliwatt.inspector.rtp.StreamKey;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.inspector.rtp.TimingReport;
import io.milliwatt.inspector.rtp.TrafficReport;
import io.milliwatt.inspector.sip.SipMessageReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calls of this window's phone as the inspector has them, so that one list and one ladder show
/// both. The phone kept messages and figures, not packets: what it did not measure is not a number.
final class SessionCalls {
    private static final Endpoint NOWHERE = new Endpoint(InetAddress.ofLiteral("0.0.0.0"), 0);
    private static final double MILLION = 1e6;

    private SessionCalls() {}

    /// The row of a finished call; empty when it did not come to a message.
    static Optional<CallRow> row(FinishedCall finished) {
        CallRecord record = finished.record();
        long start = begin(finished);
        var table = new SipTable(new MediaHints());
        for (MessageRecord message : record.messages()) {
            byte[] bytes = message.text().getBytes(StandardCharsets.UTF_8);
            long at = start + Math.round(message.atMillis() * MILLION);
            SipMessageReader.read(bytes, 0, bytes.length)
                    .ifPresent(read -> table.onMessage(read, place(message, at, record), false));
        }
        return table.calls().stream()
                .findFirst()
                .map(call ->
                        new CallRow(
                                finished.number(),
                                withStreams(call, record, start),
                                names(call, finished.engine()),
                                record.findings(),
                                Optional.of(finished)));
    }

    /// The row of a call with its packets; empty when its capture does not have it.
    static Optional<CallRow> row(FinishedCall finished, CallCapture capture) {
        return capture.opened().inspection().calls().stream()
                .filter(call -> call.callId().equals(finished.record().callId()))
                .findFirst()
                .map(call ->
                        new CallRow(
                                finished.number(),
                                call,
                                names(call, finished.engine()),
                                finished.record().findings(),
                                Optional.of(finished.with(capture))));
    }

    /// When the first message was sent: the end less what the call took.
    private static long begin(FinishedCall finished) {
        CallRecord record = finished.record();
        double tookMillis =
                record.messages().stream().mapToDouble(MessageRecord::atMillis).max().orElse(0);
        Instant end = finished.at();
        return end.getEpochSecond() * 1_000_000_000
                + end.getNano()
                - Math.round(tookMillis * MILLION);
    }

    private static MessagePlace place(MessageRecord message, long atNanos, CallRecord record) {
        return new MessagePlace(
                atNanos,
                0,
                0,
                known(endpoint(message.source()), record),
                known(endpoint(message.destination()), record),
                message.transport());
    }

    /// A phone that listens at every address is shown at the one it offers.
    private static Endpoint known(Endpoint endpoint, CallRecord record) {
        if (!endpoint.address().isAnyLocalAddress()) {
            return endpoint;
        }
        return record.offerSdp()
                .lines()
                .filter(line -> line.startsWith("c="))
                .findFirst()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1).strip())
                .map(address -> endpoint(address + ":" + endpoint.port()))
                .orElse(endpoint);
    }

    /// `192.0.2.1:5060`, `[2001:db8::1]:5060`.
    static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return NOWHERE;
        }
        try {
            String address = text.substring(0, colon).replace("[", "").replace("]", "");
            return new Endpoint(
                    InetAddress.ofLiteral(address), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException _) {
            return NOWHERE;
        }
    }

    private static Call withStreams(Call call, CallRecord record, long start) {
        List<StreamRecord> records = record.streams();
        List<CallStream> streams = new ArrayList<>();
        long answered = start + Math.round(Math.max(0, record.setUpMillis()) * MILLION);
        for (StreamRecord each : records) {
            boolean ofPhone = each.tap() == Tap.PHONE_OUT || each.tap() == Tap.ENGINE_IN;
            streams.add(
                    new CallStream(
                            report(each, answered, record),
                            CallStream.Attachment.SDP,
                            Optional.of(ofPhone ? Side.CALLER : Side.CALLEE),
                            index(records, otherWay(each.tap())),
                            each.tap() == Tap.ENGINE_IN
                                    ? index(records, Tap.PHONE_OUT)
                                    : each.tap() == Tap.PHONE_IN
                                            ? index(records, Tap.ENGINE_OUT)
                                            : -1,
                            false,
                            Optional.empty()));
        }
        return new Call(
                call.identity(),
                call.parties(),
                call.state(),
                call.times(),
                call.release(),
                call.signalling(),
                new Media(call.media().flows(), streams, call.media().digits()),
                call.related(),
                call.problems());
    }

    private static Tap otherWay(Tap tap) {
        return switch (tap) {
            case PHONE_OUT -> Tap.PHONE_IN;
            case PHONE_IN -> Tap.PHONE_OUT;
            case ENGINE_IN -> Tap.ENGINE_OUT;
            case ENGINE_OUT -> Tap.ENGINE_IN;
        };
    }

    private static int index(List<StreamRecord> streams, Tap tap) {
        for (int i = 0; i < streams.size(); i++) {
            if (streams.get(i).tap() == tap) {
                return i;
            }
        }
        return -1;
    }

    private static StreamReport report(StreamRecord s, long answered, CallRecord record) {
        double durationMillis = record.durationMillis();
        long end = answered + Math.round(Math.max(0, durationMillis) * MILLION);
        return new StreamReport(
                new StreamKey(
                        s.tap().ordinal(),
                        known(endpoint(s.source()), record),
                        known(endpoint(s.destination()), record),
                        s.ssrc()),
                List.of(new PayloadUse(s.payloadType(), s.codec(), 0, s.packets())),
                new SequenceReport(
                        s.packets(),
                        s.packets() - s.duplicates() + s.lost(),
                        new LossReport(s.lost(), 0, 0, 0, List.of()),
                        s.outOfOrder(),
                        s.duplicates(),
                        0,
                        new SequenceRange(0, 0, 0)),
                new TimingReport(
                        new Range(Double.NaN, s.meanDeltaMillis(), s.maxDeltaMillis()),
                        new Range(Double.NaN, s.jitterMillis(), s.maxJitterMillis()),
                        Double.NaN,
                        new TimingReport.MaxDelta(s.maxDeltaMillis(), 0),
                        TimingReport.ClockReport.UNKNOWN,
                        new TimingReport.Span(answered, end, 0, 0)),
                new TrafficReport(s.octets(), s.octets() + 40 * s.packets(), durationMillis),
                new EventReport(List.of(), 0, 0, 0, 0, 0, 0),
                new RtcpReport(
                        0,
                        -1,
                        -1,
                        RtcpReport.FarEnd.SILENT,
                        new RtcpReport.RoundTrip(s.roundTripMillis(), s.roundTripMillis()),
                        false));
    }

    private static EndpointNames names(Call call, Optional<EngineInfo> engine) {
        Map<InetAddress, String> names = new HashMap<>();
        engine.ifPresent(info -> {
            names.put(
                    info.reachedAt(),
                    info.containerAddress()
                                    .filter(inside -> !inside.equals(info.reachedAt()))
                                    .isPresent()
                            ? "host"
                            : "engine");
            info.containerAddress().ifPresent(inside -> names.put(inside, "engine"));
        });
        Map<Endpoint, String> phone = new HashMap<>();
        phone.put(call.parties().initialSpeaker(), "phone");
        for (CallStream stream : call.streams()) {
            StreamKey key = stream.report().key();
            stream.sender()
                    .map(side -> side == Side.CALLER ? key.source() : key.destination())
                    .ifPresent(media -> phone.put(media, "phone"));
        }
        return new EndpointNames(phone, names);
    }
}
