package io.milliwatt.phone.audio;

/// A sound device as the system lists it.
///
/// @param name what identifies it, also in settings and on the command line
/// @param description for people; may be empty
public record AudioDevice(String name, String description) {}
