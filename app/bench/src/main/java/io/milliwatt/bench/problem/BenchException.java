package io.milliwatt.bench.problem;

import java.io.Serial;

/// An expected failure: what happened (the message, with the actual names, addresses and ports),
/// and what to do ([#fix()], one line, a command where there is one). Never shown with a stack
/// trace.
public final class BenchException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String fix;

    public BenchException(ProblemCode code, String message, String fix) {
        super(message);
        this.code = code;
        this.fix = fix;
    }

    public BenchException(ProblemCode code, String message, String fix, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.fix = fix;
    }

    public ProblemCode code() {
        return code;
    }

    public String fix() {
        return fix;
    }

    /// What happened, in words; never null.
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
