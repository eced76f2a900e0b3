package io.milliwatt.phone;

/// The phone cannot be started. The message is for people.
public final class PhoneException extends Exception {
    private static final long serialVersionUID = 1L;

    PhoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
