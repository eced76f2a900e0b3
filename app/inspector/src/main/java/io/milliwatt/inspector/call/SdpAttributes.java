package io.milliwatt.inspector.call;

import io.milliwatt.inspector.call.SdpExplaining.Said;
import io.milliwatt.protocol.sdp.RtpMap;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Explains the attributes of one media, or of the session.
final class SdpAttributes {
    private static final int HIGHEST_PTIME = 200;

    private final Set<String> formats;
    private final boolean secure;
    private final String lines;

    /// @param mediaLine the `m=` line; empty in the session part
    /// @param lines the lines that follow it
    SdpAttributes(String mediaLine, String lines) {
        String[] words = mediaLine.isEmpty() ? new String[0] : mediaLine.split(" +");
        formats = words.length > 3 ? Set.copyOf(List.of(words).subList(3, words.length)) : Set.of();
        secure = words.length > 2 && words[2].toUpperCase(Locale.ROOT).contains("SAVP");
        this.lines = lines;
    }

    boolean hasConnection() {
        return ownConnection().isPresent();
    }

    /// The address of its own `c=` line.
    Optional<String> ownConnection() {
        return lines.lines()
                .filter(line -> line.startsWith("c="))
                .map(line -> line.substring(2).trim().split(" +"))
                .filter(words -> words.length == 3)
                .map(words -> words[2].split("/", 2)[0])
                .findFirst();
    }

    boolean multiplexed() {
        return lines.contains("a=rtcp-mux");
    }

    Said explain(String attribute) {
        int colon = attribute.indexOf(':');
        String name = colon < 0 ? attribute : attribute.substring(0, colon);
        String value = colon < 0 ? "" : attribute.substring(colon + 1).trim();
        return switch (name) {
            case "rtpmap" -> rtpMap(value);
            case "fmtp" -> Said.ok("parameters of format " + value);
            case "ptime" -> ptime(value, "wants packets of " + value + " ms");
            case "maxptime" -> ptime(value, "takes packets of at most " + value + " ms");
            case "sendrecv" -> Said.ok("sends and receives");
            case "sendonly" -> Said.suspicious("sends, does not listen", "on hold, or one way");
            case "recvonly" -> Said.suspicious("listens, does not send", "held, or one way");
            case "inactive" -> Said.suspicious("neither sends nor listens", "on hold both ways");
            case "rtcp" -> Said.ok("reports (RTCP) go to port " + value);
            case "rtcp-mux" -> Said.ok("reports (RTCP) come on the same port");
            case "rtcp-rsize" -> Said.ok("short reports are welcome (RFC 5506)");
            case "rtcp-fb" -> Said.ok("takes feedback: " + value);
            case "crypto" -> crypto(value);
            case "fingerprint" -> Said.ok("fingerprint of the DTLS certificate");
            case "setup" -> Said.ok("who opens DTLS: " + value);
            case "candidate" -> candidate(value);
            case "end-of-candidates" -> Said.ok("no more candidates come");
            case "ice-ufrag" -> Said.ok("user name of ICE");
            case "ice-pwd" -> Said.ok("password of ICE");
            case "ice-lite" -> Said.ok("only answers checks of ICE");
            case "ice-options" -> Said.ok("ICE: " + value);
            case "mid" -> Said.ok("this media is called " + value);
            case "group" ->
                    Said.ok(
                            value.startsWith("BUNDLE")
                                    ? "media that share one port: " + value.substring(6).trim()
                                    : "media that belong together: " + value);
            case "ssrc" -> Said.ok("a source of its packets: " + value);
            case "extmap" -> Said.ok("a header extension: " + value);
            case "msid", "msid-semantic", "ssrc-group" -> Said.ok("a name for tracks of WebRTC");
            case "label", "content", "lang", "tool", "cat", "keywds" -> Said.ok("a note: " + value);
            case "silenceSupp" -> Said.ok("whether silence is left out");
            case "direction" -> Said.ok("who opens the connection");
            default -> Said.ok("an attribute that does not matter for the way of the media");
        };
    }

    private Said rtpMap(String value) {
        Optional<RtpMap> map = RtpMap.parse(value);
        if (map.isEmpty()) {
            return Said.wrong("a format", "it should be NUMBER NAME/RATE");
        }
        RtpMap said = map.get();
        String meaning =
                "format "
                        + said.payloadType()
                        + " is "
                        + said.encoding()
                        + ", clock "
                        + said.clockRateHz()
                        + " Hz"
                        + (said.channels() > 1 ? ", " + said.channels() + " channels" : "");
        if (!formats.contains(String.valueOf(said.payloadType()))) {
            return Said.suspicious(meaning, "the m= line does not offer this format");
        }
        Optional<RtpMap> fixed = RtpMap.ofStatic(said.payloadType());
        if (fixed.isPresent() && !fixed.get().encoding().equalsIgnoreCase(said.encoding())) {
            return Said.wrong(
                    meaning,
                    "number "
                            + said.payloadType()
                            + " is "
                            + fixed.get().encoding()
                            + " for good (RFC 3551)");
        }
        if (said.encoding().equalsIgnoreCase("opus")
                && (said.clockRateHz() != 48_000 || said.channels() != 2)) {
            return Said.wrong(meaning, "opus is always opus/48000/2 (RFC 7587)");
        }
        return said.encoding().equalsIgnoreCase("G722") && said.clockRateHz() != 8_000
                ? Said.wrong(meaning, "G722 is written with 8000, an old mistake (RFC 3551)")
                : Said.ok(meaning);
    }

    private static Said ptime(String value, String meaning) {
        int millis = value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : -1;
        if (millis <= 0) {
            return Said.wrong(
                    "length of packets", "\"" + value + "\" is no number of milliseconds");
        }
        return millis > HIGHEST_PTIME
                ? Said.suspicious(meaning, "that is unusually long")
                : Said.ok(meaning);
    }

    private Said crypto(String value) {
        String[] words = value.split(" +");
        if (words.length < 3) {
            return Said.wrong("a key", "it should be TAG SUITE inline:KEY");
        }
        String meaning = "key " + words[0] + " of " + words[1] + " for what the writer sends";
        if (SrtpSuite.byName(words[1]).isEmpty()) {
            return Said.suspicious(meaning, "Milliwatt does not know this suite");
        }
        return secure
                ? Said.ok(meaning)
                : Said.suspicious(meaning, "the m= line says plain RTP: encryption is a wish only");
    }

    private static Said candidate(String value) {
        String[] words = value.split(" +");
        if (words.length < 8) {
            return Said.wrong("a candidate", "it needs 8 words and has " + words.length);
        }
        String meaning = "may be reached at " + words[4] + " port " + words[5] + ", " + words[7];
        if (words[4].endsWith(".local")) {
            return Said.suspicious(
                    meaning, "the address is hidden (mDNS): only the same LAN finds it");
        }
        return words[2].equalsIgnoreCase("tcp")
                ? Said.suspicious(meaning, "over TCP")
                : Said.ok(meaning);
    }
}
