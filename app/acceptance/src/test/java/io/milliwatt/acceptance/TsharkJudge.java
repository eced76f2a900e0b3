package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `milliwatt inspect FILE --json` says of a capture, side by side with what tshark says.
record TsharkJudge(Path capture, int sipPort) {
    private static final double ROUNDING_MILLIS = 0.001001;

    /// Begin and end, source, destination, SSRC, payload, packets, lost, then the least, mean and
    /// greatest delta and jitter.
    private static final Pattern ROW =
            Pattern.compile(
                    "([\\d.]+) +(\\d+) +([\\d.]+) +(\\d+) (0x\\p{XDigit}+)\\s+(\\S.*?)\\s(\\d+)"
                            + "\\s+(-?\\d+) \\(-?[\\d.]+%\\)((?:\\s+-?[\\d.]+){6})");

    /// Every stream has the same figures, every SIP message is found.
    ///
    /// @return streams that were compared
    int compare() throws Exception {
        var result = Shell.milliwatt("inspect", capture.toString(), "--json");
        assertTrue(result.status() <= 1, result.toString());
        JsonNode inspected = result.json();
        assertEquals(0, inspected.at("/capture/problemCount").asInt(), result.out());
        assertEquals(messagesOfTshark(), messages(inspected));
        Map<String, String[]> judged = streamsOfTshark();
        Map<String, JsonNode> ours = new TreeMap<>();
        for (JsonNode stream : inspected.get("streams")) {
            ours.put(
                    stream.get("source").asText()
                            + " "
                            + stream.get("destination").asText()
                            + " "
                            + stream.get("ssrc").asText(),
                    stream);
        }
        assertEquals(judged.keySet(), ours.keySet());
        ours.forEach(
                (key, stream) -> compare(key, Objects.requireNonNull(judged.get(key)), stream));
        return ours.size();
    }

    private static void compare(String key, String[] row, JsonNode ours) {
        assertEquals(Long.parseLong(row[1]), ours.get("packets").asLong(), "packets of " + key);
        // tshark lets a duplicate make up for a lost packet
        assertEquals(
                Long.parseLong(row[2]),
                ours.get("lost").asLong() - ours.get("duplicates").asLong(),
                "lost of " + key);
        double[] figures =
                Arrays.stream(row[3].trim().split("\\s+"))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        assertEquals(figures[1], millis(ours, "meanDelta"), ROUNDING_MILLIS, "delta of " + key);
        assertEquals(figures[2], millis(ours, "maxDelta"), ROUNDING_MILLIS, "max delta of " + key);
        if (row[0].toLowerCase(Locale.ROOT).contains("event")) {
            return; // standing timestamps are jitter to tshark, and none here: record 25
        }
        assertEquals(figures[3], millis(ours, "minJitter"), ROUNDING_MILLIS, "jitter of " + key);
        assertEquals(figures[4], millis(ours, "meanJitter"), ROUNDING_MILLIS, "jitter of " + key);
        assertEquals(figures[5], millis(ours, "maxJitter"), ROUNDING_MILLIS, "jitter of " + key);
    }

    private static double millis(JsonNode stream, String key) {
        return stream.get(key + "Millis").asDouble();
    }

    private static List<String> messages(JsonNode inspected) {
        var messages = new ArrayList<String>();
        for (String list : List.of("calls", "others")) {
            for (JsonNode call : inspected.get(list)) {
                for (JsonNode message : call.get("messages")) {
                    messages.add(message.get("frame").asText() + " " + call.get("callId").asText());
                }
            }
        }
        messages.sort(null);
        return messages;
    }

    private List<String> messagesOfTshark() throws Exception {
        String rows =
                tshark(
                        "-Y",
                        "sip",
                        "-T",
                        "fields",
                        "-E",
                        "separator=/s",
                        "-e",
                        "frame.number",
                        "-e",
                        "sip.Call-ID");
        return rows.lines().sorted().toList();
    }

    /// Payload, packets, lost, the six figures; by source, destination and SSRC.
    private Map<String, String[]> streamsOfTshark() throws Exception {
        Map<String, String[]> streams = new TreeMap<>();
        String table = tshark("--enable-heuristic", "rtp_udp", "-q", "-z", "rtp,streams");
        for (String line : table.lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.find()) {
                String key =
                        row.group(1)
                                + ":"
                                + row.group(2)
                                + " "
                                + row.group(3)
                                + ":"
                                + row.group(4)
                                + " "
                                + row.group(5).toLowerCase(Locale.ROOT);
                streams.put(
                        key, new String[] {row.group(6), row.group(7), row.group(8), row.group(9)});
            }
        }
        return streams;
    }

    private String tshark(String... options) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                "tshark",
                                "-n",
                                "-r",
                                capture.toString(),
                                "-d",
                                "udp.port==" + sipPort + ",sip",
                                "-d",
                                "tcp.port==" + sipPort + ",sip"));
        command.addAll(List.of(options));
        var result = Shell.run(command.toArray(String[]::new));
        assertEquals(0, result.status(), result.toString());
        return result.out();
    }
}
