package io.milliwatt.sip;

import gov.nist.core.LogLevels;
import gov.nist.core.StackLogger;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// What JAIN-SIP logs, to `System.Logger` "io.milliwatt.sip.stack" at DEBUG: the stack calls an
/// error what is only a bad packet, and bad packets are counted, not logged. The level INFO must be
/// said to be on, because the stack hands messages to its message log ([MessageLog]) only then.
///
/// JAIN-SIP makes one by name and shares it between all stacks of the process.
public final class StackLog implements StackLogger {
    private static final System.Logger LOG = System.getLogger("io.milliwatt.sip.stack");

    /// Called by JAIN-SIP.
    public StackLog() {}

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isLoggable(System.Logger.Level.DEBUG);
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return level == LogLevels.TRACE_MESSAGES
                || (level < LogLevels.TRACE_DEBUG && isLoggingEnabled());
    }

    private static void log(@Nullable String message) {
        if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
            LOG.log(System.Logger.Level.DEBUG, String.valueOf(message));
        }
    }

    private static void log(@Nullable String message, @Nullable Throwable thrown) {
        if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
            LOG.log(System.Logger.Level.DEBUG, String.valueOf(message), thrown);
        }
    }

    @Override
    public void logException(Throwable thrown) {
        log("exception in the stack", thrown);
    }

    @Override
    public void logError(String message) {
        log(message);
    }

    @Override
    public void logError(String message, Exception thrown) {
        log(message, thrown);
    }

    @Override
    public void logFatalError(String message) {
        log(message);
    }

    @Override
    public void logWarning(String message) {
        log(message);
    }

    @Override
    public void logInfo(String message) {}

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception thrown) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String buildTimeStamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
