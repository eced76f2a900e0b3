package io.milliwatt.sip;

import java.util.List;

/// What a registrar answers to a REGISTER.
///
/// @param status 200..699
/// @param reason reason phrase
/// @param headers in their order; a name may come several times
public record RegisterAnswer(int status, String reason, List<Header> headers) {
    public RegisterAnswer {
        headers = List.copyOf(headers);
    }

    /// One header line.
    public record Header(String name, String value) {}

    static RegisterAnswer of(int status, String reason, Header... headers) {
        return new RegisterAnswer(status, reason, List.of(headers));
    }
}
