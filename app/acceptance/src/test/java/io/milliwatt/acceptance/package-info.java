/// What a user sees, tested from outside: the two commands, a real Docker daemon, foreign peers.
/// Nothing is mocked; what a test needs and does not find makes it skip with the reason, and fail
/// when `CI=true` and it could have been installed.
@NullMarked
package io.milliwatt.acceptance;

import org.jspecify.annotations.NullMarked;
