package io.milliwatt.presentation.terminal;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.terminal.TerminalSession;
import io.milliwatt.bench.terminal.TerminalSize;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.Latest;
import io.milliwatt.presentation.task.TaskState;
import io.milliwatt.presentation.terminal.TerminalKeys.Key;
import io.milliwatt.presentation.terminal.TerminalKeys.Modifiers;
import io.milliwatt.presentation.terminal.TerminalState.Closed;
import io.milliwatt.presentation.terminal.TerminalState.Ended;
import io.milliwatt.presentation.terminal.TerminalState.Failed;
import io.milliwatt.presentation.terminal.TerminalState.Open;
import io.milliwatt.presentation.terminal.TerminalState.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A shell in an engine's container, on a screen of the window. One at a time.
///
/// What the shell prints is read on the task runner and put onto the screen there, at the speed of
/// the screen; the window is told that something changed, at most once per drawing.
public final class TerminalViewModel {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final int CHUNK = 8_192;

    private final Surroundings with;
    private final ReadOnlyObjectWrapper<TerminalState> state =
            new ReadOnlyObjectWrapper<>(new Closed());
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
    private final Latest<Boolean> changed;

    /// Guarded by itself: the reader writes, the window draws.
    private final Object lock = new Object();

    private TerminalScreen screen =
            new TerminalScreen(TerminalSize.DEFAULT.columns(), TerminalSize.DEFAULT.rows());
    private final AtomicReference<TerminalSize> size = new AtomicReference<>(TerminalSize.DEFAULT);
    private Optional<Session> session = Optional.empty();
    private int opened;
    private int back;

    /// A session with what waits to be typed into it, in order.
    private record Session(
            TerminalSession terminal,
            ConcurrentLinkedQueue<String> typed,
            Object turn,
            Object sizing) {
        Session(TerminalSession terminal) {
            this(terminal, new ConcurrentLinkedQueue<>(), new Object(), new Object());
        }
    }

    public TerminalViewModel(Surroundings with) {
        this.with = with;
        changed = new Latest<>(with.ui(), _ -> revision.set(revision.get() + 1));
    }

    public ReadOnlyObjectProperty<TerminalState> state() {
        return state.getReadOnlyProperty();
    }

    /// Counts the changes of the screen; whoever draws it listens.
    public ReadOnlyLongProperty revision() {
        return revision.getReadOnlyProperty();
    }

    /// What is to be seen now.
    public ScreenPicture picture() {
        synchronized (lock) {
            back = Math.min(back, screen.historySize());
            return screen.picture(back);
        }
    }

    /// Everything that is kept, as text.
    public String allText() {
        synchronized (lock) {
            return screen.allText();
        }
    }

    /// The text between two places of what is kept.
    public String text(ScreenPicture.Place one, ScreenPicture.Place other) {
        synchronized (lock) {
            return screen.text(one, other);
        }
    }

    /// Opens a shell in an engine's container, unless one is open there.
    public void open(EngineInfo engine) {
        boolean here =
                switch (state.get()) {
                    case Opening(var name) -> name.equals(engine.name());
                    case Open(var name) -> name.equals(engine.name());
                    case Closed _, Ended _, Failed _ -> false;
                };
        if (here) {
            return;
        }
        close();
        int number = ++opened;
        synchronized (lock) {
            screen = new TerminalScreen(size.get().columns(), size.get().rows());
            back = 0;
        }
        changed.offer(true);
        state.set(new Opening(engine.name()));
        TerminalSize first = size.get();
        with.runner()
                .run(
                        "open a terminal",
                        _ -> with.backend().terminal(engine, first),
                        (TaskState<TerminalSession> end) -> opened(number, engine.name(), end));
    }

    private void opened(int number, String engine, TaskState<TerminalSession> end) {
        switch (end) {
            case TaskState.Running<TerminalSession> _ -> {}
            case TaskState.Done<TerminalSession>(var terminal) -> {
                var now = new Session(terminal);
                if (number != opened || !(state.get() instanceof Opening)) {
                    end(now);
                    return;
                }
                session = Optional.of(now);
                state.set(new Open(engine));
                tellSize(now);
                with.runner()
                        .run(
                                "read the terminal",
                                _ -> read(now),
                                (TaskState<OptionalInt> status) -> ended(now, engine, status));
            }
            case TaskState.Failed<TerminalSession>(var problem) -> {
                if (number == opened) {
                    state.set(new Failed(Problem.of(problem)));
                }
            }
            case TaskState.Cancelled<TerminalSession> _ -> state.set(new Closed());
        }
    }

