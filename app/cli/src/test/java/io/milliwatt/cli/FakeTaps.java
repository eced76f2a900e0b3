package io.milliwatt.cli;

import io.milliwatt.bench.tap.ClockComparison;
import io.milliwatt.bench.tap.Hop;
import io.milliwatt.bench.tap.Place;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.Taps;
import io.milliwatt.bench.tap.Way;
import io.milliwatt.inspector.rtp.StreamReport;
import java.util.List;
import java.util.Optional;

/// Taps on paper: one packet of three was lost between phone and engine.
record FakeTaps(TapPlan plan) implements Taps {
    @Override
    public List<TapReport.TapState> taps() {
        return List.of(
                new TapReport.TapState(
                        Place.PHONE, "inside the softphone, in clear", 3, 0, 1, Optional.empty()),
                new TapReport.TapState(
                        Place.ENGINE,
                        "in the network of the engine's container",
                        2,
                        4,
                        0,
                        Optional.of("its container was ended")));
    }

    @Override
    public List<StreamReport> streams() {
        return List.of();
    }

    @Override
    public TapReport soFar() {
        return finish();
    }

    @Override
    public TapReport finish() {
        return new TapReport(
                taps(),
                List.of(
                        new Hop(
                                Way.TO_ENGINE,
                                0xbeef,
                                "left the phone",
                                "192.0.2.9:18000",
                                "192.0.2.20:40000",
                                3,
                                0,
                                Double.NaN,
                                Double.NaN),
                        new Hop(
                                Way.TO_ENGINE,
                                0xbeef,
                                "entered the engine",
                                "192.0.2.9:18000",
                                "172.17.0.2:40000",
                                2,
                                1,
                                0.25,
                                0.5)),
                List.of(new ClockComparison(Place.PHONE, Place.ENGINE, 0.02, 0.05, true)),
                List.of("the tap at the engine stopped: its container was ended"),
                plan.file());
    }

    @Override
    public void close() {}
}
