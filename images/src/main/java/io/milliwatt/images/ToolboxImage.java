package io.milliwatt.images;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The image of the toolbox: `ip`, `ss`, `iptables`, `nft`, `tcpdump`, `conntrack`, the applets of
/// busybox, `dash`, and the C libraries of these and of the Java that runs this program, so that it
/// also runs there when its directory is mounted. No package manager, no documentation.
///
/// `iptables` in the toolbox is the variant (nf_tables or legacy) that Docker's rules are in: those
/// of the other one would be a set of their own.
public final class ToolboxImage {
    /// The image's name without its tag.
    public static final String REPOSITORY = "milliwatt/toolbox";

    /// The user that needs no capability: `10001:10001`.
    public static final String UNPRIVILEGED = BaseLayer.USER_ID + ":" + BaseLayer.USER_ID;

    private static final KeptLayer.Kind KIND = new KeptLayer.Kind("toolbox-", "tools");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Sound, windows and fonts of the Java runtime: of no use in a container, and they bring X11.
    private static final List<String> DESKTOP_LIBRARIES =
            List.of(
                    "libawt",
                    "libfontmanager",
                    "libfreetype",
                    "libharfbuzz",
                    "libjavajpeg",
                    "libjawt",
                    "libjsound",
                    "liblcms",
                    "libmlib_image",
                    "libsplashscreen");

    private static final String PASSWD =
            """
            root:x:0:0:root:/root:/bin/sh
            milliwatt:x:%d:%d:Milliwatt:/tmp:/bin/sh
            """
                    .formatted(BaseLayer.USER_ID, BaseLayer.USER_ID);
    private static final String GROUP =
            """
            root:x:0:
            milliwatt:x:%d:
            """
                    .formatted(BaseLayer.USER_ID);
    private static final String NSSWITCH = "passwd: files\ngroup: files\nhosts: files dns\n";
    private static final String PROTOCOLS =
            """
            ip 0 IP
            icmp 1 ICMP
            tcp 6 TCP
            udp 17 UDP
            ipv6-icmp 58 IPv6-ICMP
            sctp 132 SCTP
            """;

    /// `%s` is the command's name, such as `iptables-save`; the family decides which one is asked.
    private static final String IPTABLES =
            """
            #!/bin/sh
            # the variant that Docker's rules are in
            variant=nft
            if ! /usr/sbin/%1$s-nft -S DOCKER-USER >/dev/null 2>&1 &&
                /usr/sbin/%1$s-legacy -S DOCKER-USER >/dev/null 2>&1; then
                variant=legacy
            fi
            exec /usr/sbin/%1$s-$variant%2$s "$@"
            """;

    private static final String RECIPE =
            String.join("\n", "recipe 2", PASSWD, GROUP, NSSWITCH, PROTOCOLS, IPTABLES);

    private final DockerClient docker;
    private final String version;
    private final CacheDirectory cache;
    private final JavaRuntime java = JavaRuntime.running();

    /// @param docker connection to the daemon that shall have the image; stays open
    /// @param version version of the product, which becomes the tag
    /// @param cache where the layer is kept between builds
    public ToolboxImage(DockerClient docker, String version, CacheDirectory cache) {
        this.docker = docker;
        this.version = version;
        this.cache = cache;
    }

    /// `milliwatt/toolbox:VERSION`.
    public String reference() {
        return REPOSITORY + ":" + version;
    }

    /// Looks whether the daemon has the image and whether it is made as it would be now. Costs one
    /// request.
    public ImageState state() throws ImageException {
        return inDaemon().state(this::contentHash);
    }

    /// Builds the image and loads it into the daemon. Without `fresh`, the layer in the cache
    /// directory is used again, and an image that is current is left as it is.
    ///
    /// @param fresh collect the tools anew
    /// @param cancelled looked at every 100 ms at the latest; then reason `CANCELLED`
    /// @return the state afterwards, always `CURRENT`
    public ImageState build(boolean fresh, ImageProgress progress, BooleanSupplier cancelled)
            throws ImageException {
        return inDaemon()
                .build(
                        this::contentHash,
                        (work, steps) -> assemble(work, fresh, steps, cancelled),
                        fresh,
                        progress,
                        cancelled);
    }

    private DaemonImage inDaemon() {
        return new DaemonImage(docker, reference(), cache);
    }

    /// Hash of what decides which files are taken. The versions of the packages are not part of it:
    /// newer ones are taken when the layer is made again.
    String contentHash() {
        return Sha256.of(
                String.join(
                        "\n",
                        RECIPE,
                        ToolPackages.PROGRAMS.toString(),
                        java.version(),
                        java.vendor(),
                        java.architecture(),
                        config(Map.of()).toString()));
    }

