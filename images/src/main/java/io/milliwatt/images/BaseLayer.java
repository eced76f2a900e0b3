package io.milliwatt.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.function.BooleanSupplier;

/// The lower layer: Java runtime, C libraries, and the few files of `/etc`. Kept in the cache
/// directory under a key of all it is made of, since it takes seconds to make and rarely changes.
///
/// @param tar the layer
/// @param libraries origin of the C libraries, in words
record BaseLayer(LayerTar.Written tar, String libraries) {
    static final int USER_ID = 10_001;
    private static final String PREFIX = "base-";

    private static final String PASSWD =
            """
            root:x:0:0:root:/:/nonexistent
            milliwatt:x:%d:%d:Milliwatt engine:/tmp:/nonexistent
            """
                    .formatted(USER_ID, USER_ID);
    private static final String GROUP =
            """
            root:x:0:
            milliwatt:x:%d:
            """
                    .formatted(USER_ID);
    private static final String NSSWITCH =
            """
            passwd: files
            group: files
            hosts: files dns
            """;

    /// Everything that decides what is in this layer, but for the version of the C libraries: a new
    /// one of those is taken when the layer is made again.
    static String key(JavaRuntime java) {
        return Sha256.of(
                String.join(
                        "\n",
                        "recipe 3",
                        java.version(),
                        java.vendor(),
                        java.architecture(),
                        String.join(" ", JavaRuntime.linkOptions()),
                        PASSWD,
                        GROUP,
                        NSSWITCH));
    }

    /// Takes the layer from the cache, or makes it.
    ///
    /// @param fresh make it in any case
    static BaseLayer of(
            JavaRuntime java,
            CacheDirectory cache,
            Path work,
            boolean fresh,
            StepListener steps,
            BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        Path kept = cache.root().resolve(PREFIX + key(java).substring(0, 32));
        Path layer = kept.resolve("layer.tar");
        Path facts = kept.resolve("layer.properties");
        if (fresh) {
            CacheDirectory.delete(kept);
        } else if (Files.exists(facts) && Files.exists(layer)) {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(facts)) {
                properties.load(reader);
            }
            String digest = properties.getProperty("sha256", "");
            if (Sha256.of(layer).equals(digest)) {
                CacheDirectory.touch(kept);
                String libraries = properties.getProperty("libraries", "");
                steps.at(ImageStep.PACK, "runtime and C libraries from the cache: " + libraries);
                return new BaseLayer(
                        new LayerTar.Written(layer, digest, Files.size(layer)), libraries);
            }
            CacheDirectory.delete(kept);
        }
        make(java, work, steps, cancelled);
        Files.move(work.resolve("base"), kept, StandardCopyOption.ATOMIC_MOVE);
        cache.prune(PREFIX);
        return of(java, cache, work, false, StepListener.SILENT, cancelled);
    }

    private static void make(
            JavaRuntime java, Path work, StepListener steps, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        steps.at(
                ImageStep.LINK_RUNTIME,
                "Java " + java.version() + " with " + JavaRuntime.MODULES.size() + " modules");
        Path jre = work.resolve("jre");
        java.link(jre, work, cancelled);
        steps.at(ImageStep.COLLECT_LIBRARIES, "glibc and what else this Java was linked against");
        SystemLibraries libraries = SystemLibraries.of(jre, work, cancelled);
        steps.at(ImageStep.PACK, libraries.origin());
        var tar =
                new LayerTar()
                        .directory("tmp", LayerTar.STICKY_MODE)
                        .text("etc/passwd", PASSWD)
                        .text("etc/group", GROUP)
                        .text("etc/nsswitch.conf", NSSWITCH)
                        .tree("jre", jre);
        libraries
                .files()
                .forEach((name, source) -> tar.file(name, source, LayerTar.EXECUTABLE_MODE));
        Path made = Files.createDirectory(work.resolve("base"));
        LayerTar.Written written = tar.writeTo(made.resolve("layer.tar"));
        var properties = new Properties();
        properties.setProperty("sha256", written.digest());
        properties.setProperty("libraries", libraries.origin());
        try (var writer = Files.newBufferedWriter(made.resolve("layer.properties"))) {
            properties.store(writer, null);
        }
        CacheDirectory.delete(jre);
    }
}
