package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.ProblemSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Keeps the first problems in words, and counts all.
final class ProblemLog implements ProblemSink {
    private static final int KEPT = 100;

    private final List<CaptureProblem> first = new ArrayList<>();
    private long count;

    @Override
    public void onProblem(long frame, String format, long one, long other) {
        count++;
        if (first.size() < KEPT) {
            first.add(new CaptureProblem(frame, String.format(Locale.ROOT, format, one, other)));
        }
    }

    void onProblem(long frame, String message) {
        count++;
        if (first.size() < KEPT) {
            first.add(new CaptureProblem(frame, message));
        }
    }

    CaptureProblems problems() {
        return new CaptureProblems(first, count);
    }
}
