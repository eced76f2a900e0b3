package io.milliwatt.presentation;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.Optional;

/// A failure as the window tells it.
///
/// @param title what is wrong, in a few words
/// @param happened what happened, with names, addresses and ports; may have several lines
/// @param why why that is, in a sentence
/// @param fix what to do
public record Problem(ProblemCode code, String title, String happened, String why, String fix) {
    /// The words for `e`.
    public static Problem of(BenchException e) {
        return new Problem(e.code(), title(e.code()), e.getMessage(), why(e.code()), e.fix());
    }

    private static String title(ProblemCode code) {
        return switch (code) {
            case DOCKER_NOT_INSTALLED -> "Docker is not installed";
            case DOCKER_NOT_RUNNING -> "Docker is not running";
            case DOCKER_NO_PERMISSION -> "No permission to use Docker";
            case DOCKER_FAILED -> "Docker refused";
            case DISK_FULL -> "A disk is full";
            case IMAGE_BUILD_FAILED -> "The engine image could not be built";
            case MODE_NOT_POSSIBLE -> "The network mode is not possible here";
            case NETWORK_CLASH -> "A network is in the way";
            case TOOLBOX_FAILED -> "A network command failed";
            case PORT_TAKEN -> "A port is taken";
            case NO_ADDRESS -> "No address to advertise";
            case ADDRESS_NOT_LOCAL -> "The address is not of this host";
            case NAME_TAKEN -> "The name is taken";
            case NO_SUCH_ENGINE -> "No such engine";
            case ENGINE_DIED -> "The engine ended";
            case ENGINE_NOT_READY -> "The engine did not get ready";
            case ENGINE_FILES_MISSING -> "The engine's files are missing";
            case BAD_CONFIGURATION -> "A setting is wrong";
            case BAD_URI -> "Not a SIP address";
            case BAD_USAGE -> "That is not understood";
            case BAD_AUDIO_FILE -> "The audio file cannot be used";
            case BAD_CAPTURE -> "The capture cannot be used";
            case NO_AUDIO_DEVICE -> "No sound device";
            case CANCELLED -> "Cancelled";
            case INTERNAL -> "Milliwatt has a bug";
        };
    }

    private static String why(ProblemCode code) {
        return switch (code) {
            case DOCKER_NOT_INSTALLED ->
                    "An engine in a container needs a Docker daemon, or Podman's compatible"
                            + " socket.";
            case DOCKER_NOT_RUNNING -> "Nothing answers at the Docker socket.";
            case DOCKER_NO_PERMISSION ->
                    "The Docker socket belongs to root and the group docker; this user is in"
                            + " neither.";
            case DOCKER_FAILED -> "The Docker daemon answered with an error.";
            case DISK_FULL -> "Docker or Milliwatt has no room left for its files.";
            case IMAGE_BUILD_FAILED ->
                    "The engine image is assembled on this machine the first time it is needed.";
            case MODE_NOT_POSSIBLE ->
                    "Which modes there are depends on the kernel, the interface and where the"
                            + " daemon runs.";
            case NETWORK_CLASH -> "Two networks cannot have the same name, addresses or interface.";
            case TOOLBOX_FAILED ->
                    "Changes of the network are made by a container with just the capability they"
                            + " need.";
            case PORT_TAKEN ->
                    "SDP carries the port number, so the engine must have exactly the ports it"
                            + " advertises.";
            case NO_ADDRESS ->
                    "A phone sends its audio to the address in the SDP; a loopback address would"
                            + " lead it to itself.";
            case ADDRESS_NOT_LOCAL -> "Packets to the advertised address must arrive at this host.";
            case NAME_TAKEN -> "Each engine needs a name of its own to be found and stopped by.";
            case NO_SUCH_ENGINE -> "It may have been stopped or removed by someone else.";
            case ENGINE_DIED -> "Its process or container is gone, and with it every call.";
            case ENGINE_NOT_READY ->
                    "It runs, but one of its layers (control API, SIP, RTP) did not answer in"
                            + " time.";
            case ENGINE_FILES_MISSING ->
                    "The built-in engine is started from the files of this installation.";
            case BAD_CONFIGURATION -> "The engine takes this value as it is.";
            case BAD_USAGE -> "An option has a value that it does not take.";
            case BAD_URI -> "The phone dials sip:user@host, with a port where it is not 5060.";
            case BAD_AUDIO_FILE -> "The phone plays WAV files with PCM samples.";
            case BAD_CAPTURE ->
                    "A capture is a file of tcpdump or Wireshark: pcap, pcapng, also compressed with"
                            + " gzip; or a report of this program.";
            case NO_AUDIO_DEVICE -> "Microphone and speaker calls need both devices.";
            case CANCELLED -> "You asked for it.";
            case INTERNAL -> "This should not happen, whatever you did.";
        };
    }

    /// The page where it can be mended.
    public Optional<Page> page() {
        return switch (code) {
            case PORT_TAKEN, BAD_CONFIGURATION, NO_AUDIO_DEVICE -> Optional.of(Page.SETTINGS);
            case NO_ADDRESS, ADDRESS_NOT_LOCAL, MODE_NOT_POSSIBLE, NETWORK_CLASH ->
                    Optional.of(Page.NETWORK);
            case IMAGE_BUILD_FAILED -> Optional.of(Page.IMAGES);
            case DOCKER_NOT_INSTALLED,
                    DOCKER_NOT_RUNNING,
                    DOCKER_NO_PERMISSION,
                    DOCKER_FAILED,
                    DISK_FULL,
                    TOOLBOX_FAILED,
                    NAME_TAKEN,
                    NO_SUCH_ENGINE,
                    ENGINE_DIED,
                    ENGINE_NOT_READY,
                    ENGINE_FILES_MISSING,
                    BAD_USAGE,
                    BAD_URI,
                    BAD_AUDIO_FILE,
                    BAD_CAPTURE,
                    CANCELLED,
                    INTERNAL ->
                    Optional.empty();
        };
    }

    /// All of it as text, for the clipboard.
    public String asText() {
        return String.join("\n", title, happened, why, fix);
    }
}
