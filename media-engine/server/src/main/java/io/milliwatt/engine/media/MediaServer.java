package io.milliwatt.engine.media;

import io.milliwatt.engine.app.CallApplication;
import io.milliwatt.engine.call.StreamView;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.protocol.impair.Impairment;
import io.milliwatt.protocol.sdp.Capabilities;
import io.milliwatt.protocol.sdp.Origin;
import io.milliwatt.transport.LoopCounters;
import io.milliwatt.transport.MediaLoop;
import io.milliwatt.transport.MediaSockets;
import io.milliwatt.transport.PortPool;
import io.milliwatt.transport.PortRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/// Opens and ends the media of calls; the composition of loop, pool and paths. Any thread.
public final class MediaServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger("media");
    private static final Duration QUERY_TIME = Duration.ofSeconds(2);

    private final PortPool pool;
    private final Counters counters;
    private final MediaLoop loop;
    private final MediaSurroundings around;
    private final SecureRandom random = new SecureRandom();

    /// @param name name of the engine, for the canonical name in RTCP SDES (RFC 3550, section
    ///   6.5.1)
    /// @param advertised address in SDP
    /// @param silenceLimit how long a far end may send nothing before its listener is told; zero =
    ///   for ever
    /// @throws IOException the media loop cannot start
    public MediaServer(
            PortPool pool,
            Counters counters,
            String name,
            InetAddress advertised,
            Duration silenceLimit)
            throws IOException {
        this.pool = pool;
        this.counters = counters;
        this.loop = MediaLoop.start("media-0", pool.system(), new Counting(counters));
        this.around =
                new MediaSurroundings(
                        loop,
                        counters,
                        new Scratch(),
                        name + "@" + advertised.getHostAddress(),
                        advertised.getHostAddress(),
                        silenceLimit);
    }

    /// Takes ports for a call.
    ///
    /// @return empty when none are to be had
    public Optional<MediaSockets> openSockets(PortRequest request) {
        return pool.open(request);
    }

    /// The offers and answers of a call that begins.
    ///
    /// @param signalling the host that its signalling comes from
    public CallTerms newTerms(Capabilities ours, InetAddress signalling) {
        return new CallTerms(
                this,
                ours,
                signalling,
                Origin.of(random.nextLong(1, 1L << 31), around.advertised()));
    }

    /// The address we write into SDP.
    public String advertised() {
        return around.advertised();
    }

    SecureRandom random() {
        return random;
    }

    /// Makes the path of a call; it does nothing before [#start(MediaPath)].
    public MediaPath newPath(
            String callId,
            List<MediaPath.Line> lines,
            CallApplication application,
            MediaListener listener) {
        return new MediaPath(around, callId, lines, application, listener, random.nextLong());
    }

    /// Starts to receive and send.
    public void start(MediaPath path) {
        command(path::start);
    }

    /// A later offer and answer changed addresses, formats, directions or the media themselves.
    public void update(MediaPath path, List<MediaPath.Line> lines) {
        command(() -> path.update(lines));
    }

    /// A digit came by signalling.
    public void digit(MediaPath path, char digit) {
        command(() -> path.digitBySignalling(digit));
    }

    /// Lets what the call receives suffer from the return on.
    ///
    /// @throws RejectedExecutionException the media loop did not do it in time
    public void impair(MediaPath path, Impairment impairment) {
        ask(() -> {
            path.impair(impairment);
            return true;
        });
    }

    /// Asks the media loop's thread.
    ///
    /// @throws RejectedExecutionException it did not answer in time
    public <T> T ask(Callable<T> question) {
        return loop.query(question, QUERY_TIME);
    }

    /// The call goes on with another application.
    public void become(MediaPath path, CallApplication application) {
        command(() -> path.become(application, loop.nowNanos()));
    }

    /// Sends RTCP BYE and gives the ports back. The statistics stay readable.
    public void stop(MediaPath path) {
        if (!loop.execute(path::stop)) {
            path.closeSockets();
        }
    }

    /// The statistics of several paths, read in one go.
    ///
    /// @return a list for each path, in their order
    public List<List<StreamView>> streams(List<MediaPath> paths) {
        return loop.query(
                () -> {
                    var all = new ArrayList<List<StreamView>>(paths.size());
                    for (MediaPath path : paths) {
                        all.add(path.streams());
                    }
                    return all;
                },
                QUERY_TIME);
    }

    /// `up`, or the reason why packets are not handled.
    public String health() {
        try {
            return loop.query(() -> "up", QUERY_TIME);
        } catch (RejectedExecutionException failure) {
            return String.valueOf(failure.getMessage());
        }
    }

    public int portsInUse() {
        return 2 * pool.pairsInUse();
    }

    private void command(Runnable command) {
        if (!loop.execute(command)) {
            LOG.log(Level.WARNING, "the media loop is overloaded: a command was refused");
        }
    }

    @Override
    public void close() {
        loop.close();
        pool.close();
    }

    private record Counting(Counters counters) implements LoopCounters {
        @Override
        public void lateTimer() {
            counters.increment(EngineCounter.LATE_TIMERS);
        }

        @Override
        public void commandRefused() {
            counters.increment(EngineCounter.COMMANDS_REFUSED);
        }

        @Override
        public void sendFailed() {
            counters.increment(EngineCounter.SEND_FAILED);
        }

        @Override
        public void receiveFailed() {
            counters.increment(EngineCounter.RECEIVE_FAILED);
        }

        @Override
        public void sourceRefused() {
            counters.increment(EngineCounter.RTP_UNCLAIMED);
        }

        @Override
        public void taskFailed(Throwable failure) {
            counters.increment(EngineCounter.INTERNAL_ERRORS);
            LOG.log(Level.ERROR, "in the media loop", failure);
        }
    }
}
