package io.milliwatt.sip;

import java.util.Optional;

/// A REFER received within a call: the far end wants us to call somebody else. None of the methods
/// blocks; what makes no sense any more is ignored.
public interface IncomingTransfer {
    /// Whom to call, and what to replace there.
    Referral referral();

    /// Value of the Referred-By header, RFC 3892, to be passed on to the target.
    Optional<String> referredBy();

    /// Agrees (202), and reports 100 Trying if a report is wanted.
    void accept();

    /// @param status 400..699, usually 603
    void refuse(int status, String reason);

    /// Reports how the new call gets on, as the status it got; a final one ends the report.
    void progress(int status, String reason);
}
