package io.milliwatt.desktop;

import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.engine.EngineState;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.settings.SettingsStore;
import io.milliwatt.presentation.settings.ThemeChoice;
import io.milliwatt.presentation.tap.TapState;
import io.milliwatt.presentation.tap.TapWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import javafx.application.Platform;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;

/// Measures what the window costs while its taps see many calls: CPU by what threads are for, with
/// a page shown that has nothing to do with it, and with the live panel of page Bench. An engine
/// with calls and their RTP runs already; the window adds a call of its own, captured at every hop.
/// Prints figures; judges nothing. `docs/performance/window-live` runs it.
final class LiveWindow {
    private static final int USAGE = 64;
    private static final long PATIENCE_SECONDS = 120;

    private final FxScheduler ui = new FxScheduler();
    private final ShellViewModel shell;
    private final MainWindow window;
    private final AtomicLong frames = new AtomicLong();

    /// What one stretch of time took.
    ///
    /// @param panel whether the live panel was shown
    /// @param percent of a core, by duty
    /// @param pixels share of the application thread's time in which it copies what was drawn, as
    ///   only the platform without a display does
    /// @param packets a second, tap by tap
    /// @param frames a second
    private record Stretch(
            String title,
            boolean panel,
            Map<ThreadTimes.Duty, Double> percent,
            double pixels,
            List<Double> packets,
            double frames) {
        /// Without this measurement, and without what is the platform's without a display.
        double all() {
            return percent.values().stream().mapToDouble(Double::doubleValue).sum()
                    - of(ThreadTimes.Duty.SAMPLER)
                    - copying();
        }

        double copying() {
            return of(ThreadTimes.Duty.APPLICATION) * pixels;
        }

        double application() {
            return of(ThreadTimes.Duty.APPLICATION) - copying();
        }

        double of(ThreadTimes.Duty duty) {
            return percent.getOrDefault(duty, 0.0);
        }
    }

    private LiveWindow(ShellViewModel shell, MainWindow window) {
        this.shell = shell;
        this.window = window;
        window.scene().addPostLayoutPulseListener(frames::incrementAndGet);
    }

