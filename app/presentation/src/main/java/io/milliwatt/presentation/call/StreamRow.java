package io.milliwatt.presentation.call;

import io.milliwatt.bench.tap.Place;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.EndpointNames;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.rtp.Range;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.presentation.Format;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A stream of a call as a line of the table, with the columns of Wireshark's.
///
/// @param index its place in the call
/// @param tap where it was seen; empty when the capture has but one place
public record StreamRow(int index, CallStream stream, String tap, EndpointNames names) {
    public StreamReport report() {
        return stream.report();
    }

    /// Whether a tap of ours at the host saw it.
    boolean atHost() {
        return tap.equals(Place.HOST.key());
    }

    /// `phone 192.0.2.7:40000`.
    public String source() {
        return place(report().key().source());
    }

    public String destination() {
        return place(report().key().destination());
    }

    private String place(Endpoint endpoint) {
        if (endpoint.port() == 0) {
            return "–";
        }
        return names.of(endpoint).map(name -> name + " " + endpoint).orElse(endpoint.toString());
    }

    public String ssrc() {
        return report().key().ssrcText();
    }

    /// `PCMA (8)`.
    public String payload() {
        var main = report().mainPayload();
        return (main.codec().isEmpty() ? "?" : main.codec()) + " (" + main.payloadType() + ")";
    }

    /// `0`, `12 (1.8 %)`.
    public String lost() {
        var sequence = report().sequence();
        return sequence.lost() == 0
                ? "0"
                : String.format(
                        Locale.ROOT, "%,d (%.1f %%)", sequence.lost(), sequence.lostPercent());
    }

    /// Of what was lost, in runs of two or more.
    public String bursts() {
        var loss = report().sequence().loss();
        return loss.gaps() == 0
                ? "–"
                : Format.count(loss.gaps()) + " gaps, longest " + Format.count(loss.longestGap());
    }

    /// `0.0 / 0.4 / 1.2`: least, mean, greatest; what was not measured is a dash.
    public static String range(Range range) {
        return figure(range.min()) + " / " + figure(range.mean()) + " / " + figure(range.max());
    }

    private static String figure(double millis) {
        return Double.isNaN(millis) ? "–" : String.format(Locale.ROOT, "%.2f", millis);
    }

    public String skew() {
        return figure(report().timing().maxSkewMillis());
    }

    /// Parts in a million; a dash where it cannot be told.
    public String drift() {
        double ppm = report().timing().clock().driftPpm();
        return report().timing().clock().frequencyHz() == 0
                ? "–"
                : String.format(Locale.ROOT, "%+.0f ppm", ppm);
    }

    public String bitRate() {
        double bits = report().traffic().ipBitsPerSecond();
        return bits <= 0 ? "–" : String.format(Locale.ROOT, "%.1f kbit/s", bits / 1_000);
    }

    public String mos() {
        return stream.quality()
                .map(quality -> String.format(Locale.ROOT, "%.2f", quality.mos()))
                .orElse(CallRow.NOT_MEASURED);
    }

    /// What R and MOS rest on.
    public String mosInputs() {
        return stream.quality()
                .map(quality ->
                        String.format(Locale.ROOT, "R %.1f from %s", quality.r(), quality.inputs()))
                .orElse("Not measured: too little is known of delay or codec");
    }

    /// What is wrong with it, in a few words; empty when nothing is.
    public Optional<String> problem() {
        if (stream.noReverseStream()) {
            return Optional.of("nothing comes back");
        }
        var sequence = report().sequence();
        if (sequence.lost() > 0) {
            return Optional.of(lost() + " lost");
        }
        if (report().events().timestampErrors() > 0) {
            return Optional.of(report().events().timestampErrors() + " wrong timestamps");
        }
        return Optional.empty();
    }

    public Health health() {
        if (stream.noReverseStream() || report().sequence().lostPercent() >= 5) {
            return Health.BAD;
        }
        return problem().isPresent() ? Health.WARN : Health.GOOD;
    }

    /// Names of the columns of [#csv].
    static String csvHeader() {
        return Csv.line(
                "tap",
                "source",
                "destination",
                "ssrc",
                "payloadType",
                "codec",
                "packets",
                "expected",
                "lost",
                "outOfOrder",
                "duplicates",
                "minDeltaMillis",
                "meanDeltaMillis",
                "maxDeltaMillis",
                "minJitterMillis",
                "meanJitterMillis",
                "maxJitterMillis",
                "maxSkewMillis",
                "clockDriftPpm",
                "bitsPerSecond",
                "mos");
    }

    String csv() {
        StreamReport r = report();
        Range delta = r.timing().deltaMillis();
        Range jitter = r.timing().jitterMillis();
        List<String> values =
                List.of(
                        tap,
                        r.key().source().toString(),
                        r.key().destination().toString(),
                        ssrc(),
                        Integer.toString(r.mainPayload().payloadType()),
                        r.mainPayload().codec(),
                        Long.toString(r.sequence().packets()),
                        Long.toString(r.sequence().expected()),
                        Long.toString(r.sequence().lost()),
                        Long.toString(r.sequence().outOfOrder()),
                        Long.toString(r.sequence().duplicates()),
                        plain(delta.min()),
                        plain(delta.mean()),
                        plain(delta.max()),
                        plain(jitter.min()),
                        plain(jitter.mean()),
                        plain(jitter.max()),
                        plain(r.timing().maxSkewMillis()),
                        plain(r.timing().clock().driftPpm()),
                        plain(r.traffic().ipBitsPerSecond()),
                        stream.quality().isPresent() ? mos() : "");
        return Csv.line(values.toArray(String[]::new));
    }

    private static String plain(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
    }
}
