package io.milliwatt.engine.app.prompt;

import io.milliwatt.protocol.codec.G722;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The recordings the engine speaks with: G.722 in the jar, each decoded when it is first wanted
/// and kept. May be used by any thread; what it gives must not be changed.
public final class Prompts {
    public static final int SAMPLE_RATE_HZ = 16_000;

    private static final int GAP_SAMPLES = SAMPLE_RATE_HZ / 10;

    private final Map<Prompt, short[]> decoded = new ConcurrentHashMap<>();

    /// The samples of one prompt, mono, at [#SAMPLE_RATE_HZ]. Not to be written to.
    public short[] samples(Prompt prompt) {
        return decoded.computeIfAbsent(prompt, Prompts::decode);
    }

    /// Several prompts, 100 ms apart.
    public short[] samples(List<Prompt> prompts) {
        int total = 0;
        for (Prompt prompt : prompts) {
            total += samples(prompt).length + GAP_SAMPLES;
        }
        short[] all = new short[total];
        int at = 0;
        for (Prompt prompt : prompts) {
            short[] one = samples(prompt);
            System.arraycopy(one, 0, all, at, one.length);
            at += one.length + GAP_SAMPLES;
        }
        return all;
    }

    /// "You pressed", and the keys; characters that are no keys are left out.
    public short[] pressed(String keys) {
        List<Prompt> sentence = new ArrayList<>(List.of(Prompt.PRESSED));
        for (char key : keys.toCharArray()) {
            Prompt.ofKey(key).ifPresent(sentence::add);
        }
        return samples(sentence);
    }

    private static short[] decode(Prompt prompt) {
        byte[] octets;
        try (InputStream in = Prompts.class.getResourceAsStream(prompt.file())) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + prompt.file());
            }
            octets = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(prompt.file() + " cannot be read from the jar", e);
        }
        short[] samples = new short[2 * octets.length];
        int count = G722.INSTANCE.newDecoder().decode(octets, 0, octets.length, samples, 0);
        return Arrays.copyOf(samples, count);
    }
}
