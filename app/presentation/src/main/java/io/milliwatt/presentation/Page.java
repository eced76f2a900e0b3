package io.milliwatt.presentation;

/// The pages of the window, in the order of the rail.
public enum Page {
    BENCH("Bench"),
    CALLS("Calls"),
    NETWORK("Network"),
    IMAGES("Images"),
    SETTINGS("Settings");

    private final String title;

    Page(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
