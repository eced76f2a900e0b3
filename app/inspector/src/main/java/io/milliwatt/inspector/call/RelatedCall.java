package io.milliwatt.inspector.call;

/// Another call that seems to be a leg of the same conversation, through a back-to-back user agent
/// or a transfer.
///
/// @param call index in the inspection's list of calls
/// @param reason why it is thought so, in words
public record RelatedCall(int call, String reason) {}
