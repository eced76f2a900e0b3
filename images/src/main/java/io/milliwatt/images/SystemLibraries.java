package io.milliwatt.images;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The C libraries that a Java runtime and other programs need: glibc and its loader, and whatever
/// else they were linked against. `ldd` names them. On Debian and its relatives each file is
/// compared with the checksum its package carries, so that it is known to be the distribution's;
/// elsewhere the host's own files are taken as they are. Either way nothing is downloaded.
///
/// @param files name in the image, without the leading slash, and the file on this host
/// @param origin where they come from, in words: `libc6 2.36-9+deb12u10 (checksums verified)`
record SystemLibraries(Map<String, Path> files, String origin) {
    /// Opened by name at run time, so `ldd` does not see them: look-up of users and names.
    private static final List<String> OPENED_BY_NAME =
            List.of("libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2");

    private static final Pattern RESOLVED =
            Pattern.compile("^\\s*(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)$", Pattern.MULTILINE);
    private static final Pattern MISSING =
            Pattern.compile("^\\s*(\\S+) => not found$", Pattern.MULTILINE);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// What a linked runtime needs.
    static SystemLibraries ofRuntime(Path jre, Path scratch, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        var programs = new ArrayList<Path>();
        try (Stream<Path> all = Files.walk(jre)) {
            all.filter(Files::isRegularFile)
                    .filter(each -> each.getFileName().toString().endsWith(".so"))
                    .forEach(programs::add);
        }
        programs.add(jre.resolve("bin/java"));
        return of(programs, jre, Optional.empty(), scratch, cancelled);
    }

    /// What programs and libraries of this host need.
    ///
    /// @param programs ELF files; a static one needs nothing
    /// @param runtime a Java runtime among them, whose own libraries are not collected
    /// @param unpacked packages that were unpacked rather than installed; looked into first, and
    ///   left out of the names in the image
    static SystemLibraries of(
            List<Path> programs,
            Path runtime,
            Optional<Path> unpacked,
            Path scratch,
            BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        var shipped = new TreeSet<String>();
        try (Stream<Path> all = Files.walk(runtime)) {
            all.map(each -> each.getFileName().toString())
                    .filter(name -> name.endsWith(".so"))
                    .forEach(shipped::add);
        }
        var command = new ArrayList<String>();
        if (unpacked.isPresent()) {
            command.add("env");
            command.add("LD_LIBRARY_PATH=" + libraryPath(unpacked.get()));
        }
        command.add("ldd");
        programs.forEach(each -> command.add(each.toString()));
        ChildProcess.Output output = run(command, scratch, cancelled);
        var found = new TreeMap<String, Path>();
        Matcher resolved = RESOLVED.matcher(output.text());
        while (resolved.find()) {
            Path library = Path.of(resolved.group(1));
            if (!library.startsWith(runtime)) {
                found.put(nameInImage(library, unpacked), library);
            }
        }
        Matcher missing = MISSING.matcher(output.text());
        while (missing.find()) {
            if (!shipped.contains(missing.group(1))) {
                throw unusable(missing.group(1) + " is not found on this host");
            }
        }
        Path libc =
                found.values().stream()
                        .filter(it -> it.getFileName().toString().equals("libc.so.6"))
                        .findFirst()
                        .orElseThrow(() -> unusable("its Java does not use glibc"));
        for (String name : OPENED_BY_NAME) {
            Path library = libc.resolveSibling(name);
            if (Files.exists(library)) {
                found.put(nameInImage(library, unpacked), library);
            }
        }
        List<Path> installed =
                found.values().stream()
                        .filter(it -> unpacked.filter(it::startsWith).isEmpty())
                        .toList();
        return new SystemLibraries(found, originOf(installed, scratch, cancelled));
    }

    /// A file's name without the slash in front, and without the directory it was unpacked to.
    static String nameInImage(Path file, Optional<Path> unpacked) {
        return unpacked.filter(file::startsWith)
                .map(root -> root.relativize(file).toString())
                .orElseGet(() -> file.toString().substring(1));
    }

    private static String libraryPath(Path unpacked) throws IOException {
        try (Stream<Path> all = Files.walk(unpacked)) {
            return all.filter(each -> each.getFileName().toString().matches("lib.*\\.so(\\..*)?"))
                    .map(each -> String.valueOf(each.getParent()))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(":"));
        }
    }

    private static ChildProcess.Output run(
            List<String> command, Path scratch, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        try {
            return ChildProcess.run(command, scratch, LIMIT, cancelled);
        } catch (IOException e) {
            throw unusable(command.getFirst() + " cannot be run: " + e.getMessage());
        }
    }

    private static ImageException unusable(String why) {
        return new ImageException(
                ImageException.Reason.RECIPE,
                "The C libraries for the image cannot be collected: " + why,
                "Use a glibc-based JDK 25 on Linux, or --runtime embedded");
    }

    /// The packages that own files of this host, with their versions.
    static String originOf(Collection<Path> files, Path scratch, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        try {
            var packages = new TreeMap<String, String>();
            for (Path file : files) {
                String owner = owner(file, scratch, cancelled);
                if (owner.isEmpty() || !isAsPackaged(file, owner, scratch, cancelled)) {
                    return "this host's own files (not checked against a package)";
                }
                packages.put(owner, owner);
            }
            var words = new ArrayList<String>();
            for (String each : packages.keySet()) {
                ChildProcess.Output version =
                        ChildProcess.run(
                                List.of("dpkg-query", "-W", "-f", "${Version}", each),
                                scratch,
                                LIMIT,
                                cancelled);
                words.add(each.replaceFirst(":.*", "") + " " + version.text().strip());
            }
            return String.join(", ", words) + " (checksums verified)";
        } catch (IOException _) {
            return "this host's own files (no dpkg to check them with)";
        }
    }

    /// The package that owns a file, empty when none does. With `/lib` being a link to `/usr/lib`
    /// the package may know the file under either name.
    private static String owner(Path file, Path scratch, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        for (String name : namesOf(file)) {
            ChildProcess.Output output =
                    ChildProcess.run(List.of("dpkg-query", "-S", name), scratch, LIMIT, cancelled);
            int end = output.text().indexOf(": ");
            if (output.exit() == 0 && end > 0) {
                return output.text().substring(0, end);
            }
        }
        return "";
    }

    private static List<String> namesOf(Path file) throws IOException {
        var names = new LinkedHashMap<String, Boolean>();
        names.put(file.toString(), true);
        names.put("/usr" + file, true);
        String real = file.toRealPath().toString();
        names.put(real, true);
        names.put(real.replaceFirst("^/usr", ""), true);
        return List.copyOf(names.keySet());
    }

    private static boolean isAsPackaged(
            Path file, String owner, Path scratch, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        ChildProcess.Output list =
                ChildProcess.run(
                        List.of("dpkg-query", "--control-path", owner, "md5sums"),
                        scratch,
                        LIMIT,
                        cancelled);
        if (list.exit() != 0) {
            return false;
        }
        Path sums = Path.of(list.text().strip());
        // a line is "<md5>  usr/lib/...", a link is not listed: ask for the file it leads to
        var wanted = namesOf(file).stream().map(it -> "  " + it.substring(1)).toList();
        String md5 = md5(file);
        try (Stream<String> lines = Files.lines(sums, StandardCharsets.UTF_8)) {
            return lines.anyMatch(
                    line -> line.startsWith(md5) && wanted.stream().anyMatch(line::endsWith));
        }
    }

    private static String md5(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
            return String.format("%032x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("no MD5 in this Java", e);
        }
    }
}
