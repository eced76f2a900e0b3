package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A host with a server on it that is made ill, looked at, cured by what the finding says, and
/// looked at again. What the looks said is kept.
final class Patient {
    static final String HOST = OwnHost.ADDRESS;
    static final int SIP = 25_500;
    static final String RTP = "42000-42009";
    static final String URI = "sip:echo@" + HOST + ":" + SIP;

    private static final String ENGINE = "sick";
    private static final String CONTAINER = "scripted";

    private final OwnHost host;
    private final Path classes;
    private final String image;
    private final List<String> undo = new ArrayList<>();
    private Optional<JsonNode> ill = Optional.empty();
    private Optional<JsonNode> cured = Optional.empty();

    private Patient(OwnHost host, Path classes, String image) {
        this.host = host;
        this.classes = classes;
        this.image = image;
    }

    /// Builds the images, and puts the scripted server where a container may read it.
    static Patient on(OwnHost host, Path directory) throws Exception {
        assertOk(host.milliwatt("image", "build", "toolbox"));
        Shell.Result built = host.milliwatt("image", "build", "engine");
        assertOk(built);
        String name = ScriptedServer.class.getPackageName().replace('.', '/');
        Path from = Path.of(ScriptedServer.class.getResource("/" + name).toURI());
        Path to = Files.createDirectories(directory.resolve(name));
        try (Stream<Path> all = Files.list(from)) {
            for (Path each :
                    all.filter(it -> it.getFileName().toString().startsWith("Scripted")).toList()) {
                Files.copy(each, to.resolve(each.getFileName()));
            }
        }
        for (Path each = directory; Files.isDirectory(each); each = each.resolve("io")) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return new Patient(host, directory, built.out().substring(0, built.out().indexOf(' ')));
    }

    /// The same host for another set-up.
    Patient next() {
        return new Patient(host, classes, image);
    }

    OwnHost host() {
        return host;
    }

    // --- set-ups ---

    /// An engine of ours, published at the usual ports.
    JsonNode engine(String... more) throws Exception {
        return engineAt(RTP, more);
    }

    JsonNode engineAt(String rtp, String... more) throws Exception {
        host.milliwatt("engine", "stop", ENGINE);
        var command =
                new ArrayList<>(
                        List.of(
                                "engine",
                                "start",
                                "--name",
                                ENGINE,
                                "--sip-port",
                                "" + SIP,
                                "--rtp-ports",
                                rtp,
                                "--json"));
        command.addAll(Arrays.asList(more));
        if (!command.contains("--runtime")) {
            command.addAll(List.of("--runtime", "docker"));
        }
        Shell.Result started = host.milliwatt(command.toArray(String[]::new));
        assertOk(started);
        return started.json();
    }

    /// The scripted server, with SIP and four RTP ports published at the host's address.
    void server(String... script) throws Exception {
        serverAt(
                List.of(
                        HOST + ":" + SIP + ":" + SIP + "/udp",
                        HOST + ":42000-42003:42000-42003/udp"),
                script);
    }

    void serverAt(List<String> published, String... script) throws Exception {
        host.docker("rm", "-f", CONTAINER);
        var command = new ArrayList<>(List.of("run", "-d", "--name", CONTAINER, "--user", "0"));
        published.forEach(it -> command.addAll(List.of("-p", it)));
        command.addAll(
                List.of("-v", classes + ":/classes:ro", "--entrypoint", "/jre/bin/java", image));
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", "/classes"));
        command.add(ScriptedServer.class.getName());
        // later words win over earlier ones
        command.addAll(List.of("sip=0.0.0.0:" + SIP, "address=" + HOST, "rtp=42000"));
        command.addAll(Arrays.asList(script));
        assertOk(host.docker(command.toArray(String[]::new)));
        for (int i = 0; i < 100 && !host.docker("logs", CONTAINER).out().contains("ready"); i++) {
            Thread.sleep(100);
        }
    }

    /// The address Docker gives the next container.
    String containerAddress() throws Exception {
        server();
        return host.docker("inspect", "-f", "{{.NetworkSettings.IPAddress}}", CONTAINER)
                .out()
                .strip();
    }

    /// A change of the host, and how it is taken back at the end at the latest.
    void change(String command, String back) throws Exception {
        undo.addFirst(back);
        host.sh(command);
    }

