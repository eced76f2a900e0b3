package io.milliwatt.sip;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Writes an X.509 v3 certificate (RFC 5280, section 4.1) of one fixed form for a P-256 key, signed
/// by that key with ECDSA and SHA-256 (RFC 5758, section 3.2). The JDK has no public interface for
/// this.
final class SelfSignedCertificate {
    /// A process that runs longer makes a new one when it starts again.
    static final Duration VALID_FOR = Duration.ofDays(397);

    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final byte DIGITAL_SIGNATURE = (byte) 0x80;
    private static final int SERIAL_BITS = 127;
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private SelfSignedCertificate() {}

    /// @param names host names and IP addresses the certificate is for; at least one
    /// @param key pair of the curve secp256r1
    static X509Certificate write(List<String> names, KeyPair key, Instant now)
            throws GeneralSecurityException {
        byte[] algorithm = DerWriter.sequence(DerWriter.identifier(ECDSA_WITH_SHA256));
        byte[] name =
                DerWriter.sequence(
                        DerWriter.set(
                                DerWriter.sequence(
                                        DerWriter.identifier(COMMON_NAME),
                                        DerWriter.text(names.get(0)))));
        byte[] content =
                DerWriter.sequence(
                        DerWriter.tagged(0, DerWriter.integer(BigInteger.TWO)), // version 3
                        DerWriter.integer(
                                new BigInteger(SERIAL_BITS, new SecureRandom())
                                        .add(BigInteger.ONE)),
                        algorithm,
                        name, // issuer
                        DerWriter.sequence(
                                DerWriter.time(now.minus(CLOCKS_DIFFER)),
                                DerWriter.time(now.plus(VALID_FOR))),
                        name, // subject
                        key.getPublic().getEncoded(), // is a SubjectPublicKeyInfo
                        DerWriter.tagged(3, extensions(names)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(content);
        byte[] certificate =
                DerWriter.sequence(content, algorithm, DerWriter.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] extensions(List<String> names) {
        List<byte[]> alternatives = new ArrayList<>();
        for (String name : names) {
            alternatives.add(alternative(name));
        }
        return DerWriter.sequence(
                critical(BASIC_CONSTRAINTS, DerWriter.sequence()),
                critical(KEY_USAGE, DerWriter.bits(7, new byte[] {DIGITAL_SIGNATURE})),
                extension(
                        EXTENDED_KEY_USAGE,
                        DerWriter.sequence(
                                DerWriter.identifier(SERVER_AUTHENTICATION),
                                DerWriter.identifier(CLIENT_AUTHENTICATION))),
                extension(
                        SUBJECT_ALTERNATIVE_NAME,
                        DerWriter.sequence(alternatives.toArray(byte[][]::new))));
    }

    private static byte[] alternative(String name) {
        try {
            return DerWriter.taggedOctets(IP_ADDRESS, InetAddress.ofLiteral(name).getAddress());
        } catch (IllegalArgumentException _) {
            return DerWriter.taggedOctets(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static byte[] extension(String identifier, byte[] value) {
        return DerWriter.sequence(DerWriter.identifier(identifier), DerWriter.octets(value));
    }

    private static byte[] critical(String identifier, byte[] value) {
        return DerWriter.sequence(
                DerWriter.identifier(identifier), DerWriter.yes(), DerWriter.octets(value));
    }
}
