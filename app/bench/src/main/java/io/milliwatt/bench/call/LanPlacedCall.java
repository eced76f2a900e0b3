package io.milliwatt.bench.call;

import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.sip.EndReason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A call of the phone in a container: what it knows comes five times a second.
final class LanPlacedCall implements PlacedCall {
    private static final Duration DIAL_LIMIT = Duration.ofSeconds(20);
    private static final Duration CONCLUDE_LIMIT = Duration.ofSeconds(10);

    private final int number;
    private final Consumer<LanLine.Command> commands;
    private final Runnable atEnd;
    private final CompletableFuture<String> dialled = new CompletableFuture<>();
    private final CountDownLatch concluded = new CountDownLatch(1);
    private volatile PhoneView view = PhoneView.dialling("");

    /// @param commands takes what the phone shall do
    /// @param atEnd done once when the call has ended and its recording is complete
    LanPlacedCall(int number, Consumer<LanLine.Command> commands, Runnable atEnd) {
        this.number = number;
        this.commands = commands;
        this.atEnd = atEnd;
    }

    /// Dials, and waits until the phone has.
    void dial(LanLine.Order order) throws BenchException {
        commands.accept(new LanLine.Command(LanLine.Deed.DIAL, number, order, false, ""));
        try {
            dialled.get(DIAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BenchException problem) {
                throw problem;
            }
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new BenchException(
                    ProblemCode.TOOLBOX_FAILED,
                    "The phone on the LAN did not dial within " + DIAL_LIMIT.toSeconds() + " s",
                    "Look at the load of this host, then dial again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(ProblemCode.CANCELLED, "Cancelled", "Dial again", e);
        }
    }

    /// What the phone told of this call.
    void heard(LanLine.Report report) {
        PhoneView seen = report.view();
        if (seen != null) {
            view = seen;
            dialled.complete(seen.callId());
        }
        LanLine.Problem problem = report.problem();
        if (problem != null) {
            dialled.completeExceptionally(problem.toException());
        }
        if (report.event() == LanLine.Event.ENDED) {
            concluded.countDown();
        }
    }

    /// The phone is gone.
    void broken(String why) {
        if (!view.phase().isEnded()) {
            view =
                    view.inPhase(
                            new CallPhase(
                                    "ended",
                                    false,
                                    false,
                                    new CallEvidence.CallEnd(EndReason.Kind.TRANSPORT, 0, why)));
        }
        dialled.completeExceptionally(
                new BenchException(
                        ProblemCode.TOOLBOX_FAILED,
                        "The phone on the LAN could not dial: " + why,
                        "Dial again; ./milliwatt clean removes what may be left"));
        concluded.countDown();
    }

    @Override
    public Vantage vantage() {
        return Vantage.LAN;
    }

    @Override
    public String callId() {
        return view.callId();
    }

    @Override
    public CallPhase phase() {
        return view.phase();
    }

    @Override
    public PhoneView view() {
        return view;
    }

    @Override
    public double sentLevel() {
        return view.sentLevel();
    }

    @Override
    public double heardLevel() {
        return view.heardLevel();
    }

    @Override
    public void hangUp() {
        commands.accept(LanLine.Command.of(LanLine.Deed.HANG_UP, number));
    }

    @Override
    public void mute(boolean muted) {
        commands.accept(new LanLine.Command(LanLine.Deed.MUTE, number, null, muted, ""));
    }

    @Override
    public void hold(boolean held) {
        commands.accept(new LanLine.Command(LanLine.Deed.HOLD, number, null, held, ""));
    }

    @Override
    public void dtmf(String digits) {
        commands.accept(new LanLine.Command(LanLine.Deed.DTMF, number, null, false, digits));
    }

    @Override
    public void conclude() {
        try {
            boolean complete = concluded.await(CONCLUDE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (complete || view.phase().isEnded()) {
                atEnd.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
