package io.milliwatt.protocol.rtcp;

import java.nio.ByteBuffer;

/// VoIP metrics (BT 7): how a call is heard at the far end. RFC 3611, section 4.7.
///
/// ```
/// |     BT=7      |   reserved    |       block length = 8        |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                        SSRC of source                         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |   loss rate   | discard rate  | burst density |  gap density  |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |       burst duration          |         gap duration          |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     round trip delay          |       end system delay        |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// | signal level  |  noise level  |     RERL      |     Gmin      |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |   R factor    | ext. R factor |    MOS-LQ     |    MOS-CQ     |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |   RX config   |   reserved    |          JB nominal           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |          JB maximum           |          JB abs max           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// @param ssrc the source that was heard
public record VoipMetrics(
        long ssrc, Loss loss, Delay delay, Signal signal, Quality quality, Buffer buffer)
        implements XrBlock {

    /// Stands in [Signal] and [Quality] for a value that was not measured.
    public static final int UNAVAILABLE = 127;

    static final int BLOCK_TYPE = 7;
    static final int SIZE = 36;

    /// Rates and densities in 1/256.
    ///
    /// @param lossRate packets lost since reception began
    /// @param discardRate packets that came too late or too early to be played
    /// @param burstDensity packets lost or discarded within bursts
    /// @param gapDensity packets lost or discarded between bursts
    /// @param minimumGap Gmin, packets received in a row that end a burst; 16 is recommended
    public record Loss(
            int lossRate,
            int discardRate,
            int burstDensity,
            int gapDensity,
            int burstMillis,
            int gapMillis,
            int minimumGap) {
        public Loss {
            requireOctet(lossRate, "loss rate");
            requireOctet(discardRate, "discard rate");
            requireOctet(burstDensity, "burst density");
            requireOctet(gapDensity, "gap density");
            requireShort(burstMillis, "burst duration");
            requireShort(gapMillis, "gap duration");
            requireOctet(minimumGap, "Gmin");
        }
    }

    /// @param roundTripMillis the last one measured over RTCP; 0 = not measured
    /// @param endSystemMillis buffering, coding and the rest of the reporter's way
    public record Delay(int roundTripMillis, int endSystemMillis) {
        public Delay {
            requireShort(roundTripMillis, "round trip delay");
            requireShort(endSystemMillis, "end system delay");
        }
    }

    /// @param levelDbm0 of speech, -128 to 127
    /// @param noiseDbm0 of the silence between, -128 to 127
    /// @param residualEchoReturnLossDb 0 to 255
    public record Signal(int levelDbm0, int noiseDbm0, int residualEchoReturnLossDb) {
        public Signal {
            requireSigned(levelDbm0, "signal level");
            requireSigned(noiseDbm0, "noise level");
            requireOctet(residualEchoReturnLossDb, "RERL");
        }
    }

    /// @param rFactor 0 to 100, of this network segment
    /// @param externalRFactor 0 to 100, of the segment behind the reporter
    /// @param listeningMosTenths 10 to 50
    /// @param conversationalMosTenths 10 to 50
    public record Quality(
            int rFactor, int externalRFactor, int listeningMosTenths, int conversationalMosTenths) {
        public Quality {
            requireOctet(rFactor, "R factor");
            requireOctet(externalRFactor, "external R factor");
            requireOctet(listeningMosTenths, "MOS-LQ");
            requireOctet(conversationalMosTenths, "MOS-CQ");
        }
    }

    /// The jitter buffer.
    ///
    /// @param configuration RX config: concealment (2 bits), adaptive or not (2 bits), rate (4
    ///   bits)
    /// @param absoluteMaximumMillis the most its delay may become
    public record Buffer(
            int configuration, int nominalMillis, int maximumMillis, int absoluteMaximumMillis) {
        public Buffer {
            requireOctet(configuration, "RX config");
            requireShort(nominalMillis, "nominal delay");
            requireShort(maximumMillis, "maximum delay");
            requireShort(absoluteMaximumMillis, "absolute maximum delay");
        }
    }

    public VoipMetrics {
        Rtcp.require32(ssrc, "SSRC");
    }

    private static void requireOctet(int value, String what) {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException(what + " must be 0 to 255, is " + value);
        }
    }

    private static void requireShort(int value, String what) {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException(what + " must be 0 to 65535, is " + value);
        }
    }

    private static void requireSigned(int value, String what) {
        if (value < Byte.MIN_VALUE || value > Byte.MAX_VALUE) {
            throw new IllegalArgumentException(what + " must be -128 to 127, is " + value);
        }
    }

    static VoipMetrics read(ByteBuffer in) {
        long ssrc = Rtcp.unsigned(in);
        int lossRate = octet(in);
        int discardRate = octet(in);
        int burstDensity = octet(in);
        int gapDensity = octet(in);
        int burstMillis = number(in);
        int gapMillis = number(in);
        Delay delay = new Delay(number(in), number(in));
        Signal signal = new Signal(in.get(), in.get(), octet(in));
        int minimumGap = octet(in);
        Quality quality = new Quality(octet(in), octet(in), octet(in), octet(in));
        int configuration = octet(in);
        in.get(); // reserved
        Buffer buffer = new Buffer(configuration, number(in), number(in), number(in));
        Loss loss =
                new Loss(
                        lossRate,
                        discardRate,
                        burstDensity,
                        gapDensity,
                        burstMillis,
                        gapMillis,
                        minimumGap);
        return new VoipMetrics(ssrc, loss, delay, signal, quality, buffer);
    }

    private static int octet(ByteBuffer in) {
        return in.get() & 0xff;
    }

    private static int number(ByteBuffer in) {
        return in.getShort() & 0xffff;
    }

    @Override
    public int blockType() {
        return BLOCK_TYPE;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void writeTo(ByteBuffer out) {
        XrBlock.writeHeader(out, this, 0);
        out.putInt((int) ssrc);
        out.put((byte) loss.lossRate());
        out.put((byte) loss.discardRate());
        out.put((byte) loss.burstDensity());
        out.put((byte) loss.gapDensity());
        out.putShort((short) loss.burstMillis());
        out.putShort((short) loss.gapMillis());
        out.putShort((short) delay.roundTripMillis());
        out.putShort((short) delay.endSystemMillis());
        out.put((byte) signal.levelDbm0());
        out.put((byte) signal.noiseDbm0());
        out.put((byte) signal.residualEchoReturnLossDb());
        out.put((byte) loss.minimumGap());
        out.put((byte) quality.rFactor());
        out.put((byte) quality.externalRFactor());
        out.put((byte) quality.listeningMosTenths());
        out.put((byte) quality.conversationalMosTenths());
        out.put((byte) buffer.configuration());
        out.put((byte) 0);
        out.putShort((short) buffer.nominalMillis());
        out.putShort((short) buffer.maximumMillis());
        out.putShort((short) buffer.absoluteMaximumMillis());
    }
}
