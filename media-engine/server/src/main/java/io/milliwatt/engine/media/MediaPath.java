package io.milliwatt.engine.media;

import io.milliwatt.engine.app.CallApplication;
import io.milliwatt.engine.call.StreamView;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.protocol.dtmf.DtmfReceiver;
import io.milliwatt.protocol.impair.Impairment;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.sdp.MediaKind;
import io.milliwatt.protocol.sdp.NegotiatedFormat;
import io.milliwatt.protocol.sdp.NegotiatedMedia;
import io.milliwatt.transport.LoopTimer;
import io.milliwatt.transport.MediaSockets;
import io.milliwatt.transport.ScheduledTimer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// The media of one call: its transports, its application, and what lies between them: digits,
/// impairment, decoded audio in and out. All on the media loop's thread.
public final class MediaPath {
    /// One transport: the ports, and the media that use them.
    ///
    /// @param media at least one
    public record Line(MediaSockets sockets, List<NegotiatedMedia> media) {
        public Line {
            media = List.copyOf(media);
        }
    }

    private static final long SILENCE_CHECK_NANOS = 1_000_000_000L;
    private static final long FRAME_NANOS = 1_000_000_000L / AudioInput.FRAMES_A_SECOND;
    private static final long GIVE_UP_BEHIND_NANOS = 10 * FRAME_NANOS;

    private final MediaSurroundings around;
    private final String callId;
    private final MediaListener listener;
    private final List<MediaTransport> transports = new ArrayList<>(1);
    private final DtmfReceiver digits = new DtmfReceiver();
    private final Random random;
    private final AudioOutput output;
    private final MediaTransport.Receiver receiver = new Receiving();
    private CallApplication application;
    private @Nullable AudioInput input;
    private @Nullable ImpairedDelivery impaired;
    private boolean running;
    private boolean stopped;
    private @Nullable ScheduledTimer silenceTimer;

    MediaPath(
            MediaSurroundings around,
            String callId,
            List<Line> lines,
            CallApplication application,
            MediaListener listener,
            long seed) {
        this.around = around;
        this.callId = callId;
        this.application = application;
        this.listener = listener;
        this.random = new Random(seed);
        lines.forEach(line -> transports.add(newTransport(line)));
        this.output = new AudioOutput(around.scratch(), random.nextLong());
        connectOutput();
    }

    private MediaTransport newTransport(Line line) {
        return new MediaTransport(
                around, line.sockets(), line.media(), receiver, random.nextLong());
    }

    private void connectOutput() {
        for (MediaTransport transport : transports) {
            for (NegotiatedMedia media : transport.media()) {
                if (media.kind() == MediaKind.AUDIO) {
                    output.connect(transport, media);
                    return;
                }
            }
        }
        output.disconnect();
    }

    public String callId() {
        return callId;
    }

    /// The transports, in the order of their `m=` lines.
    public List<MediaTransport> transports() {
        return List.copyOf(transports);
    }

    void start() {
        if (stopped || running) {
            return;
        }
        long now = around.loop().nowNanos();
        transports.forEach(transport -> transport.start(now));
        running = true;
        if (!around.silenceLimit().isZero()) {
            silenceTimer = around.loop().schedule(now + SILENCE_CHECK_NANOS, this::checkSilence);
        }
        application.start(this, now);
    }

    /// A later offer and answer: what the lines are now. A transport whose sockets are not among
    /// them any more is closed.
    void update(List<Line> lines) {
        if (stopped) {
            lines.forEach(line -> line.sockets().close());
            return;
        }
        long now = around.loop().nowNanos();
        var before = new ArrayList<>(transports);
        transports.clear();
        for (Line line : lines) {
            Optional<MediaTransport> same =
                    before.stream().filter(one -> one.sockets() == line.sockets()).findFirst();
            MediaTransport transport = same.orElseGet(() -> newTransport(line));
            if (same.isPresent()) {
                before.remove(transport);
                transport.update(line.media(), now);
            } else if (running) {
                transport.start(now);
            }
            transports.add(transport);
        }
        before.forEach(gone -> gone.stop(now));
        connectOutput();
        if (running) {
            application.changed(this, now);
        }
    }

