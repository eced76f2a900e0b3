package io.milliwatt.protocol.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;

/// Mono samples to Opus, as the peer's [OpusParameters] want them.
final class OpusEncoding implements AudioEncoder {
    /// What error correction is made for, while nobody tells us the loss.
    private static final int ASSUMED_LOSS_PERCENT = 10;

    private final Opus opus;
    private final OpusEncoder encoder;

    OpusEncoding(Opus opus) {
        this.opus = opus;
        OpusParameters wanted = opus.parameters();
        try {
            encoder =
                    new OpusEncoder(opus.sampleRateHz(), 1, OpusApplication.OPUS_APPLICATION_VOIP);
        } catch (OpusException e) {
            throw new IllegalArgumentException(
                    "no Opus encoder of " + opus.sampleRateHz() + " Hz", e);
        }
        int usefulHz = Math.min(opus.sampleRateHz(), wanted.maxPlaybackRateHz());
        encoder.setComplexity(opus.complexity());
        encoder.setMaxBandwidth(bandwidth(usefulHz));
        encoder.setBitrate(
                Math.min(
                        recommendedBitrate(usefulHz),
                        wanted.maxAverageBitrate().orElse(Integer.MAX_VALUE)));
        encoder.setUseVBR(!wanted.has(OpusParameters.Flag.CBR));
        encoder.setUseDTX(wanted.has(OpusParameters.Flag.USE_DTX));
        if (wanted.has(OpusParameters.Flag.USE_INBAND_FEC)) {
            encoder.setUseInbandFEC(true);
            encoder.setPacketLossPercent(ASSUMED_LOSS_PERCENT);
        }
    }

    /// RFC 7587, section 3.1.1: speech needs 8 to 12 kbit/s in narrow band, 16 to 20 in wide band,
    /// 28 to 40 in full band.
    private static int recommendedBitrate(int usefulHz) {
        if (usefulHz <= 8_000) {
            return 12_000;
        }
        return usefulHz <= 16_000 ? 20_000 : 32_000;
    }

    private static OpusBandwidth bandwidth(int usefulHz) {
        if (usefulHz >= 48_000) {
            return OpusBandwidth.OPUS_BANDWIDTH_FULLBAND;
        } else if (usefulHz >= 24_000) {
            return OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND;
        } else if (usefulHz >= 16_000) {
            return OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND;
        } else if (usefulHz >= 12_000) {
            return OpusBandwidth.OPUS_BANDWIDTH_MEDIUMBAND;
        }
        return OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND;
    }

    /// In silence with DTX a packet has one octet or two, which need not be sent.
    @Override
    public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
        int room = Math.min(out.length - outOffset, opus.maxEncodedSize(samples));
        try {
            return encoder.encode(pcm, offset, samples, out, outOffset, room);
        } catch (OpusException e) {
            throw new IllegalArgumentException(
                    "Opus does not code "
                            + samples
                            + " samples of "
                            + opus.sampleRateHz()
                            + " Hz into "
                            + room
                            + " octets",
                    e);
        }
    }
}
