package io.milliwatt.engine.config;

import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The checked settings of one engine process.
///
/// @param name name in the log and in `Server`
/// @param advertise address in SDP and Contact; never a wildcard; found out by the process itself
///   when the setting says `auto`
/// @param bind local address of SIP and RTP sockets
/// @param sipPort SIP port, UDP and TCP
/// @param sip TLS, and who may register
/// @param firstRtpPort first port of the RTP range
/// @param lastRtpPort last port of the RTP range, included
/// @param portPool how calls get ports of that range
/// @param controlPort port of the control API; 0 = any
/// @param controlBind local address of the control API
/// @param controlToken bearer token of the control API
/// @param mediaTimeout a call whose far end sends neither RTP nor RTCP for so long is ended; zero =
///   never
/// @param recordings folder for recordings; it may not be there yet
public record EngineConfig(
        String name,
        InetAddress advertise,
        InetAddress bind,
        int sipPort,
        SipSettings sip,
        int firstRtpPort,
        int lastRtpPort,
        PortPoolKind portPool,
        int controlPort,
        InetAddress controlBind,
        String controlToken,
        Duration mediaTimeout,
        Path recordings) {
    private static final int MIN_TOKEN_CHARACTERS = 16;
    private static final int MAX_NAME_CHARACTERS = 63;
    private static final int DEFAULT_MEDIA_TIMEOUT_SECONDS = 60;
    private static final int MAX_MEDIA_TIMEOUT_SECONDS = 86_400;

    /// Reads the settings. An argument wins over the environment.
    ///
    /// @throws ConfigurationException an unknown argument, or a value that cannot be used
    public static EngineConfig read(String[] arguments, Map<String, String> environment)
            throws ConfigurationException {
        var values = new EnumMap<Setting, Source>(Setting.class);
        for (Setting setting : Setting.values()) {
            String value = environment.get(setting.variable());
            if (value != null && !value.isBlank()) {
                values.put(setting, new Source(setting.variable(), value.strip()));
            }
        }
        readArguments(arguments, values);

        InetAddress bind = address(values, Setting.BIND, "0.0.0.0");
        int[] rtp = range(values.get(Setting.RTP_PORTS));
        int sipPort = port(values, Setting.SIP_PORT, 5_060, 1);
        int controlPort = port(values, Setting.CONTROL_PORT, 5_080, 0);
        if (sipPort >= rtp[0] && sipPort <= rtp[1]) {
            throw new ConfigurationException(
                    "SIP port "
                            + sipPort
                            + " lies inside the RTP range "
                            + rtp[0]
                            + "-"
                            + rtp[1]
                            + ": move one of them");
        }
        SipSettings sip = SipSettings.read(values, sipPort);
        if (sip.tls().isPresent()
                && sip.tls().get().port() >= rtp[0]
                && sip.tls().get().port() <= rtp[1]) {
            throw new ConfigurationException(
                    "TLS port "
                            + sip.tls().get().port()
                            + " lies inside the RTP range "
                            + rtp[0]
                            + "-"
                            + rtp[1]
                            + ": move one of them");
        }
        return new EngineConfig(
                name(values.get(Setting.NAME)),
                advertise(values, bind),
                bind,
                sipPort,
                sip,
                rtp[0],
                rtp[1],
                portPool(values.get(Setting.PORT_POOL)),
                controlPort,
                address(values, Setting.CONTROL_BIND, "127.0.0.1"),
                token(values.get(Setting.CONTROL_TOKEN)),
                seconds(
                        values,
                        Setting.MEDIA_TIMEOUT,
                        DEFAULT_MEDIA_TIMEOUT_SECONDS,
                        0,
                        MAX_MEDIA_TIMEOUT_SECONDS),
                recordings(values));
    }

    private static void readArguments(String[] arguments, Map<Setting, Source> values)
            throws ConfigurationException {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            Setting setting = settingOf(option);
            String value;
            if (equals >= 0) {
                value = argument.substring(equals + 1);
            } else if (i + 1 < arguments.length) {
                value = arguments[++i];
            } else {
                throw new ConfigurationException(option + " needs a value: " + setting.meaning());
            }
            values.put(setting, new Source(option, value.strip()));
        }
    }

    private static Setting settingOf(String option) throws ConfigurationException {
        var known = new StringBuilder();
        for (Setting setting : Setting.values()) {
            if (setting.hasArgument()) {
                if (setting.argument().equals(option)) {
                    return setting;
                }
                known.append(known.isEmpty() ? "" : ", ").append(setting.argument());
            }
        }
        throw new ConfigurationException(
                "unknown argument \"" + option + "\"; allowed are " + known + ", --health");
    }

    private static InetAddress address(
            Map<Setting, Source> values, Setting setting, String otherwise)
            throws ConfigurationException {
        Source source = values.get(setting);
        String text = source == null ? otherwise : source.value();
        try {
            // a literal only: a name would be looked up, which can hang and can change
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            throw new ConfigurationException(
                    (source == null ? setting.variable() : source.from())
                            + "=\""
                            + text
                            + "\" is no IP address; allowed is an IPv4 or IPv6 address such as 192.0.2.10");
        }
    }

    private static InetAddress advertise(Map<Setting, Source> values, InetAddress bind)
            throws ConfigurationException {
        if (values.get(Setting.ADVERTISE) == null && bind.isAnyLocalAddress()) {
            throw new ConfigurationException(
                    Setting.ADVERTISE.variable()
                            + " is not set and "
                            + Setting.BIND.variable()
                            + " is "
                            + bind.getHostAddress()
                            + "; give the address that phones reach, such as --advertise 192.0.2.10");
        }
        if (OwnAddress.isWanted(values.get(Setting.ADVERTISE))) {
            return bind.isAnyLocalAddress() ? OwnAddress.find() : bind;
        }
        InetAddress advertise = address(values, Setting.ADVERTISE, bind.getHostAddress());
        if (advertise.isAnyLocalAddress() || advertise.isMulticastAddress()) {
            throw new ConfigurationException(
                    Setting.ADVERTISE.variable()
                            + "=\""
                            + advertise.getHostAddress()
                            + "\" cannot be reached by a phone; allowed is the address of one host");
        }
        return advertise;
    }

    static int port(Map<Setting, Source> values, Setting setting, int otherwise, int least)
            throws ConfigurationException {
        Source source = values.get(setting);
        if (source == null) {
            return otherwise;
        }
        int port = number(source.value());
        if (port < least || port > 65_535) {
            throw new ConfigurationException(
                    source.from()
                            + "=\""
                            + source.value()
                            + "\" is no port; allowed is a number from "
                            + least
                            + " to 65535");
        }
        return port;
    }

    private static int[] range(@Nullable Source source) throws ConfigurationException {
        if (source == null) {
            return new int[] {40_000, 40_019};
        }
        int dash = source.value().indexOf('-');
        int first = dash < 0 ? -1 : number(source.value().substring(0, dash).strip());
        int last = dash < 0 ? -1 : number(source.value().substring(dash + 1).strip());
        if (first < 1 || last > 65_535 || last <= first) {
            throw new ConfigurationException(
                    source.from()
                            + "=\""
                            + source.value()
                            + "\" is no port range; allowed are two ports from 1 to 65535, the smaller first, such as"
                            + " 40000-40019");
        }
        return new int[] {first, last};
    }

    private static PortPoolKind portPool(@Nullable Source source) throws ConfigurationException {
        return switch (source == null ? "exclusive" : source.value()) {
            case "exclusive" -> PortPoolKind.EXCLUSIVE;
            case "shared" -> PortPoolKind.SHARED;
            case String other ->
                    throw new ConfigurationException(
                            (source == null ? "" : source.from())
                                    + "=\""
                                    + other
                                    + "\" is no kind of port pool; allowed are exclusive and shared");
        };
    }

    private static Path recordings(Map<Setting, Source> values) throws ConfigurationException {
        Source source = values.get(Setting.RECORDINGS);
        if (source == null) {
            return Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "milliwatt-recordings-" + ProcessHandle.current().pid());
        }
        try {
            return Path.of(source.value());
        } catch (InvalidPathException wrong) {
            throw new ConfigurationException(
                    source.from() + "=\"" + source.value() + "\" is no path: " + wrong.getReason());
        }
    }

    /// @param least 0 = never is allowed
    static Duration seconds(
            Map<Setting, Source> values, Setting setting, int otherwise, int least, int most)
            throws ConfigurationException {
        Source source = values.get(setting);
        if (source == null) {
            return Duration.ofSeconds(otherwise);
        }
        int seconds = number(source.value());
        if (seconds < least || seconds > most) {
            throw new ConfigurationException(
                    source.from()
                            + "=\""
                            + source.value()
                            + "\" is no time; allowed are seconds from "
                            + (least == 0
                                    ? "1 to " + most + ", and 0 for never"
                                    : least + " to " + most));
        }
        return Duration.ofSeconds(seconds);
    }

    private static int number(String text) {
        try {
            return text.length() > 5 ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static String token(@Nullable Source source) throws ConfigurationException {
        int length = source == null ? 0 : source.value().length();
        if (source == null || length < MIN_TOKEN_CHARACTERS) {
            throw new ConfigurationException(
                    Setting.CONTROL_TOKEN.variable()
                            + (source == null ? " is not set" : " has " + length + " characters")
                            + "; it must have at least "
                            + MIN_TOKEN_CHARACTERS
                            + ", such as the output of: openssl rand -hex 32");
        }
        return source.value();
    }

    private static String name(@Nullable Source source) throws ConfigurationException {
        if (source == null) {
            return "engine";
        }
        if (source.value().length() > MAX_NAME_CHARACTERS
                || !source.value().matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            throw new ConfigurationException(
                    source.from()
                            + "=\""
                            + source.value()
                            + "\" is no name; allowed are up to "
                            + MAX_NAME_CHARACTERS
                            + " letters, digits, \"_\", \".\" and \"-\", a letter or digit first");
        }
        return source.value();
    }

    /// Without the token: this text may be logged.
    @Override
    public String toString() {
        return "EngineConfig["
                + name
                + ", advertise "
                + advertise.getHostAddress()
                + ", bind "
                + bind.getHostAddress()
                + ", SIP "
                + sipPort
                + ", RTP "
                + firstRtpPort
                + "-"
                + lastRtpPort
                + ", control "
                + controlBind.getHostAddress()
                + ":"
                + controlPort
                + "]";
    }
}
