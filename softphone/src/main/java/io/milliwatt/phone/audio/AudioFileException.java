package io.milliwatt.phone.audio;

import java.nio.file.Path;

/// A file cannot be played or recorded to. The message is for people: which file, what is wrong,
/// what to give instead.
public final class AudioFileException extends Exception {
    private static final long serialVersionUID = 1L;

    /// What is wrong, for programs.
    public enum Problem {
        /// No such file, or no such directory to record into.
        MISSING,
        /// A directory, pipe or device.
        NOT_A_FILE,
        /// The system does not let us read or write it.
        NOT_PERMITTED,
        /// No bytes, or no audio in it.
        EMPTY,
        /// Another kind of file.
        NOT_WAV,
        /// Shorter than its header promises.
        TRUNCATED,
        /// Its header contradicts itself.
        BROKEN,
        /// A WAV file, but not one the phone can decode.
        UNSUPPORTED,
        /// Beyond the limits of size or playing time.
        TOO_LONG,
        /// Reading or writing failed.
        FAILED
    }

    private final Problem problem;
    private final transient Path file;
    private final String message;

    AudioFileException(Problem problem, Path file, String message) {
        super(message);
        this.problem = problem;
        this.file = file;
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    public Problem problem() {
        return problem;
    }

    public Path file() {
        return file;
    }
}
