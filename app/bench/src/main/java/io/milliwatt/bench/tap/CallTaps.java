package io.milliwatt.bench.tap;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.phone.PacketTap;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Taps for the calls of a phone: one in this process is told to show its packets until they end,
/// one in a container is captured there.
public final class CallTaps implements Taps {
    private final TapSession session;
    private final Calls phone;

    private CallTaps(TapSession session, Calls phone) {
        this.session = session;
        this.phone = phone;
    }

    /// Starts them.
    ///
    /// @param plan what to tap beside the phone
    /// @param cancelled looked at while they start; then `CANCELLED`, and nothing is left
    public static Taps open(Toolbox toolbox, TapPlan plan, Calls phone, BooleanSupplier cancelled)
            throws BenchException {
        Optional<String> container = phone.phoneContainer();
        TapSession session =
                TapSession.open(
                        toolbox, plan.withPhoneIn(container), container.isEmpty(), cancelled);
        try {
            if (session.phone().isPresent()) {
                phone.watch(session.phone().get());
            }
            return new CallTaps(session, phone);
        } catch (BenchException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public List<TapReport.TapState> taps() {
        return session.taps();
    }

    @Override
    public List<StreamReport> streams() {
        return session.streams();
    }

    @Override
    public TapReport soFar() {
        return session.soFar();
    }

    @Override
    public Inspection inspection() {
        return session.inspection();
    }

    @Override
    public TapReport finish() {
        TapReport report = session.finish();
        forget();
        return report;
    }

    @Override
    public void close() {
        session.close();
        forget();
    }

    private void forget() {
        try {
            phone.watch(PacketTap.NONE);
        } catch (BenchException _) {
            // the phone is gone, and shows nothing
        }
    }
}
