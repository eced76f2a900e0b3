package io.milliwatt.protocol.stats;

/// How a packet stands to those of its source that came before.
public enum Arrival {
    /// The first that counts.
    FIRST,
    /// The successor of the highest sequence number so far.
    IN_ORDER,
    /// Ahead of its turn: those between are missing for now.
    AFTER_GAP,
    /// Behind the highest, for the first time.
    LATE,
    /// Seen before.
    DUPLICATE,
    /// The second of a new run of sequence numbers: the source started over.
    RESTARTED,
    /// Not counted: the source is on probation, or this is the first packet after a jump.
    REFUSED;

    /// Whether the packet carries something not had before.
    public boolean isNew() {
        return this != DUPLICATE && this != REFUSED;
    }
}
