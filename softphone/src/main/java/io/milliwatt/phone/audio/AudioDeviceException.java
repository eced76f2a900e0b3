package io.milliwatt.phone.audio;

/// A sound device cannot be used. The message is for people: what is wrong and what to do.
public final class AudioDeviceException extends Exception {
    private static final long serialVersionUID = 1L;

    /// What is wrong, for programs.
    public enum Problem {
        /// The system lists no device of that direction.
        NO_DEVICE,
        /// The device asked for is not listed (any more).
        GONE,
        /// The device refuses: in use, or no permission.
        BUSY,
        /// The device opens in none of the formats the phone can convert.
        NO_FORMAT,
        /// The sound system did not answer in time.
        NO_ANSWER
    }

    private final Problem problem;
    private final String message;

    AudioDeviceException(Problem problem, String message) {
        super(message);
        this.problem = problem;
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    public Problem problem() {
        return problem;
    }
}
