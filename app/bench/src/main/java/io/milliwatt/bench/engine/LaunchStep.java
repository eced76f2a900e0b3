package io.milliwatt.bench.engine;

/// The steps of a launch, in order.
public enum LaunchStep {
    CHOOSE_ADDRESS("Choose the address"),
    CHECK_PORTS("Check the ports"),
    BUILD_IMAGE("Build the engine image"),
    CREATE("Create the engine"),
    START("Start it"),
    WAIT_PROCESS("Process is up"),
    WAIT_CONTROL("Control API answers"),
    WAIT_SIP("SIP OPTIONS is answered with 200"),
    WAIT_RTP("RTP comes back");

    private final String title;

    LaunchStep(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
