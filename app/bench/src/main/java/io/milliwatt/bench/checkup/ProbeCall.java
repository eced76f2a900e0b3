package io.milliwatt.bench.checkup;

import io.milliwatt.bench.engine.SipProbe;
import io.milliwatt.bench.record.MessageRecord;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A call that nobody is meant to talk in: OPTIONS, INVITE with a throw-away offer, a few packets
/// to `echo`, BYE. Closing it ends it, whatever state it is in.
final class ProbeCall implements AutoCloseable {
    private static final int OPTIONS_MILLIS = 700;
    private static final int OPTIONS_TRIES = 3;
    private static final int INVITE_MILLIS = 4_000;
    private static final int ECHO_MILLIS = 1_500;
    private static final int ECHO_PACKETS = 5;
    private static final int BYE_MILLIS = 700;

    private final InetSocketAddress server;
    private final SipProbe probe;
    private Optional<SipProbe.Response> options = Optional.empty();
    private Optional<SipProbe.Response> answer = Optional.empty();

    ProbeCall(InetSocketAddress server) throws IOException {
        this.server = server;
        this.probe = new SipProbe(server);
    }

    /// The answer to OPTIONS; empty when none came.
    Optional<SipProbe.Response> options() throws IOException {
        for (int i = 1; i <= OPTIONS_TRIES && options.isEmpty(); i++) {
            options = probe.options(i, OPTIONS_MILLIS);
        }
        return options;
    }

    /// The final response to INVITE; empty when none came, and the call was cancelled.
    Optional<SipProbe.Response> invite(String user) throws IOException {
        answer = probe.invite(user, INVITE_MILLIS);
        return answer;
    }

    /// How many of a few packets came back.
    int echo() throws IOException {
        return answer.isPresent() ? probe.echo(answer.get(), ECHO_PACKETS, ECHO_MILLIS) : 0;
    }

    String offer() {
        return probe.offer();
    }

    /// The session description of the answer; empty when it has none.
    String answerSdp() {
        return answer.map(SipProbe.Response::text)
                .filter(it -> it.contains("\r\n\r\n"))
                .map(it -> it.substring(it.indexOf("\r\n\r\n") + 4))
                .orElse("");
    }

    /// The answer as a message of a call.
    Optional<MessageRecord> message() {
        return answer.map(it ->
                new MessageRecord(
                        0,
                        "received",
                        "UDP",
                        server.getAddress().getHostAddress() + ":" + server.getPort(),
                        probe.localAddress(),
                        it.text().lines().findFirst().orElse(""),
                        it.text()));
    }

    @Override
    public void close() {
        try (probe) {
            if (answer.filter(it -> it.status() < 300).isPresent()) {
                probe.bye(answer.get(), BYE_MILLIS);
            }
        } catch (IOException _) {
            // the server ends it by itself
        }
    }
}