    void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        long now = around.loop().nowNanos();
        if (running) {
            application.stop(this, now);
            output.stop();
            running = false;
        }
        transports.forEach(transport -> transport.stop(now));
        if (silenceTimer != null) {
            silenceTimer.cancel();
        }
    }

    /// For a loop that is gone: nothing but the ports.
    void closeSockets() {
        transports.forEach(transport -> transport.sockets().close());
    }

    public boolean isRunning() {
        return running;
    }

    private final class Receiving implements MediaTransport.Receiver {
        @Override
        public void onRtp(
                MediaTransport from, RtpView packet, NegotiatedFormat format, long nowNanos) {
            if (from.isTelephoneEvent(packet.payloadType())) {
                digits.onPacket(packet).ifPresent(digit -> onDigit(digit, nowNanos));
            }
            if (from.receives(packet.payloadType())) {
                if (impaired == null) {
                    deliver(from, packet, nowNanos);
                } else {
                    impaired.onRtp(from, packet, nowNanos);
                }
            }
        }

        @Override
        public long prefetch(MediaTransport from) {
            return (input == null ? 0 : 1) + application.prefetch(from);
        }

        @Override
        public void onFeedback(MediaTransport from, RtcpPacket feedback, long nowNanos) {
            application.onFeedback(MediaPath.this, from, feedback, nowNanos);
        }

        @Override
        public void onRefused(long total) {
            listener.refused(total);
        }
    }

    private void deliver(MediaTransport from, RtpView packet, long nowNanos) {
        AudioInput listening = input;
        if (listening != null) {
            NegotiatedFormat format = from.received(packet.payloadType());
            if (format != null) {
                listening.onRtp(packet, format, nowNanos);
            }
        }
        application.onRtp(this, from, packet, nowNanos);
    }

    private void onDigit(char digit, long nowNanos) {
        around.counters().increment(EngineCounter.DTMF_EVENTS);
        listener.dtmf(digit);
        application.onDigit(this, digit, nowNanos);
    }

    /// A digit came by another way than RTP: an INFO request.
    void digitBySignalling(char digit) {
        if (running) {
            onDigit(digit, around.loop().nowNanos());
        }
    }

    /// The audio that is sent.
    public AudioOutput output() {
        return output;
    }

    /// The received audio, decoded, from now on.
    ///
    /// @param sampleRateHz of the frames that are taken
    public AudioInput listen(int sampleRateHz) {
        var fresh = new AudioInput(sampleRateHz);
        input = fresh;
        return fresh;
    }

    /// Sends the audio of a source from now on, paced by its own timer; what was played is
    /// replaced.
    ///
    /// @param ended told the time when the source has no more to say
    public void play(AudioSource source, long nowNanos, LongConsumer ended) {
        around.loop().schedule(nowNanos, output.play(source, nowNanos, ended));
    }

    /// Goes on with another application.
    public void become(CallApplication next, long nowNanos) {
        application.stop(this, nowNanos);
        output.stop();
        input = null;
        application = next;
        if (running) {
            next.start(this, nowNanos);
        }
    }

    /// Lets received packets suffer what the profile says from now on.
    public void impair(Impairment impairment) {
        impaired =
                impairment.isNone()
                        ? null
                        : new ImpairedDelivery(around.loop(), impairment, this::deliverLater);
    }

    private void deliverLater(MediaTransport from, RtpView packet, long nowNanos) {
        if (running) {
            deliver(from, packet, nowNanos);
        }
    }

    /// Ends the call.
    ///
    /// @param why kept as the end reason
    public void hangUp(String why) {
        listener.hangUp(why);
    }

    /// Tells whoever listens to the engine's events.
    public void tell(String event, Map<String, Object> data) {
        listener.event(event, data);
    }

    /// Asks each 20 ms, until the answer is no or the call is over.
    ///
    /// @param task given the time
    public void everyFrame(long firstNanos, LongPredicate task) {
        schedule(firstNanos, new FrameTimer(firstNanos, task));
    }

    private final class FrameTimer implements LoopTimer {
        private final LongPredicate task;
        private long dueNanos;

        FrameTimer(long dueNanos, LongPredicate task) {
            this.dueNanos = dueNanos;
            this.task = task;
        }

        @Override
        public long run(long nowNanos) {
            if (!running || !task.test(nowNanos)) {
                return STOP;
            }
            dueNanos = Math.max(dueNanos + FRAME_NANOS, nowNanos - GIVE_UP_BEHIND_NANOS);
            return dueNanos;
        }
    }

    /// Runs a timer whether this call goes on or not.
    public void schedule(long firstNanos, LoopTimer timer) {
        around.loop().schedule(firstNanos, timer);
    }

    /// Runs a task at a time (monotonic nanoseconds), unless the call has ended by then.
    public void runAt(long atNanos, LongConsumer task) {
        around.loop()
                .schedule(
                        atNanos,
                        nowNanos -> {
                            if (running) {
                                task.accept(nowNanos);
                            }
                            return LoopTimer.STOP;
                        });
    }

    private long checkSilence(long nowNanos) {
        if (!running) {
            return LoopTimer.STOP;
        }
        long lastHeard = Long.MIN_VALUE;
        for (MediaTransport transport : transports) {
            lastHeard = Math.max(lastHeard, transport.lastHeardNanos());
        }
        long silentNanos = nowNanos - lastHeard;
        if (silentNanos > around.silenceLimit().toNanos()) {
            listener.silent(silentNanos);
            return LoopTimer.STOP;
        }
        return nowNanos + SILENCE_CHECK_NANOS;
    }

    /// The streams that were seen, by transport, `engine-in` first.
    List<StreamView> streams() {
        var views = new ArrayList<StreamView>();
        transports.forEach(transport -> views.addAll(transport.streams(callId)));
        return views;
    }
}
