/// The LAN vantage: a place from which Docker's host looks as it does to a phone on the LAN.
///
/// From the host itself every container address can be reached, so a call from there proves little.
/// A [LanVantage][io.milliwatt.bench.lan.LanVantage] is a container with a network namespace of its
/// own, tied to the host by a veth, with an address of a documentation range (RFC 5737): what it
/// sends arrives at an interface of the host and goes through PREROUTING, FORWARD and Docker's
/// rules like everybody's. It reaches the host's own addresses, and where it should go beyond those
/// its default router drops it in silence, as a LAN's router does that has never heard of the
/// addresses of containers. No rule and no policy of the host is touched.
///
/// An engine in mode macvlan is on the LAN itself, where this host cannot reach it; a phone for it
/// joins the same Docker network instead.
///
/// Threads: a vantage is opened and closed by one thread; each step is a container and takes about
/// half a second.
///
/// ```java
/// try (LanVantage lan = LanVantage.open(changes, phoneCommand, List.of(), () -> false)) {
///     lan.process().output().read(bytes);
/// }
/// ```
@NullMarked
package io.milliwatt.bench.lan;

import org.jspecify.annotations.NullMarked;