    private void assemble(Path work, boolean fresh, StepListener steps, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        String content = contentHash();
        KeptLayer layer =
                KeptLayer.of(
                        KIND, content, cache, fresh, steps, () -> make(work, steps, cancelled));
        var labels = new TreeMap<String, String>();
        labels.put(EngineImage.LABEL, "toolbox");
        labels.put(DaemonImage.CONTENT_LABEL, content);
        labels.put("io.milliwatt.packages", layer.origin());
        labels.put("org.opencontainers.image.title", "Milliwatt toolbox");
        labels.put("org.opencontainers.image.version", version);
        steps.at(ImageStep.LOAD, reference());
        var archive =
                new ImageArchive(
                        reference(),
                        java.architecture(),
                        config(labels),
                        List.of(new ImageArchive.Layer(layer.tar(), "Tools: " + layer.origin())));
        new ImageLoader(docker, work, cancelled)
                .load(
                        archive,
                        share ->
                                steps.at(
                                        ImageStep.LOAD,
                                        String.format(Locale.ROOT, "%.0f %% sent", share * 100)));
    }

    private static Map<String, Object> config(Map<String, String> labels) {
        var config = new LinkedHashMap<String, Object>();
        config.put("Env", List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"));
        config.put("Cmd", List.of("/bin/sh"));
        config.put("WorkingDir", "/");
        config.put("Labels", labels);
        return config;
    }

    private KeptLayer.Made make(Path work, StepListener steps, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        ToolPackages tools = ToolPackages.collect(work, steps, cancelled);
        steps.at(ImageStep.COLLECT_LIBRARIES, "what " + tools.programs().keySet() + " need");
        var programs = new ArrayList<>(tools.programs().values());
        programs.addAll(tools.plugins().values());
        programs.addAll(javaLibraries());
        SystemLibraries libraries =
                SystemLibraries.of(programs, java.home(), tools.unpacked(), work, cancelled);
        var tar =
                new LayerTar()
                        .directory("tmp", LayerTar.STICKY_MODE)
                        .directory("run", LayerTar.DIRECTORY_MODE)
                        .directory("root", LayerTar.DIRECTORY_MODE)
                        .text("etc/passwd", PASSWD)
                        .text("etc/group", GROUP)
                        .text("etc/nsswitch.conf", NSSWITCH)
                        .text("etc/protocols", PROTOCOLS);
        libraries.files().forEach((name, file) -> tar.file(name, file, LayerTar.EXECUTABLE_MODE));
        tools.plugins().forEach((name, file) -> tar.file(name, file, LayerTar.FILE_MODE));
        tools.programs()
                .forEach((name, file) ->
                        tar.file("usr/sbin/" + name, file, LayerTar.EXECUTABLE_MODE));
        linkApplets(tar, tools, work, cancelled);
        linkIptables(tar, tools.programs().containsKey(ToolPackages.LEGACY_MULTI));
        var origin = new ArrayList<>(tools.downloaded());
        List<Path> installed =
                tools.programs().values().stream()
                        .filter(each -> tools.unpacked().filter(each::startsWith).isEmpty())
                        .toList();
        if (!installed.isEmpty()) {
            origin.add(SystemLibraries.originOf(installed, work, cancelled));
        }
        origin.add(libraries.origin());
        String words = String.join("; ", origin);
        steps.at(ImageStep.PACK, words);
        return new KeptLayer.Made(tar.writeTo(work.resolve("tools.tar")), words);
    }

    private List<Path> javaLibraries() throws IOException {
        try (Stream<Path> all = Files.walk(java.home().resolve("lib"))) {
            var files =
                    new ArrayList<>(
                            all.filter(each -> each.toString().endsWith(".so"))
                                    .filter(each ->
                                            DESKTOP_LIBRARIES.stream()
                                                    .noneMatch(
                                                            each.getFileName().toString()
                                                                    ::startsWith))
                                    .toList());
            files.add(java.home().resolve("bin/java"));
            return files;
        }
    }

    private static void linkApplets(
            LayerTar tar, ToolPackages tools, Path work, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        Path busybox = Objects.requireNonNull(tools.programs().get(ToolPackages.BUSYBOX));
        ChildProcess.Output applets =
                ChildProcess.run(List.of(busybox.toString(), "--list"), work, LIMIT, cancelled);
        if (applets.exit() != 0) {
            throw new IOException(busybox + " --list failed: " + applets.text().strip());
        }
        applets.text()
                .lines()
                .filter(each ->
                        !tools.programs().containsKey(each) && each.matches("[a-z0-9_.\\[-]+"))
                .forEach(each -> tar.link("bin/" + each, "/usr/sbin/" + ToolPackages.BUSYBOX));
        tar.link("bin/sh", "/usr/sbin/" + ToolPackages.SHELL);
    }

    private static void linkIptables(LayerTar tar, boolean legacy) {
        for (String family : List.of("iptables", "ip6tables")) {
            for (String suffix : List.of("", "-save", "-restore")) {
                tar.link("usr/sbin/" + family + "-nft" + suffix, ToolPackages.NFT_MULTI);
                if (legacy) {
                    tar.link("usr/sbin/" + family + "-legacy" + suffix, ToolPackages.LEGACY_MULTI);
                }
                tar.text(
                        "usr/sbin/" + family + suffix,
                        IPTABLES.formatted(family, suffix),
                        LayerTar.EXECUTABLE_MODE);
            }
        }
    }
}
