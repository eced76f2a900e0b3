package io.milliwatt.sip;

/// What to say of an exception of the stack, which wraps what happened several times.
final class Causes {
    private static final System.Logger LOG = System.getLogger("io.milliwatt.sip");

    /// Something that may throw anything.
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private Causes() {}

    /// The innermost message.
    static String words(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    /// Does something whose failure changes nothing, such as the second ending of a transaction.
    static void quietly(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "ignored", e);
        }
    }
}
