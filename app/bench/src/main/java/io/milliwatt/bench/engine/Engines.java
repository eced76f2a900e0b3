package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The engines of this machine, whatever their runtime. Every method may block for seconds and is
/// to be called off the window's thread; all are safe to call from several threads.
public interface Engines {
    /// Launches an engine and waits until it is ready in layers: process, control API, SIP OPTIONS
    /// 200, RTP echo. What was created is removed again when it fails or `cancelled` turns true
    /// (then code `CANCELLED`).
    EngineInfo launch(LaunchRequest request, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException;

    /// All engines that run, in Docker and embedded, started by this or another process.
    List<EngineInfo> list() throws BenchException;

    /// The same, and those that have ended and are not removed: killed, or kept by [#end].
    List<EngineInfo> all() throws BenchException;

    /// The engine of that name, running or ended.
    Optional<EngineInfo> find(String name) throws BenchException;

    /// Ends its calls with BYE, stops and removes it, with all that was created for it.
    void stop(String name) throws BenchException;

    /// Ends its calls with BYE and stops it, but keeps it, with its log: [#restart] starts it
    /// again.
    void end(String name) throws BenchException;

    /// Ends an engine, if it runs, and launches it anew with the same settings; with the best
    /// address of now when the one it advertised is not this host's any more. When the new launch
    /// fails, there is no engine of that name any more.
    EngineInfo restart(String name, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException;

    /// The same, at another address of this host: after the network changed.
    ///
    /// @param address what it is to advertise
    EngineInfo restartAt(
            String name, InetAddress address, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException;

    /// Gives an engine another name. It goes on running, and calls itself by the old name in SIP
    /// and in its log until it is restarted.
    ///
    /// @throws BenchException `NAME_TAKEN` when there is an engine of the new name, ended or not
    void rename(String name, String to) throws BenchException;

    /// Removes what processes that were killed left of the engines they launched for themselves.
    default void removeLeftovers() throws BenchException {}

    /// The newest log lines.
    List<String> logs(String name, int lines) throws BenchException;

    /// Follows the log until `cancelled` turns true or the engine ends.
    void followLogs(String name, Consumer<String> line, BooleanSupplier cancelled)
            throws BenchException;

    /// The newest of those log lines that are asked for, oldest first.
    default List<String> logs(String name, LogQuery query) throws BenchException {
        return LogFilter.newest(logs(name, Integer.MAX_VALUE), query);
    }

    /// Follows the log as [#followLogs(String, Consumer, BooleanSupplier)], beginning with the
    /// newest of the lines that are asked for.
    default void followLogs(
            String name, LogQuery query, Consumer<String> line, BooleanSupplier cancelled)
            throws BenchException {
        var all = new LogQuery(Integer.MAX_VALUE, query.text(), query.level(), query.since());
        // following begins with the first line there is
        var older = new AtomicInteger(logs(name, all).size() - query.lines());
        var filter = new LogFilter(query);
        followLogs(
                name,
                each -> {
                    if (filter.shows(each) && older.getAndDecrement() <= 0) {
                        line.accept(each);
                    }
                },
                cancelled);
    }

    /// CPU, memory and network now.
    EngineUsage usage(String name) throws BenchException;

    /// Why the engine is not running any more, in words with exit code and last log lines; empty
    /// while it runs.
    Optional<String> whyEnded(EngineInfo engine);

    /// Says that the caller works with engines and cleans up after itself: at the end of this
    /// process its engines are removed only when that is done, or did not happen in time.
    default Use use() {
        return () -> {};
    }

    /// Work with engines; closed when it is done.
    @FunctionalInterface
    interface Use extends AutoCloseable {
        @Override
        void close();
    }

    /// Why Docker's engines are not in the lists, where there should be some and Docker does not
    /// answer.
    default Optional<BenchException> dockerProblem() {
        return Optional.empty();
    }

    /// Docker's version for the status bar, such as `Docker 28.3`, or the problem why it cannot be
    /// reached.
    String dockerVersion() throws BenchException;
}
