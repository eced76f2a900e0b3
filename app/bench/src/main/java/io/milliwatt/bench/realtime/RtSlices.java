package io.milliwatt.bench.realtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shares the real-time budget of a control group equally among engines.
///
/// The kernel refuses a budget whenever those of all children together would exceed the parent's,
/// after each single write. So those that shrink are written first, then those that grow, among
/// them the newcomer.
public final class RtSlices {
    private RtSlices() {}

    /// The budgets of a control group's children.
    ///
    /// @param parentMicros what the parent has; microseconds for each period
    /// @param othersMicros what children have that are no engines of ours; microseconds
    /// @param engines what our engines have now, the newcomer with 0; microseconds by the name of
    ///   their control group
    public record Budgets(long parentMicros, long othersMicros, Map<String, Long> engines) {
        public Budgets {
            engines = new LinkedHashMap<>(engines);
        }

        /// What each engine gets.
        public long share() {
            return engines.isEmpty()
                    ? 0
                    : Math.max(0, parentMicros - othersMicros) / engines.size();
        }
    }

    /// One budget to write.
    ///
    /// @param group the control group's name
    /// @param micros microseconds for each period
    public record Write(String group, long micros) {}

    /// What to write, in this order, so that each engine has its share. Empty when all have it.
    public static List<Write> plan(Budgets budgets) {
        long share = budgets.share();
        var writes = new ArrayList<Write>();
        budgets.engines().entrySet().stream()
                .filter(it -> it.getValue() != share)
                .sorted(Comparator.comparing(it -> it.getValue() < share))
                .forEach(it -> writes.add(new Write(it.getKey(), share)));
        return writes;
    }
}