    /// A command on the host, some time from now.
    void later(long millis, String command) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        Thread.sleep(millis);
                        host.docker(command.substring("docker ".length()).split(" "));
                    } catch (Exception _) {
                        // the look says what came of it
                    }
                });
    }

    /// Does something while another call is on.
    void occupy(Work work) throws Exception {
        var other =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                host.milliwatt("call", URI, "--duration", "15s");
                            } catch (Exception _) {
                                // then there is no other call
                            }
                        });
        Thread.sleep(4_000);
        work.run();
        other.join();
    }

    /// What is done meanwhile.
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /// Asks while a foreign peer runs on the host.
    JsonNode with(String peer, Question question) throws Exception {
        String command = peer.replace("HOST", HOST).replace("PEER", "26060");
        Shell.Running running = host.start("cd " + classes + " && exec " + command);
        try {
            Thread.sleep(2_500);
            return question.ask();
        } finally {
            running.process().descendants().forEach(ProcessHandle::destroy);
            running.process().destroy();
            Shell.finish(running);
        }
    }

    /// A look.
    @FunctionalInterface
    interface Question {
        JsonNode ask() throws Exception;
    }

    /// The command of a baresip that answers with a tone.
    String baresip(int port) throws IOException {
        Path folder = Files.createDirectories(classes.resolve("baresip"));
        Files.writeString(
                folder.resolve("config"),
                ForeignPhoneTest.config(HOST, folder).replace("25178", Integer.toString(port)));
        Files.writeString(
                folder.resolve("accounts"),
                "<sip:alice@"
                        + HOST
                        + ":"
                        + port
                        + ";transport=udp>;regint=0;answermode=auto;audio_codecs=PCMU,PCMA\n");
        Files.writeString(folder.resolve("contacts"), "");
        return "sh -c 'sleep 30 | timeout 30 baresip -4 -f " + folder + " -t 25'";
    }

    /// What stands behind these words in the first finding's fix.
    String fixAfter(String words) {
        String fix = finding().map(it -> it.path("fix").asText()).orElse("");
        return fix.contains(words) ? fix.substring(fix.indexOf(words) + words.length()) : "";
    }

    // --- looks ---

    JsonNode lan(String uri, String... more) throws Exception {
        return call(uri, more, "--vantage", "lan");
    }

    JsonNode here(String uri, String... more) throws Exception {
        return call(uri, more);
    }

    private JsonNode call(String uri, String[] more, String... vantage) throws Exception {
        var command = new ArrayList<>(List.of("call", uri, "--json"));
        command.addAll(Arrays.asList(vantage));
        command.addAll(Arrays.asList(more));
        if (!command.contains("--duration")) {
            command.addAll(List.of("--duration", "6s"));
        }
        if (!command.contains("--codec")) {
            command.addAll(List.of("--codec", "PCMA,PCMU"));
        }
        return json(host.milliwatt(command.toArray(String[]::new)));
    }

    JsonNode doctor(String... more) throws Exception {
        var command = new ArrayList<>(List.of("doctor", "--json"));
        command.addAll(Arrays.asList(more));
        return json(host.milliwatt(command.toArray(String[]::new)));
    }

    JsonNode doctorOfEngine(String... more) throws Exception {
        var command = new ArrayList<>(List.of("--engine", ENGINE));
        command.addAll(Arrays.asList(more));
        return doctor(command.toArray(String[]::new));
    }

    private static JsonNode json(Shell.Result result) {
        if (result.out().isBlank()) {
            throw new AssertionError(result.toString());
        }
        return result.json();
    }

    // --- what came of it ---

    /// Keeps the look at the broken set-up.
    Patient ill(JsonNode look) {
        ill = Optional.of(look);
        return this;
    }

    /// Keeps the look after the fix; looks a second time where a busy machine spoilt the first.
    void cured(Question look) throws Exception {
        JsonNode seen = look.ask();
        cured = Optional.of(isHealthy(seen) ? seen : look.ask());
    }

    /// Types the command that the first finding gives as its fix.
    Patient applyFix() throws Exception {
        String fix = finding().map(it -> it.path("fix").asText()).orElse("");
        String command = fix.replaceFirst("^.*: sudo ", "sudo ").replaceFirst("^sudo ", "");
        if (command.startsWith("./milliwatt ")) {
            String[] words = command.substring(12).replaceFirst(",.*", "").split(" ");
            host.milliwatt(words);
        } else {
            host.sh(command + "; true");
        }
        return this;
    }

    /// The first finding of the look at the broken set-up.
    Optional<JsonNode> finding() {
        return ill.map(it -> it.path("findings")).filter(it -> !it.isEmpty()).map(it -> it.get(0));
    }

    boolean isCured() {
        return cured.filter(Patient::isHealthy).isPresent();
    }

    String after() {
        return cured.map(Patient::words).orElse("not looked at");
    }

    /// Audio flowed, or will, and nothing is found.
    static boolean isHealthy(JsonNode look) {
        boolean flows =
                look.has("verdict")
                        ? look.get("verdict").asText().equals("audio")
                        : look.path("heard").asText().equals("yes")
                                && look.path("hears").asText().equals("yes");
        boolean found = false;
        for (JsonNode each : look.path("findings")) {
            found |= !each.path("severity").asText().equals("note");
        }
        return flows && !found;
    }

    static String words(JsonNode look) {
        var words = new StringBuilder(look.path("verdict").asText(look.path("words").asText()));
        for (JsonNode each : look.path("findings")) {
            words.append("; ")
                    .append(each.path("rule").asText())
                    .append(' ')
                    .append(each.path("message").asText());
        }
        return words.toString();
    }

    /// Takes everything away again.
    void discharge() throws Exception {
        for (String each : undo) {
            host.sh("(" + each + ") 2>/dev/null; true");
        }
        host.milliwatt("engine", "stop", ENGINE);
        host.docker("rm", "-f", CONTAINER);
        host.milliwatt("route", "remove", "--yes");
        host.sh("conntrack -D -p udp >/dev/null 2>&1; true");
    }

    private static void assertOk(Shell.Result result) throws IOException {
        assertEquals(0, result.status(), result.toString());
    }
}
