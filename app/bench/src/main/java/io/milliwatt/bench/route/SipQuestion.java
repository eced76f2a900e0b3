package io.milliwatt.bench.route;

import io.milliwatt.bench.engine.SipProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Asks an engine from here: OPTIONS, then a call to `echo`.
public final class SipQuestion {
    private static final int ATTEMPTS = 3;
    private static final int ANSWER_MILLIS = 500;
    private static final int CALL_MILLIS = 2_000;
    private static final int PACKETS = 10;

    private SipQuestion() {}

    /// Asks; silence and unreachable networks are answers.
    ///
    /// @param engine its address and SIP port
    public static ProbeAnswer ask(InetSocketAddress engine) {
        String from = "";
        String status = "";
        try (var probe = new SipProbe(engine)) {
            from = probe.localAddress();
            for (int number = 1; number <= ATTEMPTS && status.isEmpty(); number++) {
                status =
                        probe.options(number, ANSWER_MILLIS)
                                .map(SipProbe.Response::words)
                                .orElse("");
            }
            return status.startsWith("2")
                    ? new ProbeAnswer(from, status, call(probe), "")
                    : new ProbeAnswer(from, status, 0, "");
        } catch (IOException e) {
            return new ProbeAnswer(from, status, 0, String.valueOf(e.getMessage()));
        }
    }

    private static int call(SipProbe probe) throws IOException {
        Optional<SipProbe.Response> answer = probe.invite("echo", CALL_MILLIS);
        if (answer.isEmpty() || answer.get().status() >= 300) {
            return 0;
        }
        int back = probe.echo(answer.get(), PACKETS, CALL_MILLIS);
        probe.bye(answer.get(), ANSWER_MILLIS);
        return back;
    }
}
