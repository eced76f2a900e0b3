package io.milliwatt.presentation.engine;

import io.milliwatt.bench.engine.LogLevel;
import io.milliwatt.bench.engine.LogQuery;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.BoundedLog;
import io.milliwatt.presentation.task.RunningTask;
import io.milliwatt.presentation.task.TaskState;
import java.util.regex.Pattern;

/// The newest lines of an engine's log, once it is followed.
final class EngineLog {
    private static final int LINES = 2_000;

    private final Surroundings with;
    private final BoundedLog<String> lines;
    private RunningTask task = RunningTask.NONE;
    private String engine = "";
    private LogQuery query = LogQuery.newest(LINES);

    EngineLog(Surroundings with) {
        this.with = with;
        lines = new BoundedLog<>(with.ui(), LINES);
    }

    BoundedLog<String> lines() {
        return lines;
    }

    /// Chooses the lines.
    ///
    /// @param text what they contain; empty = anything
    /// @param least the least level
    /// @return whether that is another choice than before
    boolean choose(String text, LogLevel least) {
        LogQuery next = LogQuery.newest(LINES).atLeast(least);
        if (!text.isBlank()) {
            try {
                next = next.containing(Pattern.quote(text.strip()));
            } catch (BenchException e) {
                throw new IllegalStateException("a quoted text is a pattern", e);
            }
        }
        boolean other = !next.equals(query);
        query = next;
        return other;
    }

    /// Follows the log of an engine that took the place of another, if that was followed.
    void followAgain(String name) {
        if (!engine.isEmpty()) {
            follow(name);
        }
    }

    void follow(String name) {
        task.cancel();
        lines.clear();
        engine = name;
        LogQuery wanted = query;
        task =
                with.runner()
                        .run(
                                "follow the engine's log",
                                cancelled -> {
                                    with.backend()
                                            .engines()
                                            .followLogs(name, wanted, lines::offer, cancelled);
                                    return name;
                                },
                                (TaskState<String> end) -> {
                                    if (end instanceof TaskState.Failed<String>(var problem)) {
                                        lines.offer(problem.getMessage());
                                    }
                                });
    }
}
