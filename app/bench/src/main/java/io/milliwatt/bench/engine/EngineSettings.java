package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.sip.RegistrarUsers;
import io.milliwatt.sip.SipException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// What an engine is told beside its ports. The text form shows no user.
///
/// @param sharedPorts many calls on a pair of RTP ports, instead of a pair for each
/// @param tls SIP over TLS too, on the SIP port + 1, with a certificate made at start
/// @param users who may register: `user:{sha-256}HA1` entries, separated by commas; empty = nobody
/// @param behindNat the address of a NAT by which phones reach this host, advertised in place of
///   the host's own; empty = none
/// @param realtime whether its media threads get a share of the kernel's real-time budget
public record EngineSettings(
        boolean sharedPorts, boolean tls, String users, String behindNat, boolean realtime) {
    /// A pair of ports for each call, no TLS, nobody may register.
    public static final EngineSettings DEFAULT = new EngineSettings(false, false, "");

    public EngineSettings {
        behindNat = Objects.requireNonNullElse(behindNat, ""); // a file of an older version
    }

    /// Behind no NAT, without real time.
    public EngineSettings(boolean sharedPorts, boolean tls, String users) {
        this(sharedPorts, tls, users, "", false);
    }

    public EngineSettings withBehindNat(String address) {
        return new EngineSettings(sharedPorts, tls, users, address, realtime);
    }

    public EngineSettings withRealtime(boolean wanted) {
        return new EngineSettings(sharedPorts, tls, users, behindNat, wanted);
    }

    /// What an engine advertises that is reached at an address of the host.
    String advertiseFor(InetAddress host) {
        return behindNat.isEmpty() ? host.getHostAddress() : behindNat;
    }

    /// What fits one environment variable of Linux (128 KiB), with its name.
    private static final int MAX_USERS_BYTES = 130_000;

    private static final long MAX_FILE_BYTES = 4_000_000;

    /// The users of a file, as [#users()] has them: passwords are hashed here, so that the
    /// environment of the engine, which `docker inspect` shows, holds none.
    ///
    /// @throws BenchException it cannot be read, or a line is none; no secret is in the words
    public static String usersOf(Path file) throws BenchException {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw bad(file, "it is longer than " + MAX_FILE_BYTES + " bytes");
            }
            String users = RegistrarUsers.parse(Files.readString(file)).hashed();
            if (users.getBytes(StandardCharsets.UTF_8).length > MAX_USERS_BYTES) {
                throw bad(file, "these are more users than the launcher can hand over, about 700");
            }
            return users;
        } catch (IOException e) {
            throw bad(file, "it cannot be read as UTF-8 text");
        } catch (SipException e) {
            throw bad(file, String.valueOf(e.getMessage()));
        }
    }

    private static BenchException bad(Path file, String why) {
        return new BenchException(
                ProblemCode.BAD_CONFIGURATION,
                "The users' file " + file + " cannot be used: " + why,
                "Give --users a file with lines such as alice:secret");
    }

    /// The port of SIP over TLS.
    public static int tlsPort(int sipPort) {
        return sipPort + 1;
    }

    @Override
    public String toString() {
        return "EngineSettings["
                + (sharedPorts ? "shared ports" : "exclusive ports")
                + (tls ? ", TLS" : "")
                + (users.isEmpty() ? "" : ", users")
                + (behindNat.isEmpty() ? "" : ", behind " + behindNat)
                + (realtime ? ", real time" : "")
                + "]";
    }
}
