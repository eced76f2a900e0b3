package io.milliwatt.engine.config;

import io.milliwatt.sip.RegistrarUsers;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.TlsConfig;
import io.milliwatt.sip.TlsIdentity;
import io.milliwatt.sip.TlsTrust;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What SIP needs beside its port.
///
/// @param tls how TLS is spoken, if at all
/// @param users who may register
/// @param ringLimit how long a registered phone is let ring
public record SipSettings(Optional<Tls> tls, RegistrarUsers users, Duration ringLimit) {
    private static final System.Logger LOG = System.getLogger("config");
    private static final long MAX_USERS_FILE = 4_000_000;
    private static final int DEFAULT_RING_SECONDS = 60;

    /// A proxy between may give up after so long: timer C of RFC 3261, section 16.6.
    private static final int MAX_RING_SECONDS = 180;

    /// @param port TCP port
    /// @param identity from files; empty = one is made at start
    /// @param trust whom to take as a server
    public record Tls(int port, Optional<TlsIdentity> identity, TlsTrust trust) {
        /// Makes what the SIP endpoint needs; takes some milliseconds.
        public TlsConfig config(InetAddress advertise, InetAddress bind, Instant now) {
            var names = new ArrayList<>(List.of(advertise.getHostAddress()));
            if (!bind.isAnyLocalAddress() && !bind.equals(advertise)) {
                names.add(bind.getHostAddress());
            }
            return new TlsConfig(
                    port, identity.orElseGet(() -> TlsIdentity.selfSigned(names, now)), trust);
        }
    }

    static SipSettings read(Map<Setting, Source> values, int sipPort)
            throws ConfigurationException {
        return new SipSettings(
                tls(values, sipPort),
                users(values.get(Setting.USERS)),
                EngineConfig.seconds(
                        values, Setting.RING_LIMIT, DEFAULT_RING_SECONDS, 1, MAX_RING_SECONDS));
    }

    private static Optional<Tls> tls(Map<Setting, Source> values, int sipPort)
            throws ConfigurationException {
        Source port = values.get(Setting.SIP_TLS_PORT);
        Source certificate = values.get(Setting.TLS_CERTIFICATE);
        Source key = values.get(Setting.TLS_KEY);
        if (port == null && certificate == null && key == null) {
            return Optional.empty();
        }
        if ((certificate == null) != (key == null)) {
            throw new ConfigurationException(
                    "TLS needs both, a certificate and its key: --tls-certificate FILE --tls-key"
                            + " FILE, or neither: then one is made at start");
        }
        try {
            Optional<TlsIdentity> identity =
                    certificate == null || key == null
                            ? Optional.empty()
                            : Optional.of(TlsIdentity.read(file(certificate), file(key)));
            return Optional.of(new Tls(tlsPort(values, port, sipPort), identity, trust(values)));
        } catch (SipException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    private static int tlsPort(Map<Setting, Source> values, @Nullable Source port, int sipPort)
            throws ConfigurationException {
        int chosen =
                port == null || port.value().equals("auto")
                        ? sipPort + 1
                        : EngineConfig.port(values, Setting.SIP_TLS_PORT, sipPort + 1, 1);
        if (chosen == sipPort || chosen > 65_535) {
            throw new ConfigurationException(
                    "TLS cannot use port " + chosen + "; give another with --sip-tls-port");
        }
        return chosen;
    }

    private static TlsTrust trust(Map<Setting, Source> values)
            throws ConfigurationException, SipException {
        Source insecure = values.get(Setting.TLS_INSECURE);
        if (insecure != null && !insecure.value().matches("yes|no")) {
            throw new ConfigurationException(
                    insecure.from() + "=\"" + insecure.value() + "\"; allowed are yes and no");
        }
        if (insecure != null && insecure.value().equals("yes")) {
            LOG.log(
                    Level.WARNING,
                    "TLS servers are not verified ({0}): anybody may answer for them",
                    insecure.from());
            return new TlsTrust.Anybody();
        }
        Source authorities = values.get(Setting.TLS_CA);
        return authorities == null ? TlsTrust.JDK : TlsTrust.withFile(file(authorities));
    }

    /// The argument names a file, so that no secret is in a process list; the variable holds the
    /// entries themselves.
    private static RegistrarUsers users(@Nullable Source source) throws ConfigurationException {
        if (source == null) {
            return RegistrarUsers.NONE;
        }
        try {
            if (source.from().equals(Setting.USERS.variable())) {
                return RegistrarUsers.parse(source.value());
            }
            Path file = file(source);
            warnOfReaders(file);
            if (Files.size(file) > MAX_USERS_FILE) {
                throw new ConfigurationException(
                        file + " is longer than " + MAX_USERS_FILE + " bytes");
            }
            return RegistrarUsers.parse(Files.readString(file));
        } catch (SipException | IOException e) {
            throw new ConfigurationException(
                    source.from()
                            + " cannot be used: "
                            + (e instanceof IOException ? "cannot read the file " : "")
                            + e.getMessage());
        }
    }

    private static void warnOfReaders(Path file) throws IOException {
        try {
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
            if (granted.contains(PosixFilePermission.OTHERS_READ)) {
                LOG.log(
                        Level.WARNING,
                        "{0} holds passwords and may be read by everybody; chmod 600 {0}",
                        file);
            }
        } catch (UnsupportedOperationException _) {
            // a file system without such permissions
        }
    }

    private static Path file(Source source) throws ConfigurationException {
        try {
            return Path.of(source.value());
        } catch (InvalidPathException e) {
            throw new ConfigurationException(source.from() + " is no file name");
        }
    }
}
