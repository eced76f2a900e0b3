package io.milliwatt.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageArchiveTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path directory;

    @Test
    void archiveHoldsManifestConfigurationAndLayersUnderTheirDigests() throws IOException {
        ImageArchive image = image();
        Path archive = directory.resolve("image.tar");
        image.writeTo(archive);
        try (var tar = new TarFile(archive)) {
            JsonNode manifest = JSON.readTree(read(tar, "manifest.json")).path(0);
            assertEquals("milliwatt/engine:9", manifest.path("RepoTags").path(0).asText());
            byte[] configuration = read(tar, manifest.path("Config").asText());
            assertArrayEquals(image.configJson(), configuration);
            assertEquals(
                    "sha256:" + manifest.path("Config").asText().replace(".json", ""),
                    image.imageId());
            JsonNode diffIds = JSON.readTree(configuration).path("rootfs").path("diff_ids");
            assertEquals(2, manifest.path("Layers").size());
            for (int i = 0; i < 2; i++) {
                byte[] layer = read(tar, manifest.path("Layers").path(i).asText());
                assertEquals(
                        diffIds.path(i).asText(),
                        "sha256:" + Sha256.hex(Sha256.start().digest(layer)));
            }
        }
    }

    @Test
    void sameInputsGiveTheSameImage() throws IOException {
        Path first = directory.resolve("first.tar");
        Path second = directory.resolve("second.tar");
        image().writeTo(first);
        image().writeTo(second);
        assertEquals(Sha256.of(first), Sha256.of(second));
        assertEquals(image().imageId(), image().imageId());
    }

    @Test
    void configurationNamesUserHealthCheckSignalAndPorts() throws IOException {
        JsonNode config = JSON.readTree(image().configJson()).path("config");
        assertEquals("10001:10001", config.path("User").asText());
        assertEquals("SIGTERM", config.path("StopSignal").asText());
        assertEquals("/jre/bin/java", config.path("Entrypoint").path(0).asText());
        JsonNode test = config.path("Healthcheck").path("Test");
        assertEquals("CMD", test.path(0).asText());
        assertEquals("--health", test.path(test.size() - 1).asText());
        assertTrue(config.path("ExposedPorts").has("5060/udp"));
        assertEquals("engine", config.path("Labels").path("io.milliwatt").asText());
        String classPath = config.path("Entrypoint").toString();
        assertTrue(classPath.contains("/app/a.jar:/app/b.jar"), classPath);
    }

    private ImageArchive image() throws IOException {
        var files = new EngineFiles("9", "Main", List.of(Path.of("b.jar"), Path.of("/x/a.jar")));
        return new ImageArchive(
                "milliwatt/engine:9",
                "amd64",
                new EngineCommand(files).config(Map.of("io.milliwatt", "engine")),
                List.of(layer("base"), layer("app")));
    }

    private ImageArchive.Layer layer(String content) throws IOException {
        return new ImageArchive.Layer(
                new LayerTar()
                        .text("file", content)
                        .writeTo(Files.createTempFile(directory, "layer", ".tar")),
                content);
    }

    private static byte[] read(TarFile tar, String name) throws IOException {
        TarArchiveEntry entry =
                tar.getEntries().stream()
                        .filter(it -> it.getName().equals(name))
                        .findFirst()
                        .orElse(null);
        assertNotNull(entry, name);
        try (InputStream in = tar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
