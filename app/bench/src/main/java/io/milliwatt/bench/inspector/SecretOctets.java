package io.milliwatt.bench.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.milliwatt.inspector.sip.ShownText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Overwrites secrets in packets: keys of media, digests, passwords. They are learned from whole
/// messages, and found in whatever packets they are, also where a message is in several fragments
/// or segments: every eight octets of a secret are known. So at most seven octets of one stay, at
/// the edge of a packet. Lengths stay as they are.
final class SecretOctets {
    private static final int GRAM = 8;
    private static final byte HIDDEN = '*';

    private final Set<Long> grams = new HashSet<>();

    /// Shorter secrets, which are passwords in URIs, with what stands around them.
    private final Set<String> passwords = new HashSet<>();

    /// What is secret in the text of a message.
    void learn(String message) {
        for (String secret : ShownText.secrets(message)) {
            byte[] octets = secret.getBytes(UTF_8);
            if (octets.length < GRAM) {
                passwords.add(":" + secret + "@");
                continue;
            }
            long gram = 0;
            for (int i = 0; i < octets.length; i++) {
                gram = gram << 8 | octets[i] & 0xff;
                if (i >= GRAM - 1) {
                    grams.add(gram);
                }
            }
        }
    }

    /// Whether something was overwritten.
    boolean hide(byte[] packet) {
        boolean hidden = false;
        long gram = 0;
        for (int i = 0; i < packet.length; i++) {
            gram = gram << 8 | packet[i] & 0xff;
            if (i >= GRAM - 1 && grams.contains(gram)) {
                Arrays.fill(packet, i - GRAM + 1, i + 1, HIDDEN);
                hidden = true;
            }
        }
        List<byte[]> words = new ArrayList<>();
        passwords.forEach(word -> words.add(word.getBytes(UTF_8)));
        for (byte[] word : words) {
            for (int i = 0; i + word.length <= packet.length; i++) {
                if (Arrays.equals(packet, i, i + word.length, word, 0, word.length)) {
                    Arrays.fill(packet, i + 1, i + word.length - 1, HIDDEN);
                    hidden = true;
                }
            }
        }
        return hidden;
    }
}
