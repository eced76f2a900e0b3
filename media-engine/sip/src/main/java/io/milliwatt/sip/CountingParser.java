package io.milliwatt.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.text.ParseException;

/// JAIN-SIP's parser with bounds around it: what is no message is counted and refused as a
/// `ParseException` (the stack answers 400 over UDP), never as an unchecked exception, on which the
/// stack would print a stack trace and end the thread of the connection. Leaves the bytes at the
/// message for [MessageLog].
final class CountingParser implements MessageParser, MessageParserFactory {
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
        try {
            SIPMessage message = parser.parseSIPMessage(bytes, readBody, strict, channel);
            if (message == null) {
                return message; // a keep-alive: only line ends
            }
            checkMandatory(message);
            if (readBody && bytes.length >= maxBytes) {
                counters.oversize.increment();
            }
            if (!readBody) {
                checkBody(message, channel);
            }
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

    /// A stream cannot be read on after a body that is not taken: 413, and the connection is
    /// closed.
    private void checkBody(SIPMessage message, ParseExceptionListener channel)
            throws ParseException {
        int length =
                message.getContentLength() == null
                        ? 0
                        : message.getContentLength().getContentLength();
        if (length >= 0 && message.getSize() + length <= maxBytes) {
            return;
        }
        counters.oversize.increment();
        if (channel instanceof ConnectionOrientedMessageChannel connection) {
            try {
                if (message instanceof SIPRequest request) {
                    connection.sendMessage(request.createResponse(413));
                }
            } catch (IOException e) {
                throw parseException("body too long, and the connection is gone", e);
            } finally {
                connection.close();
            }
        }
        throw new ParseException("body of " + length + " bytes is too long", 0);
    }

    private static ParseException parseException(String text, Exception cause) {
        ParseException exception = new ParseException(text, 0);
        exception.initCause(cause);
        return exception;
    }
}
