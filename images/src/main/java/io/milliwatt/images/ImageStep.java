package io.milliwatt.images;

/// The steps of a build, in order.
public enum ImageStep {
    CHECK("Look at what is there", 0),
    LINK_RUNTIME("Link the Java runtime", 0.02),
    FETCH_PACKAGES("Fetch Debian packages", 0.05),
    COLLECT_LIBRARIES("Collect the C libraries", 0.35),
    PACK("Pack the layers", 0.38),
    TRAIN("Train the AOT cache", 0.5),
    LOAD("Load the image into Docker", 0.9);

    private final String title;
    private final double startsAt;

    ImageStep(String title, double startsAt) {
        this.title = title;
        this.startsAt = startsAt;
    }

    public String title() {
        return title;
    }

    /// Share of the whole build that is done when this step begins, 0..1; from the time that the
    /// steps take on a machine with two cores.
    double startsAt() {
        return startsAt;
    }
}
