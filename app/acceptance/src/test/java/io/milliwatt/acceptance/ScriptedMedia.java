package io.milliwatt.acceptance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The media of one call of [ScriptedServer]: echoes, or sends a tone at its own pace, with the
/// faults of the script: `mode` (`echo`, `tone`, `mute` = nothing at all, `quiet` = silence),
/// `loss` and `twice` (percent), `jitter` (milliseconds), `pace` (milliseconds from packet to
/// packet), `packet` (milliseconds of audio in one), `type` (payload type to send, -1 = that of the
/// answer), `to` (`source` = where packets come from, `sdp` = where the offer says, or `sdp+N` = N
/// ports beside that), `rtp-bind`.
final class ScriptedMedia implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int SSRC = 0x5c17_1e55;
    private static final double TONE_HZ = 440;
    private static final double SAMPLES_A_MILLI = 8;
    private static final Random CHANCE = new Random(7);

    private final Map<String, String> script;
    private final DatagramSocket socket;
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1);
    private volatile InetSocketAddress destination;

    ScriptedMedia(Map<String, String> script, int port, InetSocketAddress offered)
            throws IOException {
        this.script = script;
        this.destination = offered;
        this.socket =
                new DatagramSocket(
                        port, InetAddress.getByName(script.getOrDefault("rtp-bind", "0.0.0.0")));
        String to = script.getOrDefault("to", "source");
        if (to.startsWith("sdp+")) {
            destination =
                    new InetSocketAddress(
                            offered.getAddress(),
                            offered.getPort() + Integer.parseInt(to.substring("sdp+".length())));
        }
        Thread.ofPlatform().daemon().start(this::receive);
        String mode = script.getOrDefault("mode", "echo");
        if (mode.equals("tone") || mode.equals("quiet")) {
            Thread.ofPlatform().daemon().start(() -> produce(mode.equals("quiet")));
        }
    }

    private int number(String name, int otherwise) {
        return Integer.parseInt(script.getOrDefault(name, Integer.toString(otherwise)));
    }

    private void receive() {
        var packet = new DatagramPacket(new byte[2_048], 2_048);
        boolean echo = script.getOrDefault("mode", "echo").equals("echo");
        boolean latch = script.getOrDefault("to", "source").equals("source");
        try {
            while (true) {
                packet.setLength(2_048);
                socket.receive(packet);
                if (latch) {
                    destination = new InetSocketAddress(packet.getAddress(), packet.getPort());
                }
                if (echo && packet.getLength() > HEADER) {
                    byte[] copy = new byte[packet.getLength()];
                    System.arraycopy(packet.getData(), 0, copy, 0, copy.length);
                    ByteBuffer.wrap(copy).putInt(8, SSRC);
                    send(copy);
                }
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void produce(boolean quiet) {
        int millis = number("packet", 20);
        int samples = (int) (millis * SAMPLES_A_MILLI);
        double pace = Double.parseDouble(script.getOrDefault("pace", Integer.toString(millis)));
        long begin = System.nanoTime();
        try {
            for (int sequence = 0; !socket.isClosed(); sequence++) {
                ByteBuffer packet = ByteBuffer.allocate(HEADER + samples);
                packet.put((byte) 0x80).put((byte) 0).putShort((short) sequence);
                packet.putInt(sequence * samples).putInt(SSRC);
                for (int i = 0; i < samples; i++) {
                    double time = (sequence * (double) samples + i) / (1_000 * SAMPLES_A_MILLI);
                    packet.put(
                            quiet
                                    ? (byte) 0xff
                                    : muLaw(
                                            (int)
                                                    (8_000
                                                            * Math.sin(
                                                                    2 * Math.PI * TONE_HZ
                                                                            * time))));
                }
                send(packet.array());
                long due = begin + (long) ((sequence + 1) * pace * 1e6);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// ITU-T G.711, mu-law.
    private static byte muLaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(sample), 32_635) + 132;
        int exponent = 7;
        for (int mask = 0x4000; exponent > 0 && (magnitude & mask) == 0; mask >>= 1) {
            exponent--;
        }
        return (byte) ~(sign | exponent << 4 | magnitude >> (exponent + 3) & 0x0f);
    }

    private void send(byte[] packet) {
        int type = number("type", -1);
        if (type >= 0) {
            packet[1] = (byte) (packet[1] & 0x80 | type);
        }
        if (CHANCE.nextInt(100) < number("loss", 0)) {
            return;
        }
        int copies = CHANCE.nextInt(100) < number("twice", 0) ? 2 : 1;
        int jitter = number("jitter", 0);
        for (int i = 0; i < copies; i++) {
            if (jitter == 0) {
                transmit(packet);
            } else {
                later.schedule(
                        () -> transmit(packet), CHANCE.nextInt(jitter), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void transmit(byte[] packet) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, destination));
        } catch (IOException _) {
            // the phone is gone, or there is no way to it
        }
    }

    @Override
    public void close() {
        socket.close();
        later.shutdownNow();
    }
}
