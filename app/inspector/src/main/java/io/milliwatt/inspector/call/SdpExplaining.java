package io.milliwatt.inspector.call;

import io.milliwatt.inspector.call.SdpExplanation.Judgement;
import io.milliwatt.inspector.call.SdpExplanation.Line;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.sip.AddressText;
import io.milliwatt.inspector.sip.ShownText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Explains one description, line by line: RFC 8866, section 5.
final class SdpExplaining {
    private static final int MOST_LINES = 2_000;
    private static final int LONGEST_LINE = 4_000;
    private static final int MOST_MEDIA = 64;

    private final String text;
    private final Topology topology;
    private final List<Line> lines = new ArrayList<>();
    private int media;
    private String sessionAddress = "";
    private boolean held;
    private SdpAttributes attributes = new SdpAttributes("", "");

    SdpExplaining(String text, Topology topology) {
        this.text = text;
        this.topology = topology;
    }

    SdpExplanation explain() {
        List<String> all = text.lines().limit(MOST_LINES + 1L).toList();
        held = text.contains("a=sendonly") || text.contains("a=inactive");
        for (int i = 0; i < Math.min(all.size(), MOST_LINES); i++) {
            String line = all.get(i);
            String shown = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
            if (shown.startsWith("m=")) {
                attributes = new SdpAttributes(shown, rest(all, i + 1));
            }
            lines.add(line(i + 1, ShownText.masked(shown)));
        }
        if (all.size() > MOST_LINES) {
            lines.add(
                    new Line(
                            MOST_LINES + 1,
                            "…",
                            "more lines",
                            Judgement.SUSPICIOUS,
                            "there are more than " + MOST_LINES + " lines"));
        }
        return new SdpExplanation(lines);
    }

    /// The lines of a media, up to the next.
    private static String rest(List<String> all, int from) {
        var rest = new StringBuilder();
        for (int i = from; i < Math.min(all.size(), MOST_LINES); i++) {
            if (all.get(i).startsWith("m=")) {
                break;
            }
            rest.append(all.get(i)).append('\n');
        }
        return rest.toString();
    }

    private Line line(int number, String line) {
        if (line.length() < 2 || line.charAt(1) != '=') {
            return new Line(
                    number,
                    line,
                    "no line of a description",
                    Judgement.WRONG,
                    "a line begins with a letter and =");
        }
        String value = line.substring(2).trim();
        Said said =
                switch (line.charAt(0)) {
                    case 'v' -> version(value, number);
                    case 'o' -> origin(value);
                    case 's' -> Said.ok("the session's name" + named(value));
                    case 'i' -> Said.ok("a title: " + value);
                    case 'u' -> Said.ok("a page about the session");
                    case 'e' -> Said.ok("whom to write to");
                    case 'p' -> Said.ok("whom to telephone");
                    case 'b' -> bandwidth(value);
                    case 't' -> time(value);
                    case 'r', 'z' -> Said.ok("when it is repeated");
                    case 'k' -> Said.suspicious("a key in clear", "k= is not to be used any more");
                    case 'c' -> connection(value);
                    case 'm' -> media(value);
                    case 'a' -> attributes.explain(value);
                    default -> Said.suspicious("unknown", "no RFC knows lines of this letter");
                };
        return new Line(number, line, said.meaning(), said.judgement(), said.reason());
    }

    /// What is said of a line.
    record Said(String meaning, Judgement judgement, String reason) {
        static Said ok(String meaning) {
            return new Said(meaning, Judgement.OK, "");
        }

        static Said suspicious(String meaning, String reason) {
            return new Said(meaning, Judgement.SUSPICIOUS, reason);
        }

        static Said wrong(String meaning, String reason) {
            return new Said(meaning, Judgement.WRONG, reason);
        }
    }

    private static String named(String value) {
        return value.isEmpty() || value.equals("-") ? ": none" : ": " + value;
    }

    private static Said version(String value, int number) {
        if (!value.equals("0")) {
            return Said.wrong("version of the description", "there is only version 0");
        }
        return number == 1
                ? Said.ok("a session description")
                : Said.wrong("a session description", "v= is the first line and only there");
    }

    private static Said origin(String value) {
        String[] words = value.split(" +");
        if (words.length != 6) {
            return Said.wrong("who made it", "it needs 6 fields and has " + words.length);
        }
        String meaning = "made by " + words[5] + ", session " + words[1] + ", version " + words[2];
        return words[2].matches("[0-9]+")
                ? Said.ok(meaning)
                : Said.wrong(meaning, "the version must be a number");
    }

    private static Said bandwidth(String value) {
        String[] words = value.split(":", 2);
        String unit = words[0].equals("TIAS") ? " bit/s" : " kbit/s";
        return Said.ok(words.length < 2 ? "bandwidth" : "at most " + words[1] + unit);
    }

