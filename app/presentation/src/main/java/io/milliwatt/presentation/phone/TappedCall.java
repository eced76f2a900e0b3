package io.milliwatt.presentation.phone;

import io.milliwatt.bench.call.CallRequest;
import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.LiveCall;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.tap.Taps;
import io.milliwatt.presentation.tap.TapsViewModel;
import java.util.function.BooleanSupplier;

/// A call that was placed, and the taps that see it.
record TappedCall(LiveCall call, TapsViewModel.Opened taps) {
    /// On the task runner's thread: first the taps, so that they miss nothing; when there is no
    /// call then, there are no taps either.
    static TappedCall place(
            Calls phone,
            CallRequest request,
            TapsViewModel.Opening opening,
            BooleanSupplier cancelled)
            throws BenchException {
        TapsViewModel.Opened opened = opening.open(phone, cancelled);
        try {
            if (opened.taps().isPresent() && cancelled.getAsBoolean()) {
                throw new BenchException(ProblemCode.CANCELLED, "Cancelled", "Call again");
            }
            return new TappedCall(phone.dial(request), opened);
        } catch (BenchException | RuntimeException e) {
            opened.taps().ifPresent(Taps::close);
            throw e;
        }
    }
}
