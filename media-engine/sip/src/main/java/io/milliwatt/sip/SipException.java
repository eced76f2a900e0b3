package io.milliwatt.sip;

/// An expected failure of the SIP layer. The message is a sentence for humans.
public class SipException extends Exception {
    private static final long serialVersionUID = 1L;

    public SipException(String message) {
        super(message);
    }

    public SipException(String message, Throwable cause) {
        super(message, cause);
    }
}
