package io.milliwatt.bench.toolbox;

import java.util.List;

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
        List<ToolboxTask.Bind> binds) {}
