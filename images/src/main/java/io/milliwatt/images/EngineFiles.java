package io.milliwatt.images;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// The engine as it comes out of the build.
///
/// @param version its version, which becomes the tag of the image
/// @param mainClass the class to start
/// @param jars the engine's jar and those it needs; sorted by file name, which is also their order
///   on the class path
public record EngineFiles(String version, String mainClass, List<Path> jars) {
    public EngineFiles {
        jars =
                jars.stream()
                        .sorted(Comparator.comparing((Path jar) -> jar.getFileName().toString()))
                        .toList();
    }
}
