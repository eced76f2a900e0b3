package io.milliwatt.engine.control;

import java.util.Map;

/// What a request to the control API is answered with.
public sealed interface ControlAnswer {
    int status();

    /// @param body written as JSON
    record Json(int status, Object body) implements ControlAnswer {}

    record Wav(byte[] file) implements ControlAnswer {
        @Override
        public int status() {
            return 200;
        }
    }

    /// No body.
    record Nothing() implements ControlAnswer {
        @Override
        public int status() {
            return 204;
        }
    }

    /// @param allowed methods, comma separated
    record WrongMethod(String allowed) implements ControlAnswer {
        @Override
        public int status() {
            return 405;
        }
    }

    static ControlAnswer json(int status, Object body) {
        return new Json(status, body);
    }

    static ControlAnswer error(int status, String error) {
        return new Json(status, Map.of("error", error));
    }

    static ControlAnswer wav(byte[] file) {
        return new Wav(file);
    }

    static ControlAnswer nothing() {
        return new Nothing();
    }

    static ControlAnswer wrongMethod(String allowed) {
        return new WrongMethod(allowed);
    }
}
