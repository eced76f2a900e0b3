package io.milliwatt.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

/// The programs of the toolbox. Those that are installed on this host are taken from here; the
/// packages of the others are downloaded with `apt-get download`, which needs no root, and unpacked
/// beside: nothing is installed.
///
/// @param programs name and file, `nft` and `/usr/sbin/nft`
/// @param plugins the matches and targets of iptables, which it opens by name: name in the image
///   without the leading slash, and file
/// @param unpacked where downloaded packages were unpacked; empty when everything is installed
/// @param downloaded `nftables 1.0.6-2+deb12u2`, for each package that was downloaded
record ToolPackages(
        Map<String, Path> programs,
        Map<String, Path> plugins,
        Optional<Path> unpacked,
        List<String> downloaded) {
    /// A program and the Debian package it is in.
    ///
    /// @param required whether the toolbox is of no use without it; what is not required is not
    ///   part of every distribution's package of that name
    record Program(String name, String debian, boolean required) {}

    static final String NFT_MULTI = "xtables-nft-multi";
    static final String LEGACY_MULTI = "xtables-legacy-multi";
    static final String BUSYBOX = "busybox";

    /// The shell: that of busybox takes its own `ip` for the real one.
    static final String SHELL = "dash";

    static final List<Program> PROGRAMS =
            List.of(
                    new Program("ip", "iproute2", true),
                    new Program("ss", "iproute2", true),
                    new Program(NFT_MULTI, "iptables", true),
                    new Program(LEGACY_MULTI, "iptables", false),
                    new Program("nft", "nftables", true),
                    new Program("tcpdump", "tcpdump", true),
                    new Program("conntrack", "conntrack", true),
                    new Program("chrt", "util-linux", true),
                    new Program(SHELL, "dash", true),
                    new Program(BUSYBOX, "busybox-static", true));

    private static final List<String> DIRECTORIES =
            List.of("usr/sbin", "usr/bin", "sbin", "bin", "usr/local/sbin");

    private static final Pattern TO_INSTALL =
            Pattern.compile("^Inst (\\S+) (?:\\[[^]]*] )?\\((\\S+) ", Pattern.MULTILINE);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    static ToolPackages collect(Path work, StepListener steps, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        Path host = Path.of("/");
        var wanted = new TreeSet<String>();
        for (Program each : PROGRAMS) {
            if (each.required() && find(host, each.name()).isEmpty()) {
                wanted.add(each.debian());
            }
        }
        Optional<Path> unpacked = Optional.empty();
        var downloaded = new ArrayList<String>();
        if (!wanted.isEmpty()) {
            steps.at(ImageStep.FETCH_PACKAGES, String.join(", ", wanted));
            Path directory = Files.createDirectory(work.resolve("packages"));
            downloaded.addAll(download(wanted, work, directory, cancelled));
            unpacked = Optional.of(directory);
        }
        var programs = new TreeMap<String, Path>();
        for (Program each : PROGRAMS) {
            Optional<Path> file = find(host, each.name());
            if (file.isEmpty() && unpacked.isPresent()) {
                file = find(unpacked.get(), each.name());
            }
            if (file.isPresent()) {
                programs.put(each.name(), file.get());
            } else if (each.required()) {
                throw unavailable(wanted, "there is no " + each.name() + " in " + each.debian());
            }
        }
        Path root = unpacked.filter(it -> find(it, NFT_MULTI).isPresent()).orElse(host);
        return new ToolPackages(programs, plugins(root, unpacked), unpacked, downloaded);
    }

    private static Optional<Path> find(Path root, String name) {
        return DIRECTORIES.stream()
                .map(each -> root.resolve(each).resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// `/usr/lib/ARCHITECTURE/xtables` on Debian, `/usr/lib64/xtables` elsewhere.
    private static Map<String, Path> plugins(Path root, Optional<Path> unpacked)
            throws IOException {
        var directories = new ArrayList<Path>();
        for (String each : List.of("usr/lib64", "usr/lib")) {
            directories.add(root.resolve(each).resolve("xtables"));
        }
        try (Stream<Path> all = Files.list(root.resolve("usr/lib"))) {
            all.map(each -> each.resolve("xtables")).sorted().forEach(directories::add);
        }
        var plugins = new TreeMap<String, Path>();
        for (Path directory : directories) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> all = Files.list(directory)) {
                    all.filter(each -> each.toString().endsWith(".so"))
                            .forEach(each ->
                                    plugins.put(SystemLibraries.nameInImage(each, unpacked), each));
                }
                return plugins;
            }
        }
        return plugins;
    }

    /// What `apt-get` would install is what is missing here: the packages and their libraries.
    private static List<String> download(
            Iterable<String> wanted, Path work, Path root, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        var simulate =
                new ArrayList<>(
                        List.of("apt-get", "install", "--simulate", "--no-install-recommends"));
        wanted.forEach(simulate::add);
        ChildProcess.Output plan = run(simulate, wanted, work, cancelled);
        var packages = new ArrayList<String>();
        var fetch =
                new ArrayList<>(
                        List.of("env", "-C", root.toString(), "apt-get", "download", "--quiet"));
        Matcher line = TO_INSTALL.matcher(plan.text());
        while (line.find()) {
            packages.add(line.group(1) + " " + line.group(2));
            fetch.add(line.group(1) + "=" + line.group(2));
        }
        run(fetch, wanted, work, cancelled);
        List<Path> files;
        try (Stream<Path> all = Files.list(root)) {
            files = all.filter(each -> each.toString().endsWith(".deb")).sorted().toList();
        }
        for (Path each : files) {
            run(
                    List.of("dpkg-deb", "--extract", each.toString(), root.toString()),
                    wanted,
                    work,
                    cancelled);
            Files.delete(each);
        }
        return packages;
    }

    private static ChildProcess.Output run(
            List<String> command, Iterable<String> wanted, Path work, BooleanSupplier cancelled)
            throws InterruptedException, ImageException {
        try {
            ChildProcess.Output output = ChildProcess.run(command, work, LIMIT, cancelled);
            if (output.exit() == 0) {
                return output;
            }
            String said =
                    output.text()
                            .lines()
                            .filter(each -> each.startsWith("E: "))
                            .collect(Collectors.joining(" "));
            throw unavailable(wanted, said.isEmpty() ? output.text().strip() : said);
        } catch (IOException e) {
            throw unavailable(wanted, String.valueOf(e.getMessage()));
        }
    }

    private static ImageException unavailable(Iterable<String> packages, String why) {
        String names = String.join(" ", packages);
        return new ImageException(
                ImageException.Reason.RECIPE,
                "Tools that the toolbox image needs are neither installed nor to be downloaded ("
                        + String.join(", ", packages)
                        + "): "
                        + why,
                "sudo apt-get update && sudo apt-get install "
                        + names
                        + " (Fedora: sudo dnf install iproute iptables-nft nftables tcpdump"
                        + " conntrack-tools dash busybox), then do it again");
    }
}
