package io.milliwatt.sip;

import io.milliwatt.sip.SessionExpires.Refresher;
import java.time.Duration;
import java.util.Optional;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// The session timer of one call: carries out what [SessionTimer] decides. Used only in the mailbox
/// of its call.
final class SessionRefresh {
    private final DialogCall call;
    private final DialogPolicy policy;
    private final Alarm alarm;
    private SessionTimer.State state = SessionTimer.OFF;
    private long wantedSeconds;
    private long minSeconds;

    SessionRefresh(DialogCall call, EndpointCore core) {
        this.call = call;
        policy = core.dialogs();
        alarm = new Alarm(core.timer());
        minSeconds = policy.minSe().toSeconds();
        wantedSeconds = Math.max(policy.sessionExpires().toSeconds(), minSeconds);
    }

    void stop() {
        alarm.cancel();
    }

    String minSe() {
        return String.valueOf(minSeconds);
    }

    /// What our first INVITE says, RFC 4028, section 7.1.
    void begin(Request invite) throws Exception {
        if (policy.sessionTimers()) {
            say(invite, new SessionExpires(wantedSeconds, Optional.empty()));
        }
    }

    /// What our re-INVITE or UPDATE says, section 7.4: the role of each side stays.
    void decorate(Request request) throws Exception {
        switch (state) {
            case SessionTimer.State.Off _ -> {}
            case SessionTimer.State.Watching(Duration interval) ->
                    say(request, expires(interval, Refresher.UAS));
            case SessionTimer.State.Resting(Duration interval, _) ->
                    say(request, expires(interval, Refresher.UAC));
            case SessionTimer.State.Refreshing(Duration interval, _) ->
                    say(request, expires(interval, Refresher.UAC));
        }
    }

    private SessionExpires expires(Duration interval, Refresher refresher) {
        return new SessionExpires(
                Math.max(interval.toSeconds(), minSeconds), Optional.of(refresher));
    }

    private void say(Message message, SessionExpires expires) throws Exception {
        Wire wire = call.leg().core().wire();
        wire.header(message, "Session-Expires", expires.toString());
        wire.header(message, "Min-SE", minSe());
    }

    static SessionTimer.Asked asked(Request request) {
        return new SessionTimer.Asked(
                Wire.headerOf(request, "Session-Expires").flatMap(SessionExpires::parse),
                SessionExpires.minimum(Wire.headerOf(request, "Min-SE")),
                Wire.optionTags(request, "Supported").contains("timer")
                        || Wire.optionTags(request, "Require").contains("timer"));
    }

    boolean tooShort(Request request) {
        return SessionTimer.tooShort(asked(request), policy);
    }

    /// Adds to our 2xx what is said about the session, and starts its timer.
    void answer(Request request, Response response) {
        SessionTimer.Asked asked = asked(request);
        Optional<SessionExpires> ours = SessionTimer.answer(asked, policy);
        if (ours.isEmpty()) {
            step(new SessionTimer.Event.NoLimit());
            return;
        }
        boolean theyRefresh = ours.get().refresher().equals(Optional.of(Refresher.UAC));
        Causes.quietly(() -> {
            Wire wire = call.leg().core().wire();
            wire.header(response, "Session-Expires", ours.get().toString());
            if (asked.supported()) {
                wire.header(response, "Require", "timer");
            }
        });
        Duration interval = Duration.ofSeconds(ours.get().seconds());
        step(
                theyRefresh
                        ? new SessionTimer.Event.TheyRefresh(interval)
                        : new SessionTimer.Event.WeRefresh(interval));
    }

    /// A 2xx to our INVITE, re-INVITE or UPDATE, section 7.2.
    void succeeded(Response response) {
        if (!policy.sessionTimers() || !call.alive()) {
            return;
        }
        Optional<SessionExpires> said =
                Wire.headerOf(response, "Session-Expires").flatMap(SessionExpires::parse);
        if (said.isEmpty()) {
            step(new SessionTimer.Event.NoLimit());
            return;
        }
        // never more often than we allow ourselves to be asked
        Duration interval =
                Duration.ofSeconds(Math.max(said.get().seconds(), policy.minSe().toSeconds()));
        boolean theirs = said.get().refresher().equals(Optional.of(Refresher.UAS));
        step(
                theirs
                        ? new SessionTimer.Event.TheyRefresh(interval)
                        : new SessionTimer.Event.WeRefresh(interval));
    }

    /// A refusal of what refreshes; the call goes on until its time is over, section 10.
    void refused(TargetRefresh.Result.Refused refusal) {
        raise(refusal.minSe());
        step(new SessionTimer.Event.RefreshRefused());
    }

    /// Takes the minimum of a 422, section 7.3.
    ///
    /// @return whether it is more than was asked for, so that another try makes sense
    boolean raise(long minimumSeconds) {
        boolean more = minimumSeconds > minSeconds && minimumSeconds <= Integer.MAX_VALUE;
        if (more) {
            minSeconds = minimumSeconds;
            wantedSeconds = Math.max(wantedSeconds, minimumSeconds);
        }
        return more;
    }

    private void step(SessionTimer.Event event) {
        SessionTimer.Step step = SessionTimer.step(state, event);
        state = step.state();
        for (SessionTimer.Effect effect : step.effects()) {
            switch (effect) {
                case SessionTimer.Effect.StartTimer(Duration time) ->
                        alarm.set(time, () -> call.receivedTask(this::due));
                case SessionTimer.Effect.StopTimer _ -> alarm.cancel();
                case SessionTimer.Effect.SendRefresh _ -> refresh();
                case SessionTimer.Effect.Expire(String words) ->
                        call.step(
                                new CallEvent.Broken(
                                        EndReason.of(EndReason.Kind.DEAD_PEER, words)));
            }
        }
    }

    private void due() {
        if (call.alive()) {
            step(new SessionTimer.Event.Due());
        }
    }

    /// By UPDATE if the far end takes it, section 7.4: it needs no offer.
    private void refresh() {
        if (!call.leg().branch().map(b -> b.allows(Request.UPDATE)).orElse(false)) {
            call.negotiator().refreshByOffer();
            return;
        }
        try {
            new TargetRefresh(call, Request.UPDATE, Optional.empty(), this::refreshed).send();
        } catch (Exception e) { // the stack throws unchecked exceptions as well
            step(new SessionTimer.Event.RefreshRefused());
        }
    }

    private void refreshed(TargetRefresh.Result result) {
        switch (result) {
            case TargetRefresh.Result.Succeeded(Response response) -> succeeded(response);
            case TargetRefresh.Result.Refused refused -> {
                if (refused.status() == 408 || refused.status() == 481) {
                    call.lost(refused.status(), refused.phrase());
                } else {
                    refused(refused);
                }
            }
        }
    }
}
