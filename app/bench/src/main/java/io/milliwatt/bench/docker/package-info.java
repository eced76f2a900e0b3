/// The Docker daemon: where it is, the connection to it, and what it means when it does not answer.
/// Podman's compatible socket is found and used in the same way.
///
/// Everything of Milliwatt that speaks to the daemon shares a [DockerConnection][
/// io.milliwatt.bench.docker.DockerConnection]: it opens nothing before it is needed, and turns
/// what docker-java throws into problems with a fix.
///
/// Threads: a connection is safe for several threads; every request blocks, for seconds where many
/// ports are published, so none is made on the window's thread.
///
/// ```java
/// var docker = new DockerConnection(DockerEndpoint.ofUser());
/// docker.check(); // BenchException DOCKER_NOT_RUNNING, DOCKER_NO_PERMISSION, ...
/// Info info = docker.ask(it -> it.infoCmd().exec());
/// ```
@NullMarked
package io.milliwatt.bench.docker;

import org.jspecify.annotations.NullMarked;
