package io.milliwatt.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.app.TestNumbers;
import io.milliwatt.engine.control.EngineInfo.TestNumberInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/engine.md` says what the engine does.
class EngineDocumentTest {
    @Test
    void settingsAreTheDocumentedOnesInTheirOrder() throws Exception {
        var documented =
                table("argument").stream()
                        .map(row -> plain(row.get(0)) + " " + plain(row.get(1)))
                        .toList();
        var known =
                Arrays.stream(Setting.values())
                        .map(setting ->
                                (setting.hasArgument() ? setting.argument() : "-")
                                        + " "
                                        + setting.variable())
                        .toList();
        assertEquals(
                known.stream().sorted().toList(),
                documented.stream().sorted().toList(),
                "settings and docs/engine.md");
    }

    @Test
    void defaultsAreTheDocumentedOnes() throws Exception {
        Map<String, String> documented =
                table("argument").stream()
                        .filter(row -> row.get(2).startsWith("`"))
                        .collect(
                                Collectors.toMap(
                                        row -> plain(row.get(1)), row -> plain(row.get(2))));
        var config =
                EngineConfig.read(
                        new String[0],
                        Map.of(
                                "MILLIWATT_CONTROL_TOKEN",
                                "0123456789abcdef",
                                "MILLIWATT_ADVERTISE",
                                "192.0.2.10"));
        assertEquals(
                Map.of(
                        "MILLIWATT_BIND",
                        config.bind().getHostAddress(),
                        "MILLIWATT_PORT_POOL",
                        config.portPool().name().toLowerCase(Locale.ROOT),
                        "MILLIWATT_SIP_PORT",
                        "" + config.sipPort(),
                        "MILLIWATT_RTP_PORTS",
                        config.firstRtpPort() + "-" + config.lastRtpPort(),
                        "MILLIWATT_CONTROL_PORT",
                        "" + config.controlPort(),
                        "MILLIWATT_CONTROL_BIND",
                        config.controlBind().getHostAddress(),
                        "MILLIWATT_RING_LIMIT",
                        "" + config.sip().ringLimit().toSeconds(),
                        "MILLIWATT_MEDIA_TIMEOUT",
                        "" + config.mediaTimeout().toSeconds(),
                        "MILLIWATT_NAME",
                        config.name()),
                documented);
    }

    @Test
    void testNumbersAreTheDocumentedOnes() throws Exception {
        assertEquals(
                TestNumbers.ALL.stream().map(TestNumberInfo::number).toList(),
                table("number").stream().map(row -> plain(row.getFirst())).toList());
    }

    /// The rows of the table whose first heading is this, each a list of cells.
    private static List<List<String>> table(String heading) throws Exception {
        Path fromModule = Path.of("../../docs/engine.md"); // the working folder is the module's
        var rows = new ArrayList<List<String>>();
        boolean inside = false;
        for (String line :
                Files.readAllLines(
                        Files.exists(fromModule) ? fromModule : Path.of("docs/engine.md"))) {
            if (line.startsWith("| " + heading + " |")) {
                inside = true;
            } else if (!line.startsWith("|")) {
                inside = false;
            } else if (inside && !line.startsWith("|---")) {
                rows.add(Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList());
            }
        }
        assertTrue(rows.size() > 3, "no table \"" + heading + "\"");
        return rows;
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }
}
