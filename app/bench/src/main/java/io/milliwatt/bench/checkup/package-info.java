/// The doctor before a call: looks at an engine, or at any SIP server, as a phone on the LAN would
/// meet it, and says whether it will hear and be heard, why not, and what to do.
///
/// A [Checkup][io.milliwatt.bench.checkup.Checkup] asks Docker and the host what is configured,
/// sends OPTIONS and an INVITE with an offer that nobody uses (ended by BYE or CANCEL), and has the
/// answer judged by the rules of [Doctor][io.milliwatt.bench.doctor.Doctor] against the real
/// topology. Nothing is changed on the host, and nothing stays when it is cancelled.
///
/// ```java
/// CheckupReport report = Checkup.create(engines).run(request, check -> show(check), cancelled);
/// ```
///
/// Blocks for some seconds; one run is for one thread.
@NullMarked
package io.milliwatt.bench.checkup;

import org.jspecify.annotations.NullMarked;
