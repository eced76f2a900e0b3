package io.milliwatt.desktop;

import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.call.CallRow;
import io.milliwatt.presentation.call.CallsViewModel;
import io.milliwatt.presentation.call.CaptureState;
import io.milliwatt.presentation.settings.SettingsStore;
import io.milliwatt.presentation.settings.ThemeChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.stage.Stage;

/// Measures the page Calls with large captures, without a display: how long style and layout take
/// while a table of calls and a ladder are scrolled, how regular frames come meanwhile, how long a
/// large file takes to open, whether the window goes on meanwhile, and how soon it stops reading
/// when told to. Prints figures; judges nothing. `docs/performance/window-large` runs it.
final class LargeCaptures {
    private static final int USAGE = 64;
    private static final long PATIENCE_SECONDS = 600;
    private static final int STEPS = 300;

    private final FxScheduler ui = new FxScheduler();
    private final ShellViewModel shell;
    private final MainWindow window;

    private LargeCaptures(ShellViewModel shell, MainWindow window) {
        this.shell = shell;
        this.window = window;
    }

    /// @param args a capture with many calls, of which one has a long ladder; a large capture
    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println("usage: LargeCaptures CALLS.pcap LARGE.pcap");
            System.exit(USAGE);
        }
        Main.quieten();
        var opened = new CompletableFuture<LargeCaptures>();
        Platform.startup(() -> opened.complete(open()));
        LargeCaptures measure = opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        measure.scrolling(Path.of(args[0]));
        measure.opening(Path.of(args[1]));
        System.exit(0);
    }

    private static LargeCaptures open() {
        try {
            Path settings = Files.createTempFile("milliwatt", ".properties");
            settings.toFile().deleteOnExit();
            var ui = new FxScheduler();
            var shell = LocalBackend.shell(ui, new SettingsStore(settings));
            Themes.apply(ThemeChoice.LIGHT);
            var window = new MainWindow(new Stage(), shell);
            window.show();
            shell.page().set(Page.CALLS);
            return new LargeCaptures(shell, window);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void scrolling(Path file) throws Exception {
        CallsViewModel calls = shell.calls();
        long begin = System.nanoTime();
        onUi(() -> calls.open(file));
        until(() -> calls.capture().get() instanceof CaptureState.Read);
        System.out.printf(
                Locale.ROOT,
                "calls: %,d rows, opened in %.2f s%n",
                calls.calls().size(),
                seconds(begin));
        TableView<?> table = (TableView<?>) node("#calls");
        int rows = calls.calls().size();
        print("calls, scrolled", layouts(step -> table.scrollTo(step * rows / STEPS)));
        print("calls, frames meanwhile", frames(step -> table.scrollTo(step * rows / STEPS)));

        long chosen = System.nanoTime();
        onUi(() -> {
            calls.selected().set(longest(calls));
            layout();
        });
        System.out.printf(
                Locale.ROOT,
                "ladder: %,d rows, shown in %.0f ms%n",
                calls.detail().ladder().get().rows().size(),
                seconds(chosen) * 1_000);
        ScrollBar bar =
                window.scene().getRoot().lookupAll(".scroll-bar").stream()
                        .filter(node -> node.getParent().lookup("#ladder") != null)
                        .map(ScrollBar.class::cast)
                        .filter(each -> each.getMax() > 10_000)
                        .findFirst()
                        .orElseThrow();
        IntConsumer scroll = step -> bar.setValue(bar.getMax() * step / STEPS);
        print("ladder, scrolled", layouts(scroll));
        print("ladder, frames meanwhile", frames(scroll));
        long filtered = System.nanoTime();
        onUi(() -> {
            calls.filter().set("bob-7");
            layout();
        });
        System.out.printf(
                Locale.ROOT,
                "filter: %,d of %,d calls in %.0f ms%n",
                calls.calls().size(),
                rows,
                seconds(filtered) * 1_000);
        onUi(() -> calls.filter().set(""));
    }

    private static CallRow longest(CallsViewModel calls) {
        return calls.calls().stream()
                .max(Comparator.comparingInt(row -> row.call().messages().size()))
                .orElseThrow();
    }

    private void opening(Path file) throws Exception {
        CallsViewModel calls = shell.calls();
        List<Double> gaps = new ArrayList<>();
        var told = new ArrayList<Double>();
        AnimationTimer watch = timer(gaps);
        long begin = System.nanoTime();
        onUi(() -> {
            calls.capture()
                    .addListener((_, _, now) -> {
                        if (now instanceof CaptureState.Reading reading) {
                            told.add(reading.fraction());
                        }
                    });
            watch.start();
            calls.open(file);
        });
        until(() -> !(calls.capture().get() instanceof CaptureState.Reading));
        double took = seconds(begin);
        onUi(watch::stop);
        System.out.printf(
                Locale.ROOT,
                "large: %s, opened in %.1f s, progress told %,d times%n",
                calls.capture().get() instanceof CaptureState.Read(_, var words, _)
                        ? words
                        : "NOT READ",
                took,
                told.size());
        print("large, frames meanwhile", gaps);

        onUi(() -> calls.open(file));
        TimeUnit.MILLISECONDS.sleep(500);
        boolean reading = calls.capture().get() instanceof CaptureState.Reading;
        long asked = System.nanoTime();
        onUi(calls::cancel);
        until(() -> !(calls.capture().get() instanceof CaptureState.Reading));
        System.out.printf(
                Locale.ROOT,
                "large, cancelled after 0.5 s: %s, %.0f ms until it stopped%n",
                reading ? "was reading" : "was read already",
                seconds(asked) * 1_000);
    }

    /// Milliseconds of style and layout after each step.
    private List<Double> layouts(IntConsumer step) throws Exception {
        List<Double> millis = new ArrayList<>();
        onUi(() -> {
            for (int i = 0; i < STEPS; i++) {
                long begin = System.nanoTime();
                step.accept(i);
                layout();
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        });
        return millis;
    }

    /// Milliseconds from frame to frame, with a step in each.
    private List<Double> frames(IntConsumer step) throws Exception {
        List<Double> gaps = new ArrayList<>();
        var done = new CompletableFuture<Boolean>();
        onUi(() ->
                new AnimationTimer() {
                    private int steps;
                    private long before;

                    @Override
                    public void handle(long nowNanos) {
                        long now = System.nanoTime();
                        if (before != 0) {
                            gaps.add((now - before) / 1e6);
                        }
                        before = now;
                        step.accept(steps++);
                        if (steps == STEPS) {
                            stop();
                            done.complete(true);
                        }
                    }
                }.start());
        done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return gaps;
    }

    private static AnimationTimer timer(List<Double> gaps) {
        return new AnimationTimer() {
            private long before;

            @Override
            public void handle(long nowNanos) {
                long now = System.nanoTime();
                if (before != 0) {
                    gaps.add((now - before) / 1e6);
                }
                before = now;
            }
        };
    }

    private static void print(String what, List<Double> millis) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-26s %,5d times, median %.1f ms, 95 %% %.1f ms, 99 %% %.1f ms, most %.1f ms%n",
                what,
                sorted.size(),
                at(sorted, 0.5),
                at(sorted, 0.95),
                at(sorted, 0.99),
                at(sorted, 1));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
    }

    private Node node(String selector) throws Exception {
        until(() -> window.scene().lookup(selector) != null);
        return window.scene().lookup(selector);
    }

    private void layout() {
        window.scene().getRoot().applyCss();
        window.scene().getRoot().layout();
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private void onUi(Runnable action) throws Exception {
        ui.perform(action, Duration.ofSeconds(PATIENCE_SECONDS));
    }

    private void until(BooleanSupplier reached)
            throws ExecutionException, InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            var seen = new CompletableFuture<Boolean>();
            ui.post(() -> seen.complete(reached.getAsBoolean()));
            if (seen.get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        throw new TimeoutException("not within " + PATIENCE_SECONDS + " s");
    }
}
