package io.milliwatt.sip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A private key and the certificates that speak for it, the own one first. The text form shows no
/// key.
///
/// @param key never leaves the process
/// @param chain own certificate, then those that lead to an authority
/// @param selfSigned whether made at start by [#selfSigned]
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain, boolean selfSigned) {
    private static final long MAX_FILE = 1_000_000;
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END", Pattern.DOTALL);
    private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    public TlsIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("An identity needs a certificate");
        }
    }

    /// Makes a key pair and a certificate for it that nobody else vouches for; kept in memory only.
    ///
    /// @param names host names and IP addresses the certificate is for
    public static TlsIdentity selfSigned(List<String> names, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new TlsIdentity(
                    pair.getPrivate(),
                    List.of(SelfSignedCertificate.write(names, pair, now)),
                    true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 and X.509 are part of every JDK", e);
        }
    }

    /// Reads PEM files (RFC 7468): certificates, and an unencrypted key in PKCS #8 form.
    ///
    /// @throws SipException a file cannot be read, is of another form, or the two do not belong
    ///   together; the words never show the key
    public static TlsIdentity read(Path certificateFile, Path keyFile) throws SipException {
        List<X509Certificate> chain = certificates(certificateFile);
        PrivateKey key = privateKey(keyFile);
        if (!matches(key, chain.get(0))) {
            throw new SipException(
                    "The key in "
                            + keyFile
                            + " is not that of the certificate in "
                            + certificateFile);
        }
        return new TlsIdentity(key, chain, false);
    }

    /// All certificates of a PEM file; at least one.
    static List<X509Certificate> certificates(Path file) throws SipException {
        try {
            List<X509Certificate> found = new ArrayList<>();
            for (var each :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes(file)))) {
                found.add((X509Certificate) each);
            }
            if (found.isEmpty()) {
                throw new SipException("There is no certificate in " + file);
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new SipException(file + " holds no PEM certificate: " + Causes.words(e), e);
        }
    }

    private static byte[] bytes(Path file) throws SipException {
        try {
            if (Files.size(file) > MAX_FILE) {
                throw new SipException(file + " is longer than " + MAX_FILE + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new SipException("Cannot read " + file + ": " + Causes.words(e), e);
        }
    }

    private static PrivateKey privateKey(Path file) throws SipException {
        Matcher pem = PRIVATE_KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
        if (!pem.find() || !pem.group(1).isEmpty()) {
            throw new SipException(
                    file
                            + " holds no unencrypted PKCS #8 key (BEGIN PRIVATE KEY); make one with:"
                            + " openssl pkcs8 -topk8 -nocrypt -in KEY -out FILE");
        }
        try {
            PKCS8EncodedKeySpec encoded =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(2)));
            for (String algorithm : KEY_ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
                } catch (InvalidKeySpecException _) {
                    continue; // a key of another algorithm
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SipException("The key in " + file + " cannot be read", e);
        }
        throw new SipException("The key in " + file + " is none of " + KEY_ALGORITHMS);
    }

    private static boolean matches(PrivateKey key, X509Certificate certificate) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> "EdDSA";
                };
        try {
            byte[] sample = {1, 2, 3};
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certificate);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /// SHA-256 of the own certificate as `openssl x509 -fingerprint -sha256` prints it:
    /// `AB:CD:...`.
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain.get(0).getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /// The own certificate in PEM form, for the peers that are to trust it.
    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(chain.get(0).getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate was read before", e);
        }
    }

    @Override
    public String toString() {
        return "TlsIdentity["
                + chain.get(0).getSubjectX500Principal()
                + (selfSigned ? ", self-signed" : "")
                + ", SHA-256 "
                + fingerprint()
                + "]";
    }
}
