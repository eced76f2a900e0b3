package io.milliwatt.images;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;

/// Makes an engine do what engines do, so that the JVM writes down which classes that needs. The
/// image module speaks neither SIP nor RTP: whoever builds the image brings the exercise.
@FunctionalInterface
public interface Trainer {
    /// Waits until the engine is ready and puts it through a call.
    ///
    /// @throws IOException when it does not do what it should within the trainer's own limits
    /// @throws InterruptedException when the build was cancelled
    void exercise(Trainee engine) throws IOException, InterruptedException;

    /// The engine in training.
    ///
    /// @param sip where it answers SIP, UDP and TCP; a loopback address of this host
    /// @param control base of its control API
    /// @param token token of the control API
    record Trainee(InetSocketAddress sip, URI control, String token) {}
}
