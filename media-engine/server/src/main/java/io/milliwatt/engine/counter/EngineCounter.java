package io.milliwatt.engine.counter;

/// The counters, each with its unit and meaning.
public enum EngineCounter {
    CALLS_OFFERED("calls", "INVITE requests that began a call"),
    CALLS_ANSWERED("calls", "calls answered with 200"),
    CALLS_REFUSED("calls", "calls refused with 300 to 699"),
    CALLS_CANCELLED("calls", "calls given up by the caller before they were answered"),
    CALLS_NO_PORT("calls", "calls refused with 503 because no RTP port was free"),
    CALLS_ENDED("calls", "answered calls that have ended"),
    CALLS_LOST("calls", "answered calls ended because the far end fell silent"),
    REGISTRATIONS_TAKEN("requests", "REGISTER requests answered with 200"),
    REGISTRATIONS_CHALLENGED("requests", "REGISTER requests asked for a password"),
    REGISTRATIONS_REFUSED("requests", "REGISTER requests refused, wrong passwords included"),
    SIP_MALFORMED("messages", "datagrams and stream pieces on a SIP port that are no SIP message"),
    SIP_SHED("connections and datagrams", "closed for breaking a limit, or dropped in a flood"),
    SIP_TLS_FAILED("handshakes", "TLS handshakes that failed"),
    RTP_RECEIVED("packets", "RTP packets taken"),
    RTP_SENT("packets", "RTP packets sent"),
    RTP_MALFORMED("packets", "datagrams on an RTP port that are no RTP"),
    RTP_STRANGER("packets", "RTP packets from an address that is not the call's"),
    RTP_UNKNOWN_PAYLOAD("packets", "RTP packets of a payload type that was not negotiated"),
    RTCP_RECEIVED("packets", "RTCP compound packets taken"),
    RTCP_SENT("packets", "RTCP compound packets sent"),
    RTCP_MALFORMED("packets", "datagrams on an RTCP port that are no RTCP"),
    RTCP_FEEDBACK("packets", "RTCP feedback packets taken: NACK, PLI, FIR and the like"),
    RTCP_STRANGER("packets", "RTCP packets from a host that is not the call's"),
    SRTP_REFUSED("packets", "SRTP and SRTCP packets whose authentication failed: wrong keys"),
    SRTP_REPLAYED("packets", "SRTP and SRTCP packets received twice"),
    DTMF_EVENTS("digits", "digits received, telephone-event and INFO"),
    RTP_UNCLAIMED("packets", "datagrams on a shared port from a source that is no call's"),
    SEND_FAILED("packets", "packets that the operating system did not take"),
    RECEIVE_FAILED("reads", "reads of a socket that failed"),
    LATE_TIMERS("timers", "timers that ran more than 5 ms late"),
    COMMANDS_REFUSED("commands", "commands refused because the media loop's queue was full"),
    CONTROL_REQUESTS("requests", "requests to the control API"),
    CONTROL_UNAUTHORISED("requests", "requests without the right token"),
    EVENTS_DROPPED("events", "events not delivered because a listener was too slow"),
    INTERNAL_ERRORS("errors", "bugs caught at the boundary of a packet, call or request");

    private final String unit;
    private final String meaning;

    EngineCounter(String unit, String meaning) {
        this.unit = unit;
        this.meaning = meaning;
    }

    public String unit() {
        return unit;
    }

    public String meaning() {
        return meaning;
    }
}
