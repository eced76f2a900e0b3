package io.milliwatt.engine.config;

/// How calls get RTP ports.
public enum PortPoolKind {
    /// A pair for each call.
    EXCLUSIVE,
    /// Many calls on a pair; their packets are told apart by where they come from.
    SHARED
}
