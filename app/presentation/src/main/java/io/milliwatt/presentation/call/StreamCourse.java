package io.milliwatt.presentation.call;

import io.milliwatt.inspector.rtp.AudioMark;
import io.milliwatt.inspector.rtp.DecodedAudio;
import io.milliwatt.inspector.rtp.PacketSeries;
import io.milliwatt.inspector.rtp.PacketStatus;
import io.milliwatt.presentation.Format;
import java.util.Arrays;

/// The course of a stream: its packets one after the other, and what they say.
public record StreamCourse(PacketSeries packets, DecodedAudio audio) {
    /// What is drawn over time.
    public enum Figure {
        JITTER("Jitter", "ms"),
        DELTA("Δ", "ms"),
        RATE("Bit rate", "kbit/s");

        private final String title;
        private final String unit;

        Figure(String title, String unit) {
            this.title = title;
            this.unit = unit;
        }

        public String title() {
            return title;
        }

        public String unit() {
            return unit;
        }
    }

    /// From the first packet to the last; milliseconds, at least 1.
    public double lastsMillis() {
        int last = packets.size() - 1;
        return last < 1 ? 1 : Math.max(1, (packets.timeNanos(last) - packets.timeNanos(0)) / 1e6);
    }

    /// What the sound takes; milliseconds.
    public double soundMillis() {
        return audio.sampleRateHz() == 0
                ? 0
                : audio.samples().length * 1_000.0 / audio.sampleRateHz();
    }

    /// The figure for each of so many columns: the greatest of its packets, so that no peak is
    /// missed; -1 where there is none.
    public double[] columns(Figure figure, int count) {
        double[] columns = new double[count];
        Arrays.fill(columns, -1);
        for (int i = 0; i < packets.size(); i++) {
            double value =
                    switch (figure) {
                        case JITTER -> packets.jitterMillis(i);
                        case DELTA -> packets.deltaMillis(i);
                        case RATE -> packets.kilobitsPerSecond(i);
                    };
            int column = column(i, count);
            columns[column] = Math.max(columns[column], value);
        }
        return columns;
    }

    /// For each of so many columns the gravest thing that happened to a packet of it.
    public PacketStatus[] problems(int count) {
        PacketStatus[] problems = new PacketStatus[count];
        Arrays.fill(problems, PacketStatus.OK);
        for (int i = 0; i < packets.size(); i++) {
            PacketStatus status = packets.status(i);
            if (status.isProblem()) {
                problems[column(i, count)] = status;
            }
        }
        return problems;
    }

    private int column(int packet, int count) {
        double at = (packets.timeNanos(packet) - packets.timeNanos(0)) / 1e6;
        return Math.clamp((long) (at / lastsMillis() * count), 0, count - 1);
    }

    /// The least and the greatest sample between two times; both 0 for none.
    public short[] range(double fromMillis, double toMillis) {
        short[] samples = audio.samples();
        int from = (int) Math.max(0, fromMillis * audio.sampleRateHz() / 1_000);
        int to = (int) Math.min(samples.length, toMillis * audio.sampleRateHz() / 1_000 + 1);
        short least = 0;
        short greatest = 0;
        for (int i = from; i < to; i++) {
            least = samples[i] < least ? samples[i] : least;
            greatest = samples[i] > greatest ? samples[i] : greatest;
        }
        return new short[] {least, greatest};
    }

    /// `1,204 packets · 3 holes · 1 late · 0 duplicate`.
    public String words() {
        long holes = audio.marks().stream().filter(m -> m.kind() == AudioMark.Kind.LOST).count();
        var sequence = packets.report().sequence();
        return Format.count(sequence.packets())
                + " packets · "
                + Format.count(sequence.lost())
                + " lost in "
                + Format.count(Math.max(holes, sequence.loss().gaps()))
                + " gaps · "
                + Format.count(sequence.outOfOrder())
                + " late · "
                + Format.count(sequence.duplicates())
                + " duplicate"
                + (packets.left() == 0
                        ? ""
                        : " · the first " + Format.count(packets.left()) + " not shown");
    }

    /// Why nothing can be heard; empty when something can.
    public String silence() {
        if (audio.samples().length > 0) {
            return "";
        }
        String codec = packets.report().mainPayload().codec();
        return (codec.isEmpty() ? "An unknown encoding" : codec)
                + " could not be decoded: encrypted, cut, or not one of ours";
    }
}
