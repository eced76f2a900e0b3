package io.milliwatt.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;

/// JAIN-SIP's parser with bounds around it: what is no message is counted and refused as a
/// `ParseException` (the stack answers 400 over UDP), never as an unchecked exception, on which the
/// stack would print a stack trace and end the thread of the connection. Leaves the bytes at the
/// message for [MessageLog].
final class CountingParser implements MessageParser, MessageParserFactory {
    private static final int MAX_LINE = 600;

    private final StringMsgParser parser = new StringMsgParser();
    private final StackCounters counters;
    private final int maxBytes;

    CountingParser(StackCounters counters, int maxBytes) {
        this.counters = counters;
        this.maxBytes = maxBytes;
    }

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return this;
    }

    @Override
    public SIPMessage parseSIPMessage(
            byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener channel)
            throws ParseException {
        if (readBody) {
            counters.waiting.updateAndGet(waiting -> Math.max(0, waiting - 1));
            if (bytes.length >= maxBytes) {
                counters.oversize.increment(); // cut by the stack
            }
        }
        try {
            checkLengths(bytes);
            SIPMessage message = parser.parseSIPMessage(bytes, readBody, strict, channel);
            if (message == null) {
                return message; // a keep-alive: only line ends
            }
            checkMandatory(message);
            if (!readBody) {
                checkBody(message);
            }
            checkVersion(message, bytes);
            if (channel instanceof MessageChannel from) {
                message.setApplicationData(new MessageLog.Received(bytes, readBody, from));
            }
            return message;
        } catch (ParseException e) {
            counters.malformed.increment();
            throw e;
        } catch (RuntimeException e) {
            counters.malformed.increment();
            throw parseException("not a SIP message", e);
        }
    }

    /// Two lengths are two opinions on where the next message begins; the stack would take the
    /// last.
    private static void checkLengths(byte[] bytes) throws ParseException {
        int end = bytes.length;
        int found = 0;
        boolean begin = true;
        for (int i = 0; i < end; i++) {
            if (begin && named(bytes, i, "content-length") || begin && named(bytes, i, "l")) {
                found++;
            }
            begin = bytes[i] == '\n';
            if (begin && i + 1 < end && (bytes[i + 1] == '\r' || bytes[i + 1] == '\n') && i > 8) {
                break; // the body follows
            }
        }
        if (found > 1) {
            throw new ParseException("Content-Length is given " + found + " times", 0);
        }
    }

    private static boolean named(byte[] bytes, int at, String name) {
        int i = at;
        for (int k = 0; k < name.length(); k++, i++) {
            if (i >= bytes.length || Character.toLowerCase(bytes[i]) != name.charAt(k)) {
                return false;
            }
        }
        while (i < bytes.length && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i < bytes.length && bytes[i] == ':';
    }

    /// RFC 3261, section 8.1.1.
    private static void checkMandatory(SIPMessage message) throws ParseException {
        String missing =
                message.getTopmostVia() == null
                        ? "Via"
                        : message.getFrom() == null
                                ? "From"
                                : message.getTo() == null
                                        ? "To"
                                        : message.getCallId() == null
                                                ? "Call-ID"
                                                : message.getCSeq() == null ? "CSeq" : "";
        if (!missing.isEmpty()) {
            throw new ParseException("Missing a required header : " + missing, 0);
        }
    }

    /// A stream cannot be read on after a body that is not taken. The stack answers 513 and closes
    /// the connection when it is told of a message that is too long without a body; told of the
    /// body, it would throw and answer nothing.
    private void checkBody(SIPMessage message) {
        ContentLength header = (ContentLength) message.getContentLength();
        int length = header == null ? 0 : header.getContentLength();
        if (header != null && (long) message.getSize() + length > maxBytes) {
            counters.oversize.increment();
            message.setSize(maxBytes + 1);
            message.setContentLength(new ContentLength(0));
        }
    }

    /// The stack reads any version as 2.0; told the real one, it answers 505.
    private static void checkVersion(SIPMessage message, byte[] bytes) {
        if (message instanceof SIPRequest request) {
            String head =
                    new String(bytes, 0, Math.min(bytes.length, MAX_LINE), UTF_8).stripLeading();
            int end = head.indexOf('\n');
            String line = (end < 0 ? head : head.substring(0, end)).strip();
            int space = line.lastIndexOf(' ');
            String version = line.substring(space + 1);
            if (!version.equalsIgnoreCase("SIP/2.0") && version.startsWith("SIP/")) {
                request.getRequestLine().setSipVersion(version);
            }
        }
    }

    private static ParseException parseException(String text, Exception cause) {
        ParseException exception = new ParseException(text, 0);
        exception.initCause(cause);
        return exception;
    }
}
