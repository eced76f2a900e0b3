package io.milliwatt.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/// A layer that takes seconds to make and rarely changes: kept in the cache directory under a key
/// of all it is made of, and used again only while its bytes are what they were.
///
/// @param tar the layer
/// @param origin where its files come from, in words
record KeptLayer(LayerTar.Written tar, String origin) {
    /// @param prefix its name in the cache directory, without the key
    /// @param title what it holds, in words
    record Kind(String prefix, String title) {}

    /// A layer just made.
    ///
    /// @param tar the layer, in a work directory
    /// @param origin where its files come from, in words
    record Made(LayerTar.Written tar, String origin) {}

    @FunctionalInterface
    interface Maker {
        Made make() throws IOException, InterruptedException, ImageException;
    }

    /// Takes the layer from the cache, or makes it.
    ///
    /// @param key hash of all that decides what is in it
    /// @param fresh make it in any case
    static KeptLayer of(
            Kind kind,
            String key,
            CacheDirectory cache,
            boolean fresh,
            StepListener steps,
            Maker maker)
            throws IOException, InterruptedException, ImageException {
        Path kept = cache.root().resolve(kind.prefix() + key.substring(0, 32));
        Path layer = kept.resolve("layer.tar");
        Path facts = kept.resolve("layer.properties");
        if (!fresh && Files.exists(facts) && Files.exists(layer)) {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(facts)) {
                properties.load(reader);
            }
            String digest = properties.getProperty("sha256", "");
            if (Sha256.of(layer).equals(digest)) {
                CacheDirectory.touch(kept);
                String origin = properties.getProperty("origin", "");
                steps.at(ImageStep.PACK, kind.title() + " from the cache: " + origin);
                return new KeptLayer(
                        new LayerTar.Written(layer, digest, Files.size(layer)), origin);
            }
        }
        CacheDirectory.delete(kept);
        Made made = maker.make();
        Path directory = made.tar().path().resolveSibling("kept-" + kind.prefix());
        Files.createDirectory(directory);
        Files.move(made.tar().path(), directory.resolve("layer.tar"));
        var properties = new Properties();
        properties.setProperty("sha256", made.tar().digest());
        properties.setProperty("origin", made.origin());
        try (var writer = Files.newBufferedWriter(directory.resolve("layer.properties"))) {
            properties.store(writer, null);
        }
        Files.move(directory, kept, StandardCopyOption.ATOMIC_MOVE);
        cache.prune(kind.prefix());
        return new KeptLayer(
                new LayerTar.Written(layer, made.tar().digest(), made.tar().sizeBytes()),
                made.origin());
    }
}
