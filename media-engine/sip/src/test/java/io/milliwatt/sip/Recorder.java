package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Keeps what a call tells its listener, and waits for it with a bound.
final class Recorder implements SipCallListener {
    sealed interface Event {
        record Provisional(int status, Optional<String> sdp) implements Event {}

        record Answered(String sdp) implements Event {}

        record Offered(String sdp) implements Event {}

        record AnsweredEarly(String sdp) implements Event {}

        record Confirmed(Optional<String> sdp) implements Event {}

        record Reoffered(Optional<String> sdp) implements Event {}

        record ReofferAnswered(String sdp) implements Event {}

        record ReofferRefused(int status) implements Event {}

        record Info(String type, String body) implements Event {}

        record Dtmf(char digit, int millis) implements Event {}

        record TransferAsked(IncomingTransfer transfer) implements Event {}

        record Transferring(TransferProgress progress) implements Event {}

        record Ended(EndReason reason) implements Event {}
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile ReofferReply reply = new ReofferReply.Accept("v=answer");

    private volatile Optional<String> answer = Optional.of("v=late answer");

    Recorder answeringOffers(Optional<String> wanted) {
        answer = wanted;
        return this;
    }

    Recorder replyingToReoffers(ReofferReply wanted) {
        reply = wanted;
        return this;
    }

    /// The next event of that type; events before it are dropped.
    <T extends Event> T await(Class<T> type) throws InterruptedException {
        return await(type, _ -> true, 10);
    }

    <T extends Event> T await(Class<T> type, Predicate<T> wanted, int seconds)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            Event event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertNotNull(event, "no " + type.getSimpleName() + " in " + seconds + " s");
            if (type.isInstance(event) && wanted.test(type.cast(event))) {
                return type.cast(event);
            }
        }
    }

    EndReason awaitEnd() throws InterruptedException {
        return await(Event.Ended.class).reason();
    }

    Optional<Event> poll(int millis) throws InterruptedException {
        return Optional.ofNullable(events.poll(millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void provisional(SipCall call, int status, String reason, Optional<String> sdp) {
        events.add(new Event.Provisional(status, sdp));
    }

    @Override
    public void answered(SipCall call, String sdp) {
        events.add(new Event.Answered(sdp));
    }

    @Override
    public Optional<String> offered(SipCall call, String offer) {
        events.add(new Event.Offered(offer));
        return answer;
    }

    @Override
    public void answeredEarly(SipCall call, String sdp) {
        events.add(new Event.AnsweredEarly(sdp));
    }

    @Override
    public void confirmed(SipCall call, Optional<String> sdp) {
        events.add(new Event.Confirmed(sdp));
    }

    @Override
    public ReofferReply reoffered(SipCall call, Optional<String> offer) {
        events.add(new Event.Reoffered(offer));
        return reply;
    }

    @Override
    public void reofferAnswered(SipCall call, String sdp) {
        events.add(new Event.ReofferAnswered(sdp));
    }

    @Override
    public void reofferRefused(SipCall call, int status, String reason) {
        events.add(new Event.ReofferRefused(status));
    }

    @Override
    public boolean info(SipCall call, String contentType, String body) {
        events.add(new Event.Info(contentType, body));
        return contentType.equals("text/plain");
    }

    @Override
    public void dtmf(SipCall call, char digit, int durationMillis) {
        events.add(new Event.Dtmf(digit, durationMillis));
    }

    @Override
    public void transferRequested(SipCall call, IncomingTransfer transfer) {
        events.add(new Event.TransferAsked(transfer));
    }

    @Override
    public void transferProgress(SipCall call, TransferProgress progress) {
        events.add(new Event.Transferring(progress));
    }

    @Override
    public void ended(SipCall call, EndReason reason) {
        events.add(new Event.Ended(reason));
    }
}
