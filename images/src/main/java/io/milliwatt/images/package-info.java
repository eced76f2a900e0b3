/// The engine image, assembled on this machine without a registry and without a Dockerfile.
///
/// Two layers: *base* (a linked Java runtime, the few C libraries it needs, `/etc/passwd`) and
/// *app* (the engine's jars and their AOT cache). Each layer is a tar whose bytes depend on its
/// content only: entries sorted, owner 0:0, one fixed time. The base layer is kept in the user's
/// cache directory, so a change of the jars costs a few seconds. The AOT cache is trained in a
/// container of the very same two layers, because the JVM accepts it only with the same runtime,
/// the same jars with the same times, and the same collector.
///
/// `docs/decisions/0006-assemble-the-engine-image-without-a-registry.md` says why.
///
/// The *toolbox image* is one layer: the network tools that privileged steps need, and the
/// libraries of the running Java. Its layer is kept in the cache directory as well.
/// `docs/decisions/0014-make-the-toolbox-from-what-is-installed.md` says why.
///
/// Threads: an [EngineImage] may be used from any thread; [EngineImage#build] blocks for seconds,
/// calls its listener on the calling thread and looks at `cancelled` at least every 100 ms. Two
/// processes that build at once take turns by a lock file in the cache directory.
///
/// ```java
/// var image = new EngineImage(docker, files, CacheDirectory.ofUser());
/// if (image.state().status() != ImageState.Status.CURRENT) {
///     image.build(trainer, (step, detail, fraction) -> print(step.title(), detail), () -> false);
/// }
/// ```
@NullMarked
package io.milliwatt.images;

import org.jspecify.annotations.NullMarked;
