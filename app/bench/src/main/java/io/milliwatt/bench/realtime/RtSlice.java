package io.milliwatt.bench.realtime;

import java.util.List;

/// What one engine has of the budget.
///
/// @param container name of its container
/// @param group its control group below the parent
/// @param micros its budget; microseconds for each period
/// @param threads its media threads
public record RtSlice(String container, String group, long micros, List<RtThread> threads) {
    public RtSlice {
        threads = List.copyOf(threads);
    }
}
