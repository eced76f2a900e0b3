/// The command line: parse, call a use case of the bench, print. Results go to standard output,
/// everything else to standard error; with `--json` standard output is one JSON value.
///
/// Exit status: 0 did it and media flowed, 1 a finding of severity error or a failed run, 64 wrong
/// usage, 78 configuration.
@NullMarked
package io.milliwatt.cli;

import org.jspecify.annotations.NullMarked;
