package io.milliwatt.bench.toolbox;

import io.milliwatt.bench.state.ProcessIdentity;

/// Who keeps a change of the host alive. When the holder is gone, the change is a leftover.
public sealed interface Holder {
    /// A process of Milliwatt: a demo, a call, the window.
    ///
    /// @param identity its word, [ProcessIdentity#word()]
    record OfProcess(String identity) implements Holder {}

    /// A container, such as an engine's: the change is kept while the container exists and runs.
    ///
    /// @param id its id
    record OfContainer(String id) implements Holder {}

    /// The user, who asked for it and will ask to undo it: a static route.
    record OfUser() implements Holder {}

    /// This process.
    static Holder thisProcess() {
        return new OfProcess(ProcessIdentity.current().word());
    }
}
