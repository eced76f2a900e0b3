package io.milliwatt.bench.docker;

import io.milliwatt.bench.state.ProcessIdentity;
import java.util.Map;

/// The labels of what Milliwatt creates in Docker for the time of one process: what it is, and the
/// process that will remove it. What a process that has ended did not remove is a leftover.
public final class Ownership {
    /// Label of everything Milliwatt creates; its value says what it is: `toolbox`, `phone`.
    public static final String LABEL = "io.milliwatt";

    /// Label with the word of the [ProcessIdentity] it was created by.
    public static final String OWNER = "io.milliwatt.owner";

    /// Label that says in words what it is for.
    public static final String PURPOSE = "io.milliwatt.purpose";

    private Ownership() {}

    /// The labels of something that belongs to this process.
    public static Map<String, String> labels(String kind, String purpose) {
        return Map.of(LABEL, kind, OWNER, ProcessIdentity.current().word(), PURPOSE, purpose);
    }

    /// Whether the process that created it certainly has ended.
    ///
    /// @param sameMachine whether the daemon is on this machine
    public static boolean ownerHasEnded(Map<String, String> labels, boolean sameMachine) {
        return ProcessIdentity.parse(labels.getOrDefault(OWNER, ""))
                .filter(it -> it.hasEnded(sameMachine))
                .isPresent();
    }
}