    /// On the task runner's thread, until the shell ends.
    private OptionalInt read(Session now) throws BenchException, InterruptedException {
        var chunk = new byte[CHUNK];
        try (InputStream output = now.terminal().output()) {
            for (int n = output.read(chunk); n >= 0; n = output.read(chunk)) {
                String answers;
                synchronized (lock) {
                    screen.write(chunk, 0, n);
                    answers = screen.takeAnswers();
                }
                changed.offer(true);
                if (!answers.isEmpty()) {
                    now.typed().add(answers);
                    type(now);
                }
            }
        } catch (IOException _) {
            // closed from here
        }
        return now.terminal().await(LAST_WORDS);
    }

    private void ended(Session now, String engine, TaskState<OptionalInt> end) {
        if (session.isEmpty() || session.get() != now || end instanceof TaskState.Running<?>) {
            return;
        }
        session = Optional.empty();
        end(now);
        String words =
                end instanceof TaskState.Done<OptionalInt>(var status) && status.isPresent()
                        ? "exit status " + status.getAsInt()
                        : "the connection is gone";
        state.set(new Ended(engine, words));
    }

    /// Sends characters as they are typed.
    public void type(String characters) {
        session.ifPresent(now -> {
            scrollTo(0);
            now.typed().add(characters);
            with.runner().run("type", _ -> type(now), (TaskState<Integer> _) -> {});
        });
    }

    /// Sends a key.
    public void press(Key key, Modifiers modifiers) {
        boolean application;
        synchronized (lock) {
            application = screen.applicationCursor();
        }
        type(TerminalKeys.of(key, modifiers, application));
    }

    /// Sends text of the clipboard.
    public void paste(String text) {
        boolean bracketed;
        synchronized (lock) {
            bracketed = screen.bracketedPaste();
        }
        type(TerminalKeys.paste(text, bracketed));
    }

    /// Off the user interface thread: a program that does not read holds up who types.
    private static int type(Session now) {
        int sent = 0;
        synchronized (now.turn()) {
            for (String next = now.typed().poll(); next != null; next = now.typed().poll()) {
                try {
                    now.terminal().input().write(next.getBytes(StandardCharsets.UTF_8));
                    now.terminal().input().flush();
                    sent++;
                } catch (IOException _) {
                    now.typed().clear(); // its end is told by the other direction
                }
            }
        }
        return sent;
    }

    /// Shows lines above the screen; a program that has the whole screen for itself gets arrow keys
    /// instead.
    ///
    /// @param lines how many lines further up; negative = down
    public void scroll(int lines) {
        boolean whole;
        synchronized (lock) {
            whole = screen.alternate();
        }
        if (whole) {
            String arrow = TerminalKeys.of(lines > 0 ? Key.UP : Key.DOWN, Modifiers.NONE, true);
            type(arrow.repeat(Math.min(5, Math.abs(lines))));
        } else {
            scrollTo(back + lines);
        }
    }

    private void scrollTo(int lines) {
        synchronized (lock) {
            int next = Math.clamp(lines, 0, screen.historySize());
            if (next == back) {
                return;
            }
            back = next;
        }
        changed.offer(true);
    }

    /// Takes the size in which the screen is shown.
    public void resize(int columns, int rows) {
        var next = new TerminalSize(Math.clamp(columns, 2, 1_000), Math.clamp(rows, 2, 1_000));
        if (next.equals(size.getAndSet(next))) {
            return;
        }
        synchronized (lock) {
            screen.resize(next.columns(), next.rows());
        }
        changed.offer(true);
        session.ifPresent(this::tellSize);
    }

    /// Of two that are told at once, the later one tells the newest size.
    private void tellSize(Session now) {
        with.runner()
                .run(
                        "resize the terminal",
                        _ -> {
                            synchronized (now.sizing()) {
                                TerminalSize newest = size.get();
                                now.terminal().resize(newest);
                                return newest;
                            }
                        },
                        (TaskState<TerminalSize> _) -> {});
    }

    /// Ends the shell.
    public void close() {
        Optional<Session> open = session;
        session = Optional.empty();
        opened++;
        if (!(state.get() instanceof Closed)) {
            state.set(new Closed());
        }
        open.ifPresent(this::end);
    }

    private void end(Session now) {
        with.runner()
                .run(
                        "close the terminal",
                        _ -> {
                            now.terminal().close();
                            return true;
                        },
                        (TaskState<Boolean> _) -> {});
    }
}
