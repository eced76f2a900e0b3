package io.milliwatt.engine;

import io.milliwatt.protocol.audio.ToneGenerator;
import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.rtp.RtpView;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A caller that speaks a tone in PCMA and listens at the same time.
final class ToneCaller implements AutoCloseable {
    private static final int FRAME = 160;
    private static final long FRAME_NANOS = 20_000_000;

    final TestCaller caller;
    private final int ssrc = System.identityHashCode(this);
    private int port;
    private int sequence;

    ToneCaller() throws Exception {
        caller = new TestCaller();
    }

    ToneCaller dial(String number, int sipPort) throws Exception {
        caller.dial("sip:" + number + "@127.0.0.1:" + sipPort, caller.offer("sendrecv"));
        port = TestCaller.port(caller.answer());
        return this;
    }

    /// Talks to that port: for a call that was dialled otherwise.
    ToneCaller at(int rtpPort) {
        port = rtpPort;
        return this;
    }

    /// Sends frames in real time and returns what came back meanwhile, decoded.
    ///
    /// @param frequencyHz 0 = silence
    short[] talk(double frequencyHz, int frames) throws Exception {
        var generator = new ToneGenerator(Math.max(1, frequencyHz), -10, 8_000);
        var heard = new short[FRAME * (frames + 200)];
        int count = 0;
        long next = System.nanoTime();
        caller.rtp.setSoTimeout(1);
        for (int i = 0; i < frames; i++) {
            var samples = new short[FRAME];
            if (frequencyHz > 0) {
                generator.fill(samples, 0, FRAME);
            }
            var payload = new byte[FRAME];
            Pcma.INSTANCE.encode(samples, 0, FRAME, payload, 0);
            caller.send(
                    TestCaller.rtpPacket(8, sequence & 0xffff, sequence * 160L, ssrc, payload),
                    port);
            sequence++;
            next += FRAME_NANOS;
            while (System.nanoTime() < next) {
                Optional<RtpView> packet = TestCaller.receive(caller.rtp);
                if (packet.isPresent() && count + FRAME <= heard.length) {
                    RtpView view = packet.get();
                    count +=
                            Pcma.INSTANCE.decode(
                                    view.buffer(),
                                    view.payloadOffset(),
                                    Math.min(view.payloadLength(), heard.length - count),
                                    heard,
                                    count);
                } else {
                    LockSupport.parkNanos(200_000);
                }
            }
        }
        return Arrays.copyOf(heard, count);
    }

    /// Sends a digit as telephone-event, with its repeated end.
    void press(int event) throws Exception {
        long timestamp = sequence * 160L;
        for (int i = 1; i <= 6; i++) {
            int duration = Math.min(i, 4) * 160;
            byte[] payload = {
                (byte) event, (byte) (i >= 4 ? 0x8a : 0x0a), (byte) (duration >> 8), (byte) duration
            };
            caller.send(
                    TestCaller.rtpPacket(101, sequence++ & 0xffff, timestamp, ssrc, payload), port);
        }
    }

    InetSocketAddress media() {
        return (InetSocketAddress) caller.rtp.getLocalSocketAddress();
    }

    /// Share of one frequency in the energy of samples, 0 to 1: Goertzel's algorithm.
    static double share(short[] samples, int from, int to, double frequencyHz) {
        double w = 2 * Math.PI * frequencyHz / 8_000;
        double re = 0;
        double im = 0;
        double energy = 1e-9;
        for (int i = from; i < to; i++) {
            re += samples[i] * Math.cos(w * i);
            im += samples[i] * Math.sin(w * i);
            energy += (double) samples[i] * samples[i];
        }
        return 2 * (re * re + im * im) / (energy * (to - from));
    }

    static double share(short[] samples, double frequencyHz) {
        return share(samples, 0, samples.length, frequencyHz);
    }

    @Override
    public void close() {
        caller.close();
    }
}
