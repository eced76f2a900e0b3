package io.milliwatt.images;

import java.io.Serial;

/// The image could not be built: what happened (the message) and what to do ([#fix()]).
public final class ImageException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    /// What kind of failure it is.
    public enum Reason {
        /// The running Java cannot link a runtime (a JRE, or a JDK without `jlink`).
        NO_JLINK,
        /// A step of the recipe failed on this host.
        RECIPE,
        /// The engine did not do in training what it should.
        TRAINING,
        /// The daemon refused or broke off.
        DOCKER,
        /// The caller asked to stop.
        CANCELLED
    }

    private final Reason reason;
    private final String fix;

    public ImageException(Reason reason, String message, String fix) {
        super(message);
        this.reason = reason;
        this.fix = fix;
    }

    public ImageException(Reason reason, String message, String fix, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.fix = fix;
    }

    static ImageException cancelled() {
        return new ImageException(
                Reason.CANCELLED, "Building the engine image was cancelled", "Start it again");
    }

    public Reason reason() {
        return reason;
    }

    /// One line that says what to do.
    public String fix() {
        return fix;
    }

    /// What happened, in words; never null.
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