    private static Said time(String value) {
        return Said.ok(value.equals("0 0") ? "no begin and no end in time" : "from when to when");
    }

    private Said connection(String value) {
        String[] words = value.split(" +");
        if (words.length != 3) {
            return Said.wrong("where to send media", "it needs 3 fields and has " + words.length);
        }
        String address = words[2].split("/", 2)[0];
        if (media == 0) {
            sessionAddress = address;
        }
        String meaning = "send media to " + address;
        if (!words[0].equals("IN")) {
            return Said.wrong(meaning, words[0] + " is not the Internet (IN)");
        }
        Optional<InetAddress> literal = AddressText.literal(address);
        if (literal.isEmpty()) {
            return Said.suspicious(meaning, "it is a name: not every phone looks it up");
        }
        boolean isIpv6 = literal.get().getAddress().length == 16;
        if (isIpv6 != words[1].equals("IP6")) {
            return Said.wrong(meaning, "the address is not of the kind " + words[1]);
        }
        return judged(meaning, literal.get());
    }

    private Said judged(String meaning, InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return held
                    ? Said.ok("send nothing: on hold, as RFC 2543 did it")
                    : Said.suspicious(
                            "send nothing",
                            "0.0.0.0 is no address: on hold, or the sender does not know its own");
        }
        Optional<InetAddress> sender = topology.sender().map(Endpoint::address);
        if (address.isLoopbackAddress()) {
            return sender.filter(one -> !one.isLoopbackAddress()).isPresent()
                    ? Said.wrong(
                            meaning, "the loopback address: only the sender's own host gets there")
                    : Said.ok(meaning + ", on the same host");
        }
        if (topology.isContainer(address)) {
            boolean sent = sender.filter(address::equals).isPresent();
            return sent
                    ? Said.ok(meaning + ", in the same container network")
                    : Said.wrong(
                            meaning,
                            "an address in a container network: phones outside of its host do not"
                                    + " get there; let the server advertise the host's");
        }
        if (sender.isPresent() && !sender.get().equals(address)) {
            return Said.suspicious(
                    meaning,
                    "the message came from "
                            + sender.get().getHostAddress()
                            + ": an address is translated on the way, or media goes elsewhere");
        }
        return address.isMulticastAddress()
                ? Said.suspicious(meaning, "a multicast address")
                : Said.ok(meaning);
    }

    private Said media(String value) {
        media++;
        String[] words = value.split(" +");
        if (words.length < 4) {
            return Said.wrong("media", "it needs 4 fields and has " + words.length);
        }
        String port = words[1].split("/", 2)[0];
        int number = port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : -1;
        String meaning =
                words[0]
                        + " over "
                        + transport(words[2])
                        + ", port "
                        + port
                        + ", "
                        + formats(words.length - 3);
        if (media > MOST_MEDIA) {
            return Said.suspicious(meaning, "there are more than " + MOST_MEDIA + " media");
        }
        if (number < 0 || number > 0xffff) {
            return Said.wrong(meaning, "\"" + port + "\" is no port");
        }
        if (number == 0) {
            return Said.suspicious(
                    words[0] + ": refused or switched off", "port 0: there is no such media");
        }
        if (sessionAddress.isEmpty() && !attributes.hasConnection()) {
            return Said.wrong(meaning, "no c= line says where to send it");
        }
        return published(meaning, number);
    }

    private static String formats(int count) {
        return count == 1 ? "1 format" : count + " formats in order of preference";
    }

    private Said published(String meaning, int port) {
        String own = attributes.ownConnection().orElse(sessionAddress);
        Optional<InetAddress> address = AddressText.literal(own);
        boolean ours = address.filter(topology.hostAddresses()::contains).isPresent();
        if (ours
                && !topology.published().isEmpty()
                && !topology.published().contains(new Endpoint(address.get(), port))) {
            return Said.wrong(
                    meaning,
                    "port " + port + " of " + own + " does not lead to a container: not published");
        }
        return port % 2 == 0 || attributes.multiplexed()
                ? Said.ok(meaning)
                : Said.suspicious(meaning, "RTP ports are even (RFC 3550, section 11)");
    }

    private static String transport(String protocol) {
        return switch (protocol.toUpperCase(Locale.ROOT)) {
            case "RTP/AVP" -> "plain RTP";
            case "RTP/AVPF" -> "plain RTP with quick feedback";
            case "RTP/SAVP" -> "encrypted RTP";
            case "RTP/SAVPF" -> "encrypted RTP with quick feedback";
            case "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF" -> "RTP encrypted by DTLS";
            case "UDPTL" -> "fax (T.38)";
            default -> protocol;
        };
    }
}
