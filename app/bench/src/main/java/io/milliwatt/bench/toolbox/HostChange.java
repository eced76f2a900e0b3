package io.milliwatt.bench.toolbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// A change of the host as the journal keeps it.
///
/// @param id its name in the journal; later ones sort behind earlier ones
/// @param purpose what it is for, in words
/// @param change the command that was to make it
/// @param undo the command that undoes it
/// @param holder who keeps it alive
/// @param docker the daemon on whose host it was made, `unix:///var/run/docker.sock`
/// @param binds directories of the host that the commands see
public record HostChange(
        String id,
        String purpose,
        List<String> change,
        List<String> undo,
        Holder holder,
        String docker,
        List<ToolboxTask.Bind> binds) {
    private static final String PREFIX = "change-";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.nnnnnnnnn").withZone(ZoneOffset.UTC);

    /// The name of a change in the journal, by which they are in the order of time.
    static String id(Instant now, String suffix) {
        return PREFIX + TIME.format(now) + "-" + suffix;
    }

    /// When it was written down, just before it was made; empty when its name was given by others.
    public Optional<Instant> madeAt() {
        int end = id.lastIndexOf('-');
        try {
            return id.startsWith(PREFIX) && end > PREFIX.length()
                    ? Optional.of(TIME.parse(id.substring(PREFIX.length(), end), Instant::from))
                    : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
