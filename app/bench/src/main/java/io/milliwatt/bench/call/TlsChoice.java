package io.milliwatt.bench.call;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.TlsTrust;
import java.nio.file.Path;
import java.util.Optional;

/// Whose certificate the phone takes over TLS.
///
/// @param authorities PEM file of authorities, or certificates, trusted beside the JDK's
/// @param insecure takes anybody's: what is said is secret from who listens, not from who answers
public record TlsChoice(Optional<Path> authorities, boolean insecure) {
    TlsTrust trust() throws BenchException {
        if (insecure) {
            return new TlsTrust.Anybody();
        }
        try {
            return authorities.isPresent() ? TlsTrust.withFile(authorities.get()) : TlsTrust.JDK;
        } catch (SipException e) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    String.valueOf(e.getMessage()),
                    "Give --tls-ca a PEM file with certificates");
        }
    }
}
