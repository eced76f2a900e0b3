package io.milliwatt.presentation.call;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.inspector.capture.CaptureSummary;
import io.milliwatt.inspector.rtp.DecodedAudio;
import io.milliwatt.inspector.rtp.PayloadUse;
import io.milliwatt.inspector.rtp.StreamKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/// Captures and reports on disk. All of it takes as long as the file is large: on the task runner
/// only.
public interface CaptureDesk {
    /// A capture that was read.
    ///
    /// @param file where it is
    /// @param findings what the doctor says of each call, in the order of the inspection's
    record Opened(
            Path file,
            Inspection inspection,
            CaptureSummary summary,
            List<List<Finding>> findings) {
        /// What the file calls a tap: `eth0`, `engine`; `interface 2` where it does not; empty
        /// where there is only one.
        ///
        /// @param tap its number, from 0
        public String tapName(int tap) {
            return summary.tapName(tap);
        }
    }

    /// Reads a capture.
    ///
    /// @param known translations of addresses on the way of its packets
    /// @throws BenchException `BAD_USAGE` when it is none, or cannot be read; `CANCELLED`
    Opened open(Path file, NatMap known, CaptureProgress progress, BooleanSupplier cancelled)
            throws BenchException;

    /// Writes the packets of some calls of a capture into a pcapng of its own.
    ///
    /// @param calls whose packets; empty = all
    /// @return how many packets were written
    long save(Opened capture, List<Call> calls, Path target, BooleanSupplier cancelled)
            throws BenchException;

    /// Writes all that is known of a call of the phone into a zip, without secrets.
    ///
    /// @param start when the call began
    /// @return what the report lacks, in words
    List<String> report(FinishedCall call, Instant start, Path target) throws BenchException;

    /// Reads a stream packet by packet.
    ///
    /// @param payload its main payload
    StreamCourse course(
            Path capture, StreamKey stream, PayloadUse payload, BooleanSupplier cancelled)
            throws BenchException;

    /// Plays what a stream carries, until its end or until cancelled.
    ///
    /// @param fromMillis where to begin
    /// @param position is told where it is, milliseconds, ten times a second
    void play(
            DecodedAudio sound,
            double fromMillis,
            DoubleConsumer position,
            BooleanSupplier cancelled)
            throws BenchException;

    /// Writes it as a WAV file.
    void export(DecodedAudio sound, Path target) throws BenchException;
}
