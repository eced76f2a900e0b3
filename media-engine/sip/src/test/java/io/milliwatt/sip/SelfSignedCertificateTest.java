package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The certificate we write is one to the JDK and to openssl.
class SelfSignedCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir private Path folder;

    @Test
    void isACertificateToTheJdk() throws Exception {
        TlsIdentity identity = TlsIdentity.selfSigned(List.of("engine.test", "192.0.2.1"), NOW);
        X509Certificate certificate = identity.chain().get(0);
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity(java.util.Date.from(NOW));
        assertEquals(3, certificate.getVersion());
        assertEquals("CN=engine.test", certificate.getSubjectX500Principal().getName());
        assertEquals(
                "[[2, engine.test], [7, 192.0.2.1]]",
                String.valueOf(certificate.getSubjectAlternativeNames()));
        assertEquals(-1, certificate.getBasicConstraints());
        assertTrue(certificate.getKeyUsage()[0]);
        assertEquals(
                List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"),
                certificate.getExtendedKeyUsage());
        assertFalse(identity.toString().contains("PrivateKey"), identity.toString());
    }

    @Test
    void isAnotherOneEachTime() {
        TlsIdentity one = TlsIdentity.selfSigned(List.of("x"), NOW);
        TlsIdentity other = TlsIdentity.selfSigned(List.of("x"), NOW);
        assertFalse(one.fingerprint().equals(other.fingerprint()));
        assertTrue(one.fingerprint().matches("([0-9A-F]{2}:){31}[0-9A-F]{2}"));
    }

    @Test
    void isReadBackFromItsFiles() throws Exception {
        TlsIdentity identity = TlsIdentity.selfSigned(List.of("x"), NOW);
        Path certificate = Files.writeString(folder.resolve("c.pem"), identity.pem());
        Path key = folder.resolve("k.pem");
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(identity.key().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        TlsIdentity read = TlsIdentity.read(certificate, key);
        assertEquals(identity.fingerprint(), read.fingerprint());
        assertFalse(read.selfSigned());

        Path other =
                Files.writeString(
                        folder.resolve("o.pem"), TlsIdentity.selfSigned(List.of("x"), NOW).pem());
        assertTrue(message(other, key).contains("is not that of the certificate"));
        assertTrue(message(key, key).contains("no PEM certificate"));
        assertTrue(message(certificate, certificate).contains("openssl pkcs8"));
        assertTrue(message(folder.resolve("none"), key).contains("Cannot read"));
    }

    private static String message(Path certificate, Path key) {
        return String.valueOf(
                assertThrows(SipException.class, () -> TlsIdentity.read(certificate, key))
                        .getMessage());
    }

    @Test
    @Tag("system")
    void isACertificateToOpenssl() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        TlsIdentity identity = TlsIdentity.selfSigned(List.of("engine.test", "::1"), Instant.now());
        Path file = Files.writeString(folder.resolve("c.pem"), identity.pem());
        String text =
                openssl("x509", "-noout", "-text", "-fingerprint", "-sha256", "-in", file + "");
        assertTrue(text.contains("DNS:engine.test, IP Address:0:0:0:0:0:0:0:1"), text);
        assertTrue(text.contains("=" + identity.fingerprint()), text);
        assertTrue(
                openssl("verify", "-x509_strict", "-CAfile", file + "", file + "")
                        .contains(": OK"));
    }

    private static String openssl(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of("/usr/bin/openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
