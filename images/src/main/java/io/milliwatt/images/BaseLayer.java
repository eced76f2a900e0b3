package io.milliwatt.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// The lower layer: Java runtime, C libraries, and the few files of `/etc`.
final class BaseLayer {
    static final int USER_ID = 10_001;
    static final KeptLayer.Kind KIND = new KeptLayer.Kind("base-", "runtime and C libraries");

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

    private BaseLayer() {}

    /// Everything that decides what is in this layer, but for the version of the C libraries: a new
    /// one of those is taken when the layer is made again.
    static String key(JavaRuntime java) {
        return Sha256.of(
                String.join(
                        "\n",
                        "recipe 4",
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
    static KeptLayer of(
            JavaRuntime java,
            CacheDirectory cache,
            Path work,
            boolean fresh,
            StepListener steps,
            BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        return KeptLayer.of(
                KIND, key(java), cache, fresh, steps, () -> make(java, work, steps, cancelled));
    }

    private static KeptLayer.Made make(
            JavaRuntime java, Path work, StepListener steps, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        steps.at(
                ImageStep.LINK_RUNTIME,
                "Java " + java.version() + " with " + JavaRuntime.MODULES.size() + " modules");
        Path jre = work.resolve("jre");
        java.link(jre, work, cancelled);
        steps.at(ImageStep.COLLECT_LIBRARIES, "glibc and what else this Java was linked against");
        SystemLibraries libraries = SystemLibraries.ofRuntime(jre, work, cancelled);
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
        LayerTar.Written written = tar.writeTo(work.resolve("base.tar"));
        CacheDirectory.delete(jre);
        return new KeptLayer.Made(written, libraries.origin());
    }
}
