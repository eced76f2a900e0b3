package io.milliwatt.bench.checkup;

import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.bench.doctor.CallEvidence.CallEnd;
import io.milliwatt.bench.doctor.SdpFacts;
import io.milliwatt.bench.doctor.SignallingFacts;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.sip.EndReason;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes evidence of a probing call, as if it had been a real one in which nothing was heard: what
/// the rules find then is what a call will meet.
final class ProbeEvidence {
    private static final double LONG_ENOUGH_MILLIS = 10_000;

    private ProbeEvidence() {}

    /// @param status final status of the INVITE; 0 = none came
    /// @param words the status in words
    static CallEvidence of(
            CheckupRequest request,
            Set<InetAddress> hostAddresses,
            ProbeCall call,
            int status,
            String words) {
        boolean answered = status >= 200 && status < 300;
        var callee =
                new CallEvidence.Callee(
                        request.target(), request.engine(), Optional.empty(), hostAddresses);
        var course =
                new CallEvidence.Course(
                        answered,
                        answered ? Optional.empty() : Optional.of(end(status, words)),
                        answered ? LONG_ENOUGH_MILLIS : -1,
                        /* held= */ false);
        var agreed =
                new CallEvidence.Agreed(
                        SdpFacts.of(call.offer()),
                        answered ? SdpFacts.of(call.answerSdp()) : Optional.empty());
        var heard =
                new CallEvidence.Heard(
                        List.of(),
                        AudioResult.NONE,
                        /* unauthenticPackets= */ 0,
                        /* echoExpected= */ true,
                        /* audioExpected= */ true);
        return new CallEvidence(callee, course, agreed, heard)
                .with(SignallingFacts.of(call.message().stream().toList()));
    }

    private static CallEnd end(int status, String words) {
        EndReason.Kind kind =
                switch (status) {
                    case 0 -> EndReason.Kind.NO_RESPONSE;
                    case 486, 600 -> EndReason.Kind.BUSY;
                    case 603 -> EndReason.Kind.DECLINED;
                    case 404, 410, 484, 485, 604 -> EndReason.Kind.NOT_FOUND;
                    case 408, 480, 487 -> EndReason.Kind.NO_ANSWER;
                    case 401, 403, 407 -> EndReason.Kind.FORBIDDEN;
                    case 415, 488, 606 -> EndReason.Kind.NOT_ACCEPTABLE;
                    default ->
                            status >= 500 && status < 600
                                    ? EndReason.Kind.SERVER_ERROR
                                    : EndReason.Kind.REFUSED;
                };
        return new CallEnd(kind, status, words);
    }

    /// Whether a refusal says nothing about the way: the server is there, and did not want this
    /// call.
    static boolean saysNothing(int status) {
        return switch (status) {
            case 401, 403, 404, 407, 410, 480, 484, 485, 486, 487, 600, 603, 604 -> true;
            default -> false;
        };
    }
}
