package io.milliwatt.engine.config;

import java.util.Locale;

/// The settings, as `docs/engine.md` lists them.
enum Setting {
    ADVERTISE("address written into SDP and Contact, or auto for the own one"),
    BIND("local address of SIP and RTP sockets"),
    SIP_PORT("SIP port, UDP and TCP"),
    SIP_TLS_PORT("SIP over TLS: a port, or auto for the SIP port + 1"),
    TLS_CERTIFICATE("PEM file with the certificate of SIP over TLS, and those above it"),
    TLS_KEY("PEM file with its key, PKCS #8"),
    TLS_CA("PEM file with authorities to trust beside the JDK's"),
    TLS_INSECURE("yes = do not verify TLS servers"),
    USERS("file with who may register, user:password a line"),
    RING_LIMIT("seconds that a phone is let ring by bridge-USER"),
    RTP_PORTS("range of RTP and RTCP ports"),
    PORT_POOL("exclusive = a pair of RTP ports for each call, shared = many calls on a pair"),
    CONTROL_PORT("port of the control API"),
    CONTROL_BIND("local address of the control API"),
    CONTROL_TOKEN("bearer token of the control API"),
    MEDIA_TIMEOUT("seconds without RTP and RTCP after which a call is ended"),
    RECORDINGS("folder for recordings, made when the first begins"),
    NAME("name of the engine");

    private final String meaning;

    Setting(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    /// The environment variable.
    String variable() {
        return "MILLIWATT_" + name();
    }

    /// The argument; the token has none, so that it stays out of process lists.
    String argument() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean hasArgument() {
        return this != CONTROL_TOKEN;
    }
}
