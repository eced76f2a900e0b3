package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class EngineLogTest {
    @Test
    void textFromTheNetworkNeitherForgesALineNorSteersATerminal() {
        var event =
                new LogRecord(
                        Level.INFO, "call a\r\n2026-01-01 forged\u001b[2J\u009b31m\u0007\u2028\0b");
        event.setLoggerName("sip");
        String line = new EngineLog.OneLine().format(event);
        assertTrue(line.endsWith("b\n"), line);
        String body = line.substring(0, line.length() - 1);
        assertFalse(body.chars().anyMatch(Character::isISOControl), body);
        assertFalse(body.contains("\u2028"), body);
        assertTrue(body.contains("forged [2J"), body);
    }
}
