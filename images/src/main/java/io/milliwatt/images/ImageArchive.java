package io.milliwatt.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// An image in the form that `docker save` writes and `docker load` reads: `manifest.json`, the
/// configuration, and the layers, each under its own digest. Understood by every engine since 1.10
/// and by Podman. (Docker image specification v1.2, "Combined Image JSON + Filesystem Changeset
/// Format".)
///
/// @param reference repository and tag
/// @param architecture as Go names it: `amd64`, `arm64`
/// @param config what `docker inspect` shows under `Config`; written in the order given
/// @param layers from the lowest to the topmost, each with the text of its history line
record ImageArchive(
        String reference, String architecture, Map<String, Object> config, List<Layer> layers) {
    /// The time in the configuration, which has to be there; the same as in the layers.
    private static final String CREATED = "2026-01-01T00:00:00Z";

    private static final ObjectMapper JSON = new ObjectMapper();

    /// @param tar the layer
    /// @param history what it holds, in words
    record Layer(LayerTar.Written tar, String history) {}

    /// The configuration's bytes. Their SHA-256 is the image id on engines that store images as
    /// layers.
    byte[] configJson() throws IOException {
        var root = new LinkedHashMap<String, Object>();
        root.put("architecture", architecture);
        root.put("os", "linux");
        root.put("created", CREATED);
        root.put("config", config);
        root.put(
                "rootfs",
                ordered(
                        "type",
                        "layers",
                        "diff_ids",
                        layers.stream().map(each -> "sha256:" + each.tar().digest()).toList()));
        root.put(
                "history",
                layers.stream()
                        .map(each -> ordered("created", CREATED, "created_by", each.history()))
                        .toList());
        return JSON.writeValueAsBytes(root);
    }

    /// Writes the archive.
    void writeTo(Path target) throws IOException {
        byte[] configJson = configJson();
        String configName = Sha256.hex(Sha256.start().digest(configJson)) + ".json";
        try (var out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16);
                var tar = new TarArchiveOutputStream(out, "UTF-8")) {
            put(tar, configName, configJson);
            for (Layer layer : layers) {
                put(tar, nameOf(layer), layer.tar().path());
            }
            var manifest = new LinkedHashMap<String, Object>();
            manifest.put("Config", configName);
            manifest.put("RepoTags", List.of(reference));
            manifest.put("Layers", layers.stream().map(ImageArchive::nameOf).toList());
            put(tar, "manifest.json", JSON.writeValueAsBytes(List.of(manifest)));
            tar.finish();
        }
    }

    private static String nameOf(Layer layer) {
        return layer.tar().digest() + "/layer.tar";
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
            throws IOException {
        tar.putArchiveEntry(entry(name, bytes.length));
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void put(TarArchiveOutputStream tar, String name, Path file) throws IOException {
        tar.putArchiveEntry(entry(name, Files.size(file)));
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, long size) {
        var entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setModTime(LayerTar.ENTRY_TIME_SECONDS * 1000);
        return entry;
    }

    private static Map<String, Object> ordered(
            String key1, Object value1, String key2, Object value2) {
        var map = new LinkedHashMap<String, Object>();
        map.put(key1, value1);
        map.put(key2, value2);
        return map;
    }

    /// The id that engines of the classic image store give this image.
    String imageId() throws IOException {
        return "sha256:" + Sha256.hex(Sha256.start().digest(configJson()));
    }
}
