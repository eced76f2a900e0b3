package io.milliwatt.presentation;

import io.milliwatt.presentation.call.Health;

/// One thing the status bar says.
///
/// @param health colour of its dot
/// @param text a few words
/// @param detail more words, for a tooltip; may be empty
public record StatusItem(Health health, String text, String detail) {}
