package io.milliwatt.presentation.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.images.ImageState;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualRunner;
import io.milliwatt.presentation.fixture.ManualUi;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesViewModelTest {
    private final FakeBackend backend = new FakeBackend();
    private final ManualUi ui = new ManualUi();
    private final ManualRunner runner = new ManualRunner();
    private final ImagesViewModel images =
            new ImagesViewModel(new Surroundings(backend, runner, ui, new ManualClock()));

    private ImageShelf shelf() {
        return images.engine().shelf().get();
    }

    @Test
    void saysThatTheImageIsMissingAndBuildsIt() {
        images.engine().refresh();
        assertInstanceOf(ImageShelf.Looking.class, shelf());
        runner.runAll();
        assertEquals(
                ImageState.Status.MISSING,
                assertInstanceOf(ImageShelf.Known.class, shelf()).state().status());

        images.engine().build(false);
        assertInstanceOf(ImageShelf.Building.class, shelf());
        images.engine().build(false);
        assertEquals(List.of("build the engine image"), runner.waiting());
        runner.runAll();
        assertEquals(
                ImageState.Status.CURRENT,
                assertInstanceOf(ImageShelf.Known.class, shelf()).state().status());
        ui.drainAll();
        assertInstanceOf(ImageShelf.Known.class, shelf(), "a late report must not revive it");
    }

    @Test
    void theToolboxIsAnImageOfItsOwn() {
        images.refresh();
        runner.runAll();
        images.toolbox().build(false);
        assertEquals(List.of("build the toolbox image"), runner.waiting());
        runner.runAll();
        var toolbox =
                assertInstanceOf(ImageShelf.Known.class, images.toolbox().shelf().get()).state();
        assertEquals("milliwatt/toolbox:0.1.0", toolbox.reference());
        assertEquals(ImageState.Status.CURRENT, toolbox.status());
        assertEquals(
                ImageState.Status.MISSING,
                assertInstanceOf(ImageShelf.Known.class, shelf()).state().status(),
                "the engine's was not built");
    }

    @Test
    void whileOneIsBuiltTheOtherIsAskedFor() {
        images.toolbox().build(false);
        images.refresh();
        assertInstanceOf(ImageShelf.Building.class, images.toolbox().shelf().get());
        assertInstanceOf(ImageShelf.Looking.class, shelf());
    }

    @Test
    void aCancelledBuildAsksAgainWhatIsThere() {
        images.engine().build(true);
        images.engine().cancel();
        assertTrue(assertInstanceOf(ImageShelf.Building.class, shelf()).cancelling());
        runner.runAll();
        assertEquals(
                "The build was cancelled",
                assertInstanceOf(ImageShelf.Known.class, shelf()).note());
    }

    @Test
    void withoutDockerItSaysWhy() {
        backend.engines()
                .failDocker(
                        new BenchException(
                                ProblemCode.DOCKER_NOT_RUNNING, "Nothing listens", "Start it"));
        images.refresh();
        runner.runAll();
        assertEquals(
                ProblemCode.DOCKER_NOT_RUNNING,
                assertInstanceOf(ImageShelf.Failed.class, shelf()).problem().code());
    }
}
