package io.milliwatt.bench.toolbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change as a file of the journal. Its fields stay as they are: the next version of Milliwatt
/// must undo what this one left.
///
/// @param purpose what it is for, in words
/// @param change the command that was to make it
/// @param undo the command that undoes it
/// @param holder `process`, `container` or `user`
/// @param holderId the process's word, the container's id, or empty
/// @param docker the daemon on whose host it was made
/// @param binds directories of the host that the commands see; null in a file of an older version
record JournalEntry(
        String purpose,
        List<String> change,
        List<String> undo,
        String holder,
        String holderId,
        String docker,
        @Nullable List<ToolboxTask.Bind> binds) {
    static JournalEntry of(HostChange change) {
        String kind =
                switch (change.holder()) {
                    case Holder.OfProcess _ -> "process";
                    case Holder.OfContainer _ -> "container";
                    case Holder.OfUser() -> "user";
                };
        String id =
                switch (change.holder()) {
                    case Holder.OfProcess(String identity) -> identity;
                    case Holder.OfContainer(String container) -> container;
                    case Holder.OfUser() -> "";
                };
        return new JournalEntry(
                change.purpose(),
                change.change(),
                change.undo(),
                kind,
                id,
                change.docker(),
                change.binds());
    }

    HostChange toChange(String id) {
        Holder who =
                switch (holder) {
                    case "container" -> new Holder.OfContainer(holderId);
                    case "user" -> new Holder.OfUser();
                    default -> new Holder.OfProcess(holderId);
                };
        return new HostChange(
                id, purpose, change, undo, who, docker, binds == null ? List.of() : binds);
    }
}
