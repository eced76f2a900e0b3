package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.Property.Draw;
import io.milliwatt.protocol.rtcp.XrBlock.ReceiverReferenceTime;
import io.milliwatt.protocol.rtcp.XrBlock.ReferenceTimeAnswers;
import io.milliwatt.protocol.rtcp.XrBlock.UnknownXrBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Draws APP, feedback and extended reports.
final class AnyRtcp {
    private AnyRtcp() {}

    static RtcpPacket draw(Draw draw) {
        return switch (draw.below(4)) {
            case 0 ->
                    new ApplicationDefined(
                            draw.below(32),
                            draw.unsigned32(),
                            new String(draw.bytes(4), StandardCharsets.ISO_8859_1),
                            words(draw));
            case 1 ->
                    new TransportFeedback(
                            draw.unsigned32(), draw.unsigned32(), transportMessage(draw));
            case 2 ->
                    new PayloadFeedback(draw.unsigned32(), draw.unsigned32(), payloadMessage(draw));
            default ->
                    new ExtendedReport(
                            draw.unsigned32(), several(draw, draw.below(4), () -> block(draw)));
        };
    }

    private static Bytes words(Draw draw) {
        return Bytes.of(draw.bytes(4 * draw.below(6)));
    }

    private static <T> List<T> several(Draw draw, int count, Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(one.get());
        }
        return all;
    }

    private static TransportFeedback.Message transportMessage(Draw draw) {
        return switch (draw.below(3)) {
            case 0 ->
                    new GenericNack(
                            several(
                                    draw,
                                    draw.between(1, 5),
                                    () ->
                                            new GenericNack.Losses(
                                                    draw.below(65536), draw.below(65536))));
            case 1 -> new TransportFeedback.TransportWide(words(draw));
            default -> new TransportFeedback.UnknownFormat(draw.between(2, 14), words(draw));
        };
    }

    private static PayloadFeedback.Message payloadMessage(Draw draw) {
        return switch (draw.below(3)) {
            case 0 -> new PayloadFeedback.PictureLoss();
            case 1 ->
                    new PayloadFeedback.FullIntraRequest(
                            several(
                                    draw,
                                    draw.between(1, 4),
                                    () ->
                                            new PayloadFeedback.FullIntraRequest.Request(
                                                    draw.unsigned32(), draw.below(256))));
            default -> new PayloadFeedback.UnknownFormat(draw.between(5, 31), words(draw));
        };
    }

    private static XrBlock block(Draw draw) {
        return switch (draw.below(4)) {
            case 0 ->
                    new ReceiverReferenceTime(
                            new NtpTimestamp(draw.unsigned32() << 32 | draw.unsigned32()));
            case 1 ->
                    new ReferenceTimeAnswers(
                            several(
                                    draw,
                                    draw.below(4),
                                    () ->
                                            new ReferenceTimeAnswers.Answer(
                                                    draw.unsigned32(),
                                                    draw.unsigned32(),
                                                    draw.unsigned32())));
            case 2 -> metrics(draw);
            default -> new UnknownXrBlock(draw.between(8, 255), draw.below(256), words(draw));
        };
    }

    private static VoipMetrics metrics(Draw draw) {
        return new VoipMetrics(
                draw.unsigned32(),
                new VoipMetrics.Loss(
                        draw.below(256),
                        draw.below(256),
                        draw.below(256),
                        draw.below(256),
                        draw.below(65536),
                        draw.below(65536),
                        draw.below(256)),
                new VoipMetrics.Delay(draw.below(65536), draw.below(65536)),
                new VoipMetrics.Signal(
                        draw.between(-128, 127), draw.between(-128, 127), draw.below(256)),
                new VoipMetrics.Quality(
                        draw.below(256), draw.below(256), draw.below(256), draw.below(256)),
                new VoipMetrics.Buffer(
                        draw.below(256), draw.below(65536), draw.below(65536), draw.below(65536)));
    }
}
