package io.milliwatt.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--pcap` of the commands that call.
final class PcapOption {
    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description =
                    "Capture the call at the phone, the host and the engine into a pcapng file, and show what each hop did")
    private @Nullable Path file;

    /// Empty when it was not given.
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }
}
