package io.milliwatt.sip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the messages of RFC 4475 and RFC 5118 as they stand in `torture/rfcNNNN.txt`.
final class TortureMessages {
    private static final Pattern REPEAT = Pattern.compile("<repeat count=(\\d+)>(.*?)</repeat>");
    private static final Pattern HEX = Pattern.compile("<hex>([0-9A-F]*)</hex>");

    private TortureMessages() {}

    /// The octets of each message by its name, in the order of the file.
    static Map<String, byte[]> read(String file) throws IOException {
        String text;
        try (InputStream in = TortureMessages.class.getResourceAsStream("torture/" + file)) {
            text =
                    new String(
                            java.util.Objects.requireNonNull(in).readAllBytes(),
                            StandardCharsets.UTF_8);
        }
        Map<String, byte[]> messages = new LinkedHashMap<>();
        String[] parts = text.split("(?m)^=== ");
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf('\n');
            messages.put(parts[i].substring(0, end), octets(parts[i].substring(end + 1)));
        }
        return messages;
    }

    private static byte[] octets(String text) {
        String whole =
                REPEAT.matcher(text)
                        .replaceAll(m ->
                                Matcher.quoteReplacement(
                                        m.group(2).repeat(Integer.parseInt(m.group(1)))))
                        .replace("\n", "\r\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Matcher hex = HEX.matcher(whole);
        int at = 0;
        while (hex.find()) {
            out.writeBytes(whole.substring(at, hex.start()).getBytes(StandardCharsets.UTF_8));
            out.writeBytes(HexFormat.of().parseHex(hex.group(1)));
            at = hex.end();
        }
        out.writeBytes(whole.substring(at).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
