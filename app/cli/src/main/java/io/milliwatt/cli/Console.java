package io.milliwatt.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.bench.engine.LaunchListener;
import io.milliwatt.bench.engine.LaunchStep;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.images.ImageProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/// Where the commands print: results to `out`, progress and problems to `err`.
final class Console {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .build();

    private final PrintWriter out;
    private final PrintWriter err;

    Console(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    void line(String format, Object... values) {
        line(String.format(Locale.ROOT, format, values));
    }

    /// Text with its own line ends.
    void text(String text) {
        out.print(text);
        out.flush();
    }

    /// Whether nobody reads the results any more, as after `| head -1`.
    boolean closed() {
        return out.checkError();
    }

    void json(JsonNode value) {
        try {
            JSON.writeValue(out, value);
        } catch (IOException failure) { // none comes from a PrintWriter: it keeps them
            throw new UncheckedIOException(failure);
        }
        line("");
    }

    void note(String text) {
        err.println(text);
        err.flush();
    }

    /// What happened and what to do.
    void problem(BenchException problem) {
        note("milliwatt: " + problem.getMessage());
        if (!problem.fix().isBlank()) {
            note("  fix: " + problem.fix());
        }
    }

    /// Prints the steps of building an image once, and their details as they change.
    ImageProgress imageProgress() {
        LaunchListener launch = launchProgress();
        return (step, detail, fraction) ->
                launch.progress(
                        LaunchStep.BUILD_IMAGE,
                        step.title() + (detail.isBlank() ? "" : ": " + detail),
                        fraction);
    }

    /// Prints each step of a launch once, and its details as they change.
    LaunchListener launchProgress() {
        return new LaunchListener() {
            private String last = "";

            @Override
            public synchronized void progress(LaunchStep step, String detail, double fraction) {
                String text = detail.isBlank() ? step.title() : step.title() + ": " + detail;
                if (!text.equals(last)) {
                    last = text;
                    note("  " + text);
                }
            }
        };
    }
}
