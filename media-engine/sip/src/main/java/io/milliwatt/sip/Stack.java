package io.milliwatt.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.parser.MessageParserFactory;
import java.util.EventObject;
import java.util.Iterator;
import java.util.Properties;
import javax.sip.PeerUnavailableException;

/// One JAIN-SIP stack with our sockets and parser. Made directly: `SipFactory` keeps every stack it
/// made for ever.
final class Stack extends SipStackImpl {
    /// RFC 3261's T1: the tick of the timer that repeats a 2xx; milliseconds.
    private static final int TICK_MILLIS = 500;

    Stack(SipStackConfig config, NetworkLayer sockets, MessageParserFactory parsers)
            throws PeerUnavailableException {
        super(properties(config));
        networkLayer = sockets;
        setMessageParserFactory(parsers);
        sipMessageFactory = new PrackGate(sipMessageFactory);
        sipEventInterceptor = messageLog();
    }

    MessageLog messageLog() {
        return (MessageLog) getServerLogger();
    }

    /// Stops the stack, its event scanner included: that is a thread which waits for an event that
    /// never comes with a re-entrant listener, and would keep the process alive.
    void stopAll() {
        EventScanner scanner = getEventScanner();
        Iterator<?> providers = getSipProviders();
        Object source = providers.hasNext() ? providers.next() : this;
        stop();
        if (scanner != null) {
            scanner.addEvent(new EventWrapper(new EventObject(source), null));
        }
    }

    private static Properties properties(SipStackConfig config) {
        SipLimits limits = config.limits();
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "milliwatt-" + Tokens.fresh());
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        set(properties, "STACK_LOGGER", StackLog.class.getName());
        set(properties, "SERVER_LOGGER", MessageLog.class.getName());
        // measured: keeps a call at 18 KB instead of 74 KB
        set(properties, "AGGRESSIVE_CLEANUP", "true");
        set(properties, "MAX_MESSAGE_SIZE", String.valueOf(limits.maxMessageBytes()));
        set(properties, "REENTRANT_LISTENER", "true");
        set(properties, "THREAD_POOL_SIZE", String.valueOf(limits.threads()));
        set(properties, "RECEIVE_UDP_BUFFER_SIZE", String.valueOf(limits.udpBufferBytes()));
        set(properties, "SEND_UDP_BUFFER_SIZE", String.valueOf(limits.udpBufferBytes()));
        // clients are not asked for a certificate; versions and ciphers are set by TlsSockets
        set(properties, "TLS_CLIENT_AUTH_TYPE", "Disabled");
        // seconds an ended dialog is kept
        set(properties, "LINGER_TIMER", "1");
        // a peer that sends half a message over TCP does not hold a thread for ever; milliseconds
        set(properties, "READ_TIMEOUT", "5000");
        set(properties, "CONNECTION_TIMEOUT", String.valueOf(limits.connectTimeout().toMillis()));
        set(
                properties,
                "DIALOG_TIMEOUT_FACTOR",
                String.valueOf(
                        Math.max(
                                1,
                                (limits.ackTimeout().toMillis() + TICK_MILLIS - 1) / TICK_MILLIS)));
        return properties;
    }

    private static void set(Properties properties, String name, String value) {
        properties.setProperty("gov.nist.javax.sip." + name, value);
    }
}
