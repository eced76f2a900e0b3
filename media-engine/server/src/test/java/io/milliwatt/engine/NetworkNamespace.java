package io.milliwatt.engine;

/// A network of its own for a peer that listens on all addresses: joined with ours by one pair of
/// virtual interfaces, over which its default route leads.
final class NetworkNamespace implements AutoCloseable {
    /// Of the benchmarking network, RFC 2544, appendix C: nobody's.
    static final String OURS = "198.18.77.1";

    static final String THEIRS = "198.18.77.2";
    private static final String PREFIX = "/30";

    private final String name;

    /// @param name of the namespace and, with a 0, of our interface; at most 14 characters
    NetworkNamespace(String name) throws Exception {
        Command.need("/usr/bin/nsenter", "util-linux");
        Command.needRoot();
        this.name = name;
        Command.run("ip", "netns", "add", name);
        try {
            String ours = device();
            Command.run(
                    "ip", "link", "add", ours, "type", "veth", "peer", "name", "eth0", "netns",
                    name);
            Command.run("ip", "addr", "add", OURS + PREFIX, "dev", ours);
            Command.run("ip", "link", "set", ours, "up");
            Command.run("ip", "-n", name, "addr", "add", THEIRS + PREFIX, "dev", "eth0");
            Command.run("ip", "-n", name, "link", "set", "eth0", "up");
            Command.run("ip", "-n", name, "link", "set", "lo", "up");
            Command.run("ip", "-n", name, "route", "add", "default", "via", OURS);
        } catch (Exception | AssertionError failure) {
            close();
            throw failure;
        }
    }

    /// Our end.
    String device() {
        return name + "0";
    }

    /// What goes before a command that runs in it.
    String enter() {
        return "--net=/var/run/netns/" + name;
    }

    /// Takes the interfaces away as well.
    @Override
    public void close() throws Exception {
        Command.run("ip", "netns", "del", name);
    }
}
