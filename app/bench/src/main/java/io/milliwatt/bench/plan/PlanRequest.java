package io.milliwatt.bench.plan;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.InetAddress;

/// What is to be planned for.
///
/// @param calls calls at once
/// @param legs RTP streams that one call needs at the engine: 1 for a call that ends there, 2 for a
///   call that the engine joins to another one
/// @param firstPort where the RTP range is to begin
/// @param address the host's address that the ports are published on
public record PlanRequest(int calls, int legs, int firstPort, InetAddress address) {
    static final int MAX_CALLS = 100_000;

    /// @throws BenchException `BAD_USAGE`: a number out of bounds
    public static PlanRequest of(int calls, int legs, int firstPort, InetAddress address)
            throws BenchException {
        if (calls < 1 || calls > MAX_CALLS) {
            throw bad(calls + " calls cannot be planned", "Give --calls a number from 1 to 100000");
        }
        if (legs < 1 || legs > 2) {
            throw bad(
                    legs + " legs cannot be planned",
                    "Give --legs 1 (the call ends at the engine) or 2 (the engine joins two)");
        }
        if (firstPort < 1_024 || firstPort > 65_000 || firstPort % 2 != 0) {
            throw bad(
                    firstPort + " cannot be the first RTP port",
                    "Give --first-port an even number from 1024 to 65000");
        }
        return new PlanRequest(calls, legs, firstPort, address);
    }

    /// RTP streams at once.
    int streams() {
        return calls * legs;
    }

    private static BenchException bad(String what, String fix) {
        return new BenchException(ProblemCode.BAD_USAGE, what, fix);
    }
}
