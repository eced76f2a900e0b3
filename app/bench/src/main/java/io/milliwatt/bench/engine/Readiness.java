package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Waits until an engine can take calls, in layers: its process runs, its control API says that all
/// parts are up, SIP OPTIONS is answered with 200, and RTP comes back from `echo`. Each layer is
/// asked every 10 ms at most, so that little time passes between "ready" and "seen to be ready".
final class Readiness {
    /// A launch that is not ready after this time has failed.
    static final long LIMIT_MILLIS = 30_000;

    private static final long POLL_MILLIS = 10;
    private static final int CONTROL_TIMEOUT_MILLIS = 2_000;
    private static final int SIP_TIMEOUT_MILLIS = 250;
    private static final int CALL_TIMEOUT_MILLIS = 5_000;
    private static final int WANTED_PACKETS = 3;

    private final StartedEngine engine;
    private final LaunchListener listener;
    private final Patience patience;

    Readiness(StartedEngine engine, LaunchListener listener, Patience patience) {
        this.engine = engine;
        this.listener = listener;
        this.patience = patience;
    }

    void await() throws BenchException {
        listener.progress(LaunchStep.WAIT_PROCESS, "", 0);
        patience.check();
        awaitControl();
        var sip = new InetSocketAddress(engine.address(), engine.sipPort());
        try (var probe = new SipProbe(sip)) {
            patience.check();
            awaitSip(probe);
            patience.check();
            awaitRtp(probe);
            patience.check();
        } catch (IOException e) {
            throw notReady(LaunchStep.WAIT_SIP, String.valueOf(e.getMessage()), e);
        }
    }

    private void awaitControl() throws BenchException {
        listener.progress(LaunchStep.WAIT_CONTROL, engine.control().toString(), -1);
        String seen = "no answer";
        while (!patience.isOver()) {
            patience.check();
            Patience.Step<Optional<ControlApi.Answer>> asked = Patience.Step.begin(this::health);
            Optional<ControlApi.Answer> answer = asked.await(patience);
            if (answer.isPresent() && answer.get().status() == 200) {
                return;
            }
            seen = answer.map(it -> it.status() + " " + it.body()).orElse(seen);
            patience.pause(POLL_MILLIS);
        }
        throw notReady(LaunchStep.WAIT_CONTROL, seen, null);
    }

    /// Empty while nobody answers: a published port accepts connections before the engine does.
    private Optional<ControlApi.Answer> health() {
        try {
            return Optional.of(
                    ControlApi.get(
                            engine.control(), engine.token(), "/health", CONTROL_TIMEOUT_MILLIS));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private void awaitSip(SipProbe probe) throws BenchException {
        listener.progress(
                LaunchStep.WAIT_SIP,
                engine.address().getHostAddress() + ":" + engine.sipPort() + "/udp",
                -1);
        String seen = "no answer";
        for (int number = 1; !patience.isOver(); number++) {
            int thisNumber = number;
            Optional<SipProbe.Response> answer =
                    Patience.Step.begin(() -> probe.options(thisNumber, SIP_TIMEOUT_MILLIS))
                            .await(patience);
            if (answer.isPresent() && answer.get().status() == 200) {
                return;
            }
            seen = answer.map(SipProbe.Response::words).orElse(seen);
            patience.pause(POLL_MILLIS);
        }
        throw notReady(LaunchStep.WAIT_SIP, seen, null);
    }

    private void awaitRtp(SipProbe probe) throws BenchException {
        listener.progress(LaunchStep.WAIT_RTP, "a call to echo", -1);
        String trouble = Patience.Step.begin(() -> call(probe)).await(patience);
        if (!trouble.isEmpty()) {
            throw notReady(LaunchStep.WAIT_RTP, trouble, null);
        }
    }

    /// Calls `echo`.
    ///
    /// @return what went wrong, empty when packets came back
    static String call(SipProbe probe) throws IOException {
        Optional<SipProbe.Response> answer = probe.invite("echo", CALL_TIMEOUT_MILLIS);
        if (answer.isEmpty()) {
            return "INVITE to echo was not answered";
        }
        if (answer.get().status() >= 300) {
            return "INVITE to echo was answered with " + answer.get().words();
        }
        int back = probe.echo(answer.get(), WANTED_PACKETS, CALL_TIMEOUT_MILLIS);
        probe.bye(answer.get(), SIP_TIMEOUT_MILLIS);
        return back >= WANTED_PACKETS
                ? ""
                : "no RTP came back from " + SipProbe.mediaAddress(answer.get());
    }

    private BenchException notReady(
            LaunchStep step, String seen, @org.jspecify.annotations.Nullable Throwable cause) {
        return new BenchException(
                ProblemCode.ENGINE_NOT_READY,
                "The engine at "
                        + engine.address().getHostAddress()
                        + ":"
                        + engine.sipPort()
                        + " was not ready in time; missing: \""
                        + step.title()
                        + "\" ("
                        + seen
                        + ")",
                step == LaunchStep.WAIT_RTP
                        ? "Look for a firewall between this host and the engine's RTP ports"
                        : "Launch again; if it stays so, look at the engine's log with"
                                + " --runtime embedded",
                cause == null ? new IOException(seen) : cause);
    }
}
