package io.milliwatt.bench.plan;

import io.milliwatt.bench.network.TakenPort;
import java.util.List;
import java.util.Optional;

/// The answer of the planner.
///
/// @param request what was asked
/// @param options the ways, in the order of [PlanOption.Kind]
/// @param recommended the one to take
/// @param reason why that one
/// @param taken ports of the recommended range (of that of [PlanOption.Kind#PUBLISHED], when none
///   are needed) that somebody holds now
/// @param freeRange a range of that size that nobody holds, when some are taken; `20000-20199`
/// @param clash with the kernel's ephemeral ports
/// @param costs what the figures were computed from
public record NetworkPlan(
        PlanRequest request,
        List<PlanOption> options,
        PlanOption recommended,
        String reason,
        List<TakenPort> taken,
        Optional<String> freeRange,
        Optional<EphemeralClash> clash,
        PublishCosts costs) {
    public NetworkPlan {
        options = List.copyOf(options);
        taken = List.copyOf(taken);
    }

    /// The option of that kind.
    public PlanOption option(PlanOption.Kind kind) {
        return options.stream().filter(it -> it.kind() == kind).findFirst().orElseThrow();
    }
}
