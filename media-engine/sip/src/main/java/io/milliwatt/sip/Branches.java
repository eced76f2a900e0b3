package io.milliwatt.sip;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.header.ToHeader;
import javax.sip.message.Response;

/// The dialogs that one INVITE of ours has made, by the tag of the far end; RFC 3261, section
/// 13.2.2.4. Used only in the mailbox of its call.
final class Branches {
    /// Far ends that one INVITE can make ring; those beyond are not heard.
    private static final int MAX = 32;

    private final String offerSdp;
    private final Map<String, Branch> byTag = new LinkedHashMap<>();
    private Optional<Branch> confirmed = Optional.empty();

    /// @param offerSdp the offer in the INVITE; empty text if none
    Branches(String offerSdp) {
        this.offerSdp = offerSdp;
    }

    /// The branch that a response belongs to, a new one if need be; none when there are too many.
    Optional<Branch> of(Dialog dialog, Response response) {
        String tag = ((ToHeader) response.getHeader(ToHeader.NAME)).getTag();
        if (tag == null || (byTag.size() >= MAX && !byTag.containsKey(tag))) {
            return Optional.empty();
        }
        return Optional.of(
                byTag.computeIfAbsent(
                        tag,
                        _ ->
                                new Branch(
                                        dialog,
                                        offerSdp.isEmpty()
                                                ? SdpExchange.NONE
                                                : SdpExchange.WE_OFFERED,
                                        offerSdp)));
    }

    /// The one that answered first.
    Optional<Branch> confirmed() {
        return confirmed;
    }

    void confirm(Branch branch) {
        confirmed = Optional.of(branch);
    }
}
