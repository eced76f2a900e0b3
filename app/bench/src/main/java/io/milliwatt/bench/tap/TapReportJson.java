package io.milliwatt.bench.tap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// What taps saw as JSON; the keys are documented in `docs/json.md` and stay as they are.
public final class TapReportJson {
    private TapReportJson() {}

    /// One object; what was not measured is null.
    public static ObjectNode of(TapReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("file", report.file().map(String::valueOf).orElse(null));
        var taps = json.putArray("taps");
        for (TapReport.TapState each : report.taps()) {
            taps.addObject()
                    .put("place", each.place().key())
                    .put("description", each.description())
                    .put("packets", each.packets())
                    .put("kernelDropped", each.kernelDropped())
                    .put("ownDropped", each.ownDropped())
                    .put("problem", each.problem().orElse(null));
        }
        var hops = json.putArray("hops");
        for (Hop each : report.hops()) {
            ObjectNode hop =
                    hops.addObject()
                            .put("way", each.way().key())
                            .put("ssrc", String.format(Locale.ROOT, "0x%08x", each.ssrc()))
                            .put("point", each.point())
                            .put("source", each.source())
                            .put("destination", each.destination())
                            .put("packets", each.packets())
                            .put("lost", each.lost());
            put(hop, "meanDelayMillis", each.meanDelayMillis());
            put(hop, "maxDelayMillis", each.maxDelayMillis());
        }
        var clocks = json.putArray("clocks");
        for (ClockComparison each : report.clocks()) {
            ObjectNode clock =
                    clocks.addObject().put("from", each.from().key()).put("to", each.to().key());
            put(clock, "offsetMillis", each.offsetMillis());
            put(clock, "uncertaintyMillis", each.uncertaintyMillis());
            clock.put("sameClock", each.sameClock());
        }
        var notes = json.putArray("notes");
        report.notes().forEach(notes::add);
        return json;
    }

    private static void put(ObjectNode json, String key, double value) {
        if (Double.isNaN(value)) {
            json.putNull(key);
        } else {
            json.put(key, Math.round(value * 1_000) / 1_000.0);
        }
    }
}
