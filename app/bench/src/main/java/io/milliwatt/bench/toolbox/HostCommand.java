package io.milliwatt.bench.toolbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A change of the host's network and the command that undoes it. Undoing what is not there is no
/// error: it may have been undone before, or never made, or the host has been started anew.
///
/// @param purpose what the change is for, in words: `send RTP of engine to 172.17.0.2`
/// @param change the command that makes it
/// @param undo the command that undoes it, with status 0 also when there is nothing to undo
/// @param binds directories of the host that both commands see
public record HostCommand(
        String purpose, List<String> change, List<String> undo, List<ToolboxTask.Bind> binds) {
    private static final Pattern SETTING =
            Pattern.compile(
                    "echo (\\S+) > " + Pattern.quote(ToolboxTask.NETWORK_SETTINGS) + "(/\\S+)");

    public HostCommand {
        change = List.copyOf(change);
        undo = List.copyOf(undo);
        binds = List.copyOf(binds);
    }

    /// A change that needs no directory of the host.
    public HostCommand(String purpose, List<String> change, List<String> undo) {
        this(purpose, change, undo, List.of());
    }

    /// The same, with directories of the host.
    public HostCommand withBinds(List<ToolboxTask.Bind> others) {
        return new HostCommand(purpose, change, undo, others);
    }

    /// A rule of the packet filter, put in front of the others of its chain. It is found again by
    /// its own text: give it a comment (`-m comment --comment ..`) that no other rule has.
    ///
    /// @param table `filter`, `nat`, `raw`
    /// @param chain `DOCKER-USER`, `PREROUTING`
    public static HostCommand rule(
            String purpose, String table, String chain, List<String> matchAndTarget) {
        String rule = ShellWords.join(matchAndTarget);
        String iptables = "iptables -w 10 -t " + table;
        return new HostCommand(
                purpose,
                command(iptables + " -I " + chain, matchAndTarget),
                shell(
                        "while "
                                + iptables
                                + " -C "
                                + chain
                                + " "
                                + rule
                                + " 2>/dev/null; do "
                                + iptables
                                + " -D "
                                + chain
                                + " "
                                + rule
                                + " || exit 1; done"));
    }

    /// A route.
    ///
    /// @param route what `ip route add` takes: `172.17.0.0/16 via 192.168.1.10`
    public static HostCommand route(String purpose, List<String> route) {
        String words = ShellWords.join(route);
        return new HostCommand(
                purpose,
                command("ip route add", route),
                shell(
                        "ip route del "
                                + words
                                + " 2>/dev/null || [ -z \"$(ip route show "
                                + words
                                + ")\" ]"));
    }

    /// A network interface.
    ///
    /// @param name its name
    /// @param link what `ip link add NAME` takes after the name: `link eth0 type macvlan mode
    ///   bridge`
    public static HostCommand link(String purpose, String name, List<String> link) {
        return new HostCommand(purpose, command("ip link add " + name, link), removeLink(name));
    }

    /// The command that removes an interface if it is there.
    public static List<String> removeLink(String name) {
        String word = ShellWords.quote(name);
        return shell(
                "ip link del "
                        + word
                        + " 2>/dev/null || ! ip link show "
                        + word
                        + " >/dev/null 2>&1");
    }

    /// A kernel setting of the host's network. Undone, it has the value it has now.
    ///
    /// @param name `net.ipv4.ip_forward`
    /// @param before the value to go back to
    public static HostCommand setting(String purpose, String name, String value, String before) {
        return new HostCommand(purpose, shell(setting(name, value)), shell(setting(name, before)));
    }

    /// The line for the toolbox's shell that sets it. A container's own `/proc/sys` cannot be
    /// written; [ToolboxTask#onHost] has the network's part of it in another place.
    ///
    /// @param name `net.ipv4.ip_forward`; words that the shell replaces may be in it
    public static String setting(String name, String value) {
        if (!name.startsWith("net.")) {
            throw new IllegalArgumentException(name + " is no setting of the network");
        }
        return "echo "
                + value
                + " > "
                + ToolboxTask.NETWORK_SETTINGS
                + name.substring("net".length()).replace('.', '/');
    }

    /// The change as a person types it on the host, as root.
    public String changeByHand() {
        return byHand(change);
    }

    /// The undo as a person types it on the host, as root. The journal's own is longer for a rule:
    /// it does no harm where there is nothing to undo.
    public String undoByHand() {
        String made = changeByHand();
        return made.startsWith("iptables ") ? made.replaceFirst(" -I ", " -D ") : byHand(undo);
    }

    private static String byHand(List<String> command) {
        Matcher setting = SETTING.matcher(command.getLast());
        return setting.matches()
                ? "sysctl -w net" + setting.group(2).replace('/', '.') + "=" + setting.group(1)
                : ShellWords.join(command);
    }

    /// A line for the toolbox's shell.
    public static List<String> shell(String line) {
        return List.of("/bin/sh", "-c", line);
    }

    private static List<String> command(String begin, List<String> end) {
        var command = new ArrayList<>(List.of(begin.split(" ", -1)));
        command.addAll(end);
        return command;
    }

    /// The task that makes the change.
    public ToolboxTask changing() {
        return ToolboxTask.onHost(purpose, change.toArray(String[]::new)).withMoreBinds(binds);
    }

    /// The task that undoes it.
    ToolboxTask undoing() {
        return undoing(purpose, undo, binds);
    }

    static ToolboxTask undoing(String purpose, List<String> undo, List<ToolboxTask.Bind> binds) {
        return ToolboxTask.onHost("undo: " + purpose, undo.toArray(String[]::new))
                .withMoreBinds(binds);
    }
}
