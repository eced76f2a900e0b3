package io.milliwatt.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.regex.Pattern;

/// The engine's log: standard error, one line an event: time, level, area, text.
final class EngineLog {
    private EngineLog() {}

    static void setUp() {
        LogManager.getLogManager().reset();
        var handler =
                new StreamHandler(System.err, new OneLine()) {
                    @Override
                    public synchronized void publish(LogRecord event) {
                        super.publish(event);
                        flush();
                    }
                };
        handler.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(handler);
    }

    static final class OneLine extends Formatter {
        private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

        @Override
        public String format(LogRecord event) {
            var line =
                    new StringBuilder()
                            .append(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                            .append(' ')
                            .append(event.getLevel().getName())
                            .append(' ')
                            .append(event.getLoggerName())
                            .append(' ')
                            .append(formatMessage(event));
            Throwable thrown = event.getThrown();
            if (thrown != null) {
                line.append(": ").append(thrown);
                StackTraceElement[] trace = thrown.getStackTrace();
                for (int i = 0; i < Math.min(8, trace.length); i++) {
                    line.append(" at ").append(trace[i]);
                }
            }
            // what came from the network must neither forge a line of its own nor steer a terminal
            return CONTROL.matcher(line).replaceAll(" ") + "\n";
        }
    }
}
