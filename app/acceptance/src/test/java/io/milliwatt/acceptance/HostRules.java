package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// The rules, routes and interfaces of the daemon's host, without counters and times. A test
/// compares before and after.
record HostRules(String text) {
    private static final String LOOK =
            """
            for v in nft legacy; do
                for f in iptables ip6tables; do $f-$v-save 2>/dev/null | sed -e '/^#/d' -e 's/\\[[0-9:]*\\]//'; done
            done
            nft -s list ruleset | sed 's/counter packets [0-9]* bytes [0-9]*/counter/'
            ip route show table all | sed 's/ linkdown//' | grep -v fe80
            ip rule
            ip -o link | sed -e 's/^[0-9]*: //' -e 's/@.*//' -e 's/:.*//' | grep -v '^veth' | sort
            """;

    /// Looks, by a container of the toolbox image, which is built when it is missing.
    static HostRules now() throws Exception {
        Shell.Result built = Shell.milliwatt("image", "build", "toolbox");
        assertEquals(0, built.status(), built.toString());
        String image = built.out().substring(0, built.out().indexOf(' '));
        Shell.Result look =
                Shell.run(
                        "docker",
                        "run",
                        "--rm",
                        "--network",
                        "host",
                        "--cap-add",
                        "NET_ADMIN",
                        "--user",
                        "0",
                        image,
                        "sh",
                        "-c",
                        LOOK);
        assertEquals(0, look.status(), look.toString());
        return new HostRules(look.out());
    }

    static void assertUnchangedSince(HostRules before) throws Exception {
        assertEquals(before.text(), now().text(), "something of the host's network was changed");
    }

    /// Whether the host forwards nothing that no rule accepts, as Docker leaves it where it
    /// switched forwarding on itself.
    boolean dropsWhatItForwards() {
        return text.lines().anyMatch(line -> line.startsWith(":FORWARD ") && line.contains("DROP"));
    }
}
