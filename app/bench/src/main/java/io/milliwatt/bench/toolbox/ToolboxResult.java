package io.milliwatt.bench.toolbox;

/// What a command in a toolbox container left.
///
/// @param exit exit status of the command; 127 when there is no such command
/// @param output its standard output, at most [Toolbox#MAX_OUTPUT_BYTES]
/// @param error its standard error, at most the same
/// @param truncated whether it printed more than that
public record ToolboxResult(int exit, String output, String error, boolean truncated) {
    public boolean succeeded() {
        return exit == 0;
    }
}
