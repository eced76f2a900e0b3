package io.milliwatt.inspector.sip;

/// The first line of a message.
public sealed interface StartLine {
    /// As it came, a password in a URI masked.
    String text();

    /// A request.
    ///
    /// @param uri the Request-URI as it came
    record Request(String method, String uri, String text) implements StartLine {}

    /// A response.
    ///
    /// @param code 100 to 999
    record Status(int code, String reason, String text) implements StartLine {}
}
