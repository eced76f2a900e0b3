package io.milliwatt.bench.engine;

/// Hears how a launch goes on. Called on the launching thread; must not block.
@FunctionalInterface
public interface LaunchListener {
    /// @param step the step that is being done
    /// @param detail what exactly, in words: `192.168.1.20 on eth0: default route`
    /// @param fraction share done of this step, 0..1; negative when not known
    void progress(LaunchStep step, String detail, double fraction);
}
