package io.milliwatt.bench.toolbox;

import com.github.dockerjava.api.model.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A command to run in a toolbox container, with exactly the rights it needs.
///
/// @param purpose what it is for, in words: the container's label, and part of error messages
/// @param command program and arguments; found on the toolbox's path, not by a shell
/// @param network the network namespace it runs in
/// @param capabilities what root may do in there; without any the command runs as a user without
///   rights
/// @param hostPid whether it sees the host's processes, as `ip link set .. netns PID` must
/// @param binds directories and files of the host that it sees
public record ToolboxTask(
        String purpose,
        List<String> command,
        ToolboxNetwork network,
        Set<Capability> capabilities,
        boolean hostPid,
        List<Bind> binds) {
    /// Where a command of [#onHost] finds `/proc/sys/net`, and may write there.
    static final String NETWORK_SETTINGS = "/sysctl/net";

    /// A directory or file of the host in the container. It must exist: Docker would make a
    /// directory in its place.
    ///
    /// @param source path on the host of the daemon
    /// @param target path in the container
    /// @param writable whether the container may change it
    public record Bind(String source, String target, boolean writable) {
        /// Read-only, under the name it has on the host.
        public static Bind readOnly(String path) {
            return new Bind(path, path, false);
        }
    }

    public ToolboxTask {
        command = List.copyOf(command);
        capabilities = Set.copyOf(capabilities);
        binds = List.copyOf(binds);
    }

    /// A command without network and without rights.
    public static ToolboxTask of(String purpose, String... command) {
        return of(purpose, List.of(command));
    }

    /// The same.
    public static ToolboxTask of(String purpose, List<String> command) {
        return new ToolboxTask(
                purpose, command, new ToolboxNetwork.None(), Set.of(), false, List.of());
    }

    /// A command in the host's network that may change it.
    public static ToolboxTask onHost(String purpose, String... command) {
        return of(purpose, command)
                .in(new ToolboxNetwork.Host())
                .with(Set.of(Capability.NET_ADMIN, Capability.NET_RAW))
                .withBinds(List.of(new Bind("/proc/sys/net", NETWORK_SETTINGS, true)));
    }

    /// A capture: `tcpdump` with these arguments, in the network of a container or of the host.
    /// What it needs to become the user it runs as already is SETGID, whatever that user is.
    public static ToolboxTask capture(String purpose, ToolboxNetwork network, String... arguments) {
        var command = new ArrayList<>(List.of("tcpdump", "-Z", "root"));
        command.addAll(List.of(arguments));
        return of(purpose, command).in(network).with(Set.of(Capability.NET_RAW, Capability.SETGID));
    }

    public ToolboxTask in(ToolboxNetwork other) {
        return new ToolboxTask(purpose, command, other, capabilities, hostPid, binds);
    }

    public ToolboxTask with(Set<Capability> rights) {
        return new ToolboxTask(purpose, command, network, rights, hostPid, binds);
    }

    public ToolboxTask withHostPid() {
        return new ToolboxTask(purpose, command, network, capabilities, true, binds);
    }

    public ToolboxTask withBinds(List<Bind> others) {
        return new ToolboxTask(purpose, command, network, capabilities, hostPid, others);
    }

    /// With these beside those it has.
    ToolboxTask withMoreBinds(List<Bind> others) {
        var all = new ArrayList<>(binds);
        all.addAll(others);
        return withBinds(all);
    }

    /// The command as one would type it.
    public String commandLine() {
        return ShellWords.join(command);
    }
}
