package io.milliwatt.bench.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines that pass between this process and the phone in a container: one JSON object each.
/// Both ends are of the same build.
final class LanLine {
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private LanLine() {}

    /// What the phone shall do.
    enum Deed {
        DIAL,
        HANG_UP,
        MUTE,
        HOLD,
        DTMF
    }

    /// To the phone.
    ///
    /// @param deed what to do
    /// @param call which call, numbered by who dials
    /// @param order with `DIAL`
    /// @param on with `MUTE` and `HOLD`
    /// @param digits with `DTMF`
    record Command(Deed deed, int call, @Nullable Order order, boolean on, String digits) {
        static Command of(Deed deed, int call) {
            return new Command(deed, call, null, false, "");
        }
    }

    /// A call to place.
    ///
    /// @param target SIP URI
    /// @param audio `reference`, `tone`, `wav`, `silence`
    /// @param frequencyHz of the tone
    /// @param play file in the container; empty for none
    /// @param recordTo file in the container; empty for none
    /// @param codecs in order of preference; empty = the phone's own
    /// @param transport of SIP
    /// @param security whether media is encrypted
    record Order(
            String target,
            String audio,
            double frequencyHz,
            String play,
            String recordTo,
            List<String> codecs,
            String transport,
            MediaSecurity security) {}

    /// What the phone tells.
    enum Event {
        /// It has started.
        READY,
        /// A call is placed.
        DIALLED,
        /// A call cannot be placed.
        REFUSED,
        /// What is known of a call.
        VIEW,
        /// The same at its end, with what was measured.
        ENDED
    }

    /// From the phone.
    ///
    /// @param event what happened
    /// @param call which call
    /// @param view with `DIALLED`, `VIEW`, `ENDED`
    /// @param problem with `REFUSED`
    record Report(Event event, int call, @Nullable PhoneView view, @Nullable Problem problem) {}

    /// A problem on its way.
    record Problem(ProblemCode code, String message, String fix) {
        static Problem of(BenchException e) {
            return new Problem(e.code(), e.getMessage(), e.fix());
        }

        BenchException toException() {
            return new BenchException(code, message, fix);
        }
    }

    /// The line, with its end.
    static String write(Object line) {
        try {
            return JSON.writeValueAsString(line) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T read(String line, Class<T> type) throws JsonProcessingException {
        return JSON.readValue(line, type);
    }
}