    /// @param args seconds of warming up, and of each measurement
    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println("usage: LiveWindow WARM_UP_SECONDS SECONDS");
            System.exit(USAGE);
        }
        Main.quieten();
        var opened = new CompletableFuture<LiveWindow>();
        Platform.startup(() -> opened.complete(open()));
        LiveWindow measure = opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        try {
            measure.call();
            measure.measure(Long.parseLong(args[0]), Long.parseLong(args[1]));
        } finally {
            measure.close();
        }
        System.exit(0);
    }

    private static LiveWindow open() {
        try {
            Path settings = Files.createTempFile("milliwatt", ".properties");
            settings.toFile().deleteOnExit();
            var ui = new FxScheduler();
            var shell = LocalBackend.shell(ui, new SettingsStore(settings));
            Themes.apply(ThemeChoice.LIGHT);
            var window = new MainWindow(new Stage(), shell);
            window.show();
            shell.start();
            return new LiveWindow(shell, window);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void call() throws Exception {
        until(
                "the engine that runs",
                () -> shell.bench().engine().state().get() instanceof EngineState.Running);
        onUi(() -> {
            shell.bench().taps().wanted().set(true);
            shell.bench().phone().dial("echo");
        });
        until(
                "an answered call",
                () -> shell.bench().phone().state().get() instanceof PhoneState.Connected);
        until(
                "taps: " + shell.bench().taps().state().get(),
                () -> shell.bench().taps().state().get() instanceof TapState.Capturing);
    }

    private void measure(long warmUp, long seconds) throws Exception {
        show(Page.BENCH, "hops");
        TimeUnit.SECONDS.sleep(warmUp / 2);
        show(Page.BENCH, "streams");
        TimeUnit.SECONDS.sleep(warmUp - warmUp / 2);
        List<Stretch> stretches =
                List.of(
                        stretch("another page", false, Page.IMAGES, "", seconds),
                        stretch("Bench, Hops", true, Page.BENCH, "hops", seconds),
                        stretch("Bench, Streams", true, Page.BENCH, "streams", seconds),
                        stretch("another page", false, Page.IMAGES, "", seconds));
        print(stretches);
        show(Page.BENCH, "hops");
        TimeUnit.SECONDS.sleep(1);
        System.out.println("Lines of hops: " + Format.count(report().hops().size()));
        String shown = read(() -> ((Labeled) window.scene().lookup("#hops-taps")).getText());
        TapReport report = report();
        System.out.println("Shown: " + shown);
        TapWords.warnings(report).forEach(each -> System.out.println("Shown: " + each));
        report.taps()
                .forEach(tap ->
                        System.out.println(
                                Format.sentence(tap.place().key())
                                        + ": "
                                        + Format.count(tap.packets())
                                        + " packets, "
                                        + Format.count(tap.kernelDropped() + tap.ownDropped())
                                        + " dropped"));
    }

    private Stretch stretch(String title, boolean panel, Page page, String tab, long seconds)
            throws Exception {
        show(page, tab);
        TimeUnit.SECONDS.sleep(2);
        long drawn = frames.get();
        TapReport seen = report();
        try (var sampler = new FrameCopySampler(read(Thread::currentThread))) {
            ThreadTimes before = ThreadTimes.now();
            TimeUnit.SECONDS.sleep(seconds);
            return new Stretch(
                    title,
                    panel,
                    ThreadTimes.now().since(before),
                    sampler.share(),
                    rates(seen, report(), seconds),
                    (double) (frames.get() - drawn) / seconds);
        }
    }

    private static List<Double> rates(TapReport before, TapReport after, double seconds) {
        List<Double> rates = new ArrayList<>();
        for (int tap = 0; tap < after.taps().size(); tap++) {
            long packets = after.taps().get(tap).packets() - before.taps().get(tap).packets();
            rates.add(packets / seconds);
        }
        return rates;
    }

    private void print(List<Stretch> stretches) throws Exception {
        System.out.printf(Locale.ROOT, "%-34s", "percent of a core");
        stretches.forEach(each -> System.out.printf(Locale.ROOT, "%16s", each.title()));
        System.out.println();
        for (ThreadTimes.Duty duty : ThreadTimes.Duty.values()) {
            line(duty.title(), stretches, each -> each.of(duty));
        }
        line("of it copying pixels, no display", stretches, Stretch::copying);
        line("all but copying and measurement", stretches, Stretch::all);
        line("frames a second", stretches, Stretch::frames);
        List<TapReport.TapState> taps = report().taps();
        for (int tap = 0; tap < taps.size(); tap++) {
            int at = tap;
            line(
                    "packets a second, " + taps.get(tap).place().key(),
                    stretches,
                    each -> each.packets().get(at));
        }
        List<Stretch> away = stretches.stream().filter(each -> !each.panel()).toList();
        for (Stretch each : stretches.stream().filter(Stretch::panel).toList()) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %+.1f %% of a core over another page (at most 15): application thread"
                            + " %+.1f, drawing in software %+.1f; copying pixels, which a display"
                            + " does not need, not counted: %.1f%n",
                    each.title(),
                    each.all() - mean(away, Stretch::all),
                    each.application() - mean(away, Stretch::application),
                    each.of(ThreadTimes.Duty.DRAWING)
                            - mean(away, it -> it.of(ThreadTimes.Duty.DRAWING)),
                    each.copying());
        }
    }

    private static void line(
            String title, List<Stretch> stretches, ToDoubleFunction<Stretch> value) {
        System.out.printf(Locale.ROOT, "%-34s", title);
        stretches.forEach(
                each -> System.out.printf(Locale.ROOT, "%16.1f", value.applyAsDouble(each)));
        System.out.println();
    }

    private static double mean(List<Stretch> stretches, ToDoubleFunction<Stretch> value) {
        return stretches.stream().mapToDouble(value).average().orElse(0);
    }

    private void show(Page page, String tab) throws Exception {
        onUi(() -> {
            shell.page().set(page);
            if (!tab.isEmpty()
                    && window.scene().lookup("#tab-" + tab) instanceof ToggleButton button) {
                button.setSelected(true);
            }
        });
    }

    private TapReport report() throws Exception {
        return read(() -> shell.bench().taps().figures().get());
    }

    private void close() throws Exception {
        var closed = new CompletableFuture<Boolean>();
        onUi(() -> shell.close(() -> closed.complete(true)));
        closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void onUi(Runnable action) throws Exception {
        ui.perform(action, Duration.ofSeconds(PATIENCE_SECONDS));
    }

    private <T> T read(Supplier<T> value) throws Exception {
        List<T> seen = new ArrayList<>();
        onUi(() -> seen.add(value.get()));
        return seen.getFirst();
    }

    private void until(String what, Supplier<Boolean> reached) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!read(reached)) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("not within " + PATIENCE_SECONDS + " s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
