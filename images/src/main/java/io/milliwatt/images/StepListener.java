package io.milliwatt.images;

/// Where the steps of a build report; the share of the whole is known from the step.
@FunctionalInterface
interface StepListener {
    StepListener SILENT = (_, _) -> {};

    void at(ImageStep step, String detail);

    static StepListener of(ImageProgress progress) {
        return (step, detail) -> progress.progress(step, detail, step.startsAt());
    }
}
