package io.milliwatt.bench.inspector;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.inspector.audio.SenderKey;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.rtp.MediaFormat;
import io.milliwatt.inspector.rtp.MediaHints;
import io.milliwatt.inspector.rtp.PayloadUse;
import io.milliwatt.inspector.rtp.StreamAudio;
import io.milliwatt.inspector.rtp.StreamKey;
import io.milliwatt.inspector.rtp.WavFile;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Writes what a stream carries to a WAV file; an encrypted one with the key of the SDP in the same
/// capture.
public final class StreamWav {
    private StreamWav() {}

    /// @return what was written, in words
    public static String write(Captured captured, CallStream stream, Path target)
            throws BenchException {
        StreamKey key = stream.report().key();
        var hints = new MediaHints();
        for (PayloadUse use : stream.report().payloads()) {
            hints.expect(
                    key.destination(),
                    use.payloadType(),
                    new MediaFormat(use.codec(), use.clockRateHz(), 1));
        }
        try {
            Optional<SrtpMasterKey> senderKey = SenderKey.find(captured.file(), key);
            var wav = new WavFile(target);
            var audio = new StreamAudio(key, hints, senderKey, wav);
            CaptureFile.at(captured.file()).read(audio);
            audio.finish();
            wav.close(audio::sampleRateHz);
            if (audio.samples() == 0) {
                Files.deleteIfExists(target);
                throw unheard(stream);
            }
            return String.format(
                    Locale.ROOT,
                    "Wrote %.1f s at %d Hz to %s%s",
                    (double) audio.samples() / audio.sampleRateHz(),
                    audio.sampleRateHz(),
                    target,
                    senderKey.isPresent() ? ", decrypted with the key in the SDP" : "");
        } catch (IOException failure) {
            throw new BenchException(
                    ProblemCode.BAD_AUDIO_FILE,
                    target + " cannot be written: " + failure.getMessage(),
                    "Give --wav a file in a folder that exists and may be written");
        }
    }

    private static BenchException unheard(CallStream stream) {
        String codec = stream.report().mainPayload().codec();
        return new BenchException(
                ProblemCode.BAD_CAPTURE,
                "Stream "
                        + stream.report().key().ssrcText()
                        + " cannot be heard: it is "
                        + (codec.isEmpty()
                                ? "payload type "
                                        + stream.report().mainPayload().payloadType()
                                        + ", which no SDP explains"
                                : codec),
                "Choose another: PCMU, PCMA, G722, L16 and opus are decoded, in clear or with keys in"
                        + " the SDP of the capture");
    }
}
