package io.milliwatt.sip;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/// Whose certificate a TLS client takes.
public sealed interface TlsTrust {
    /// The JDK's authorities.
    TlsTrust JDK = new Authorities(List.of());

    /// The JDK's authorities and those given; the certificate must also name the host that was
    /// asked for (RFC 5922, section 7.2).
    ///
    /// @param additional authorities, or certificates that are trusted themselves
    record Authorities(List<X509Certificate> additional) implements TlsTrust {
        public Authorities {
            additional = List.copyOf(additional);
        }
    }

    /// Anybody's, for any host: what is said is secret from who listens, not from who answers. Only
    /// by explicit choice.
    record Anybody() implements TlsTrust {}

    /// The JDK's authorities and those of a PEM file.
    ///
    /// @throws SipException the file holds no certificate
    static TlsTrust withFile(Path pem) throws SipException {
        return new Authorities(TlsIdentity.certificates(pem));
    }
}
