package io.milliwatt.bench;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where Milliwatt's own files are: `engine/*.jar` (the engine and what it needs) and `lib/*.jar`
/// (the application).
///
/// @param home the directory of both
/// @param version version of the engine, from the name of its jar
/// @param mainClass class that starts the engine
/// @param engineJars jars of the engine
public record Distribution(Path home, String version, String mainClass, List<Path> engineJars) {
    /// System property that names the directory; `./milliwatt` sets it.
    public static final String HOME_PROPERTY = "milliwatt.home";

    private static final String MAIN_CLASS = "io.milliwatt.engine.Main";
    private static final Pattern SERVER_JAR = Pattern.compile("milliwatt-server-(.+)\\.jar");

    /// The files this program runs from: the directory named by `milliwatt.home`, else the one that
    /// holds this program's own jar in `lib`.
    ///
    /// @throws BenchException `ENGINE_FILES_MISSING`
    public static Distribution current() throws BenchException {
        String property = System.getProperty(HOME_PROPERTY, "");
        if (!property.isBlank()) {
            return of(Path.of(property));
        }
        Optional<Path> home = homeOfThisProgram();
        if (home.isEmpty()) {
            throw missing("milliwatt.home is not set, and this program does not run from its jars");
        }
        return of(home.get());
    }

    public static Distribution of(Path home) throws BenchException {
        Path directory = home.toAbsolutePath().normalize().resolve("engine");
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> jars =
                    files.filter(each -> each.getFileName().toString().endsWith(".jar"))
                            .sorted()
                            .toList();
            for (Path jar : jars) {
                Matcher server = SERVER_JAR.matcher(jar.getFileName().toString());
                if (server.matches()) {
                    return new Distribution(home, server.group(1), MAIN_CLASS, jars);
                }
            }
            throw missing("there is no milliwatt-server jar in " + directory);
        } catch (IOException e) {
            throw missing("the directory " + directory + " cannot be read");
        }
    }

    private static Optional<Path> homeOfThisProgram() {
        CodeSource source = Distribution.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            Path jar = Path.of(source.getLocation().toURI());
            Path lib = jar.getParent();
            if (Files.isRegularFile(jar) && lib != null && lib.getParent() != null) {
                return Optional.of(lib.getParent());
            }
        } catch (URISyntaxException | IllegalArgumentException _) {
            // not a file: nothing to find beside it
        }
        return Optional.empty();
    }

    private static BenchException missing(String why) {
        return new BenchException(
                ProblemCode.ENGINE_FILES_MISSING,
                "The engine's files are missing: " + why,
                "Start by ./milliwatt, which builds what is not built, or build by hand:"
                        + " mvn package -DskipTests");
    }
}
