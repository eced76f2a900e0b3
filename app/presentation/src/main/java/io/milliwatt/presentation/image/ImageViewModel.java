package io.milliwatt.presentation.image;

import io.milliwatt.images.ImageProgress;
import io.milliwatt.images.ImageState;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.Latest;
import io.milliwatt.presentation.image.ImageShelf.Building;
import io.milliwatt.presentation.image.ImageShelf.Failed;
import io.milliwatt.presentation.image.ImageShelf.Known;
import io.milliwatt.presentation.image.ImageShelf.Looking;
import io.milliwatt.presentation.task.RunningTask;
import io.milliwatt.presentation.task.TaskState;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// One of our images: whether Docker has it, and building it.
public final class ImageViewModel {
    private final Surroundings with;
    private final String name;
    private final Supplier<ImageBuilder> builder;
    private final ReadOnlyObjectWrapper<ImageShelf> shelf =
            new ReadOnlyObjectWrapper<>(new Looking());
    private final Latest<Building> progress;
    private RunningTask task = RunningTask.NONE;

    /// @param name which it is, in words: `engine`
    /// @param builder asked on the task runner only
    ImageViewModel(Surroundings with, String name, Supplier<ImageBuilder> builder) {
        this.with = with;
        this.name = name;
        this.builder = builder;
        progress = new Latest<>(with.ui(), this::show);
    }

    /// How the image is.
    public ReadOnlyObjectProperty<ImageShelf> shelf() {
        return shelf.getReadOnlyProperty();
    }

    /// Asks Docker, unless a build goes on.
    public void refresh() {
        if (!(shelf.get() instanceof Building)) {
            look("");
        }
    }

    /// Builds the image, unless a build goes on.
    ///
    /// @param fresh even when it is current
    public void build(boolean fresh) {
        if (shelf.get() instanceof Building) {
            return;
        }
        shelf.set(new Building("", "", 0, false));
        ImageProgress listener =
                (step, detail, fraction) ->
                        progress.offer(new Building(step.title(), detail, fraction, false));
        task =
                with.runner()
                        .run(
                                "build the " + name + " image",
                                cancelled -> builder.get().build(fresh, listener, cancelled),
                                this::built);
    }

    /// Gives up the build that goes on.
    public void cancel() {
        if (shelf.get() instanceof Building now && !now.cancelling()) {
            shelf.set(new Building(now.step(), now.detail(), now.fraction(), true));
            task.cancel();
        }
    }

    private void show(Building newest) {
        if (shelf.get() instanceof Building now) {
            shelf.set(
                    new Building(
                            newest.step(), newest.detail(), newest.fraction(), now.cancelling()));
        }
    }

    private void built(TaskState<ImageState> end) {
        switch (end) {
            case TaskState.Running<ImageState> _ -> {}
            case TaskState.Done<ImageState>(var state) -> shelf.set(new Known(state, "Built"));
            case TaskState.Failed<ImageState>(var problem) ->
                    shelf.set(new Failed(Problem.of(problem)));
            case TaskState.Cancelled<ImageState> _ -> look("The build was cancelled");
        }
    }

    private void look(String note) {
        shelf.set(new Looking());
        with.runner()
                .run(
                        "ask Docker for the " + name + " image",
                        _ -> builder.get().state(),
                        (TaskState<ImageState> end) -> {
                            switch (end) {
                                case TaskState.Running<ImageState> _,
                                        TaskState.Cancelled<ImageState> _ -> {}
                                case TaskState.Done<ImageState>(var state) ->
                                        shelf.set(new Known(state, note));
                                case TaskState.Failed<ImageState>(var problem) ->
                                        shelf.set(new Failed(Problem.of(problem)));
                            }
                        });
    }
}
