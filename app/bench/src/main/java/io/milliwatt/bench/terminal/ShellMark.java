package io.milliwatt.bench.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Where a terminal's shell notes its process number inside the container, for the command that
/// ends it. Both find the same file: in the first of a few folders that can be written. `/dev/shm`
/// can also where the file system cannot.
///
/// What is run is of the shell itself as far as it can be: an image may have no `cat`, and no
/// `sleep`.
///
/// @param id of this terminal
record ShellMark(String id) {
    private static final String FILE =
            "for folder in /dev/shm /tmp /var/tmp; do [ -w $folder ] && break; done;"
                    + " file=$folder/.milliwatt-";

    private static final String WATCH =
            """
            while read -r word; do
              if [ "$word" = ended ]; then rm -f $file; exit 0; fi
            done
            read -r number <$file || exit 0
            kill -HUP $number
            sleep 1
            kill -9 $number
            rm -f $file
            """;

    static ShellMark next() {
        return new ShellMark(UUID.randomUUID().toString());
    }

    /// The command that notes its number and becomes the shell.
    List<String> noting(List<String> command) {
        var whole =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                FILE + id + "; echo $$ 2>/dev/null >$file; exec \"$@\"",
                                "shell"));
        whole.addAll(command);
        return whole;
    }

    /// The command that ends the shell when its standard input ends; not when it has read the line
    /// `ended` before.
    List<String> watching() {
        return List.of("/bin/sh", "-c", FILE + id + "\n" + WATCH);
    }
}
