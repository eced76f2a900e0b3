/// One thin layer over JAIN-SIP, used by the engine and by the phone. No type of `javax.sip` or
/// `gov.nist` appears in its public API.
///
/// **What it does.** [SipEndpoint][io.milliwatt.sip.SipEndpoint] opens UDP and TCP on one port, TLS
/// on another, places and takes calls (RFC 3261), moves SDP bodies without looking into them,
/// answers OPTIONS, INFO, PRACK (RFC 3262), UPDATE (RFC 3311) and re-INVITE, keeps session timers
/// (RFC 4028), takes and makes delayed offers, follows forked calls, does client digest (RFC 3261,
/// section 22; RFC 7616; RFC 8760), and shows every message to a [SipTap][io.milliwatt.sip.SipTap].
/// A call is one pure state machine, `CallStateMachine`, with smaller ones for what goes on within
/// it (`Reoffers`, `ReliableResponses`, `SessionTimer`); everything that touches the network is an
/// effect they return.
///
/// **Deviations.** What TLS takes as a host name: `TlsSockets`.
///
/// **Threads.** Listeners are called on threads of the stack or on virtual threads, one event of a
/// call at a time and in order; they must return at once. All methods may be called from any thread
/// and, but for [SipEndpoint#options][io.milliwatt.sip.SipEndpoint], `start` and `close`, do not
/// block.
///
/// ```java
/// var config = SipStackConfig.on(InetAddress.getByName("127.0.0.1"), 5060, "milliwatt/0.1");
/// try (var endpoint = SipEndpoint.start(config, incoming -> {
///     incoming.accept(answerTo(incoming.offerSdp()));
///     return new SipCallListener() {};
/// }, SipTap.NONE)) {
///     endpoint.options(SipUri.parse("sip:127.0.0.1:5070"), Duration.ofSeconds(2));
/// }
/// ```
@NullMarked
package io.milliwatt.sip;

import org.jspecify.annotations.NullMarked;
