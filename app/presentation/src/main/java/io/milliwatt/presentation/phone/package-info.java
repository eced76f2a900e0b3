/// The phone of the bench: dials, shows how the call is, and ends it.
///
/// [PhoneViewModel][io.milliwatt.presentation.phone.PhoneViewModel] has one property that says how
/// things are, the sealed [PhoneState][io.milliwatt.presentation.phone.PhoneState]. While there is
/// a call it is looked at ten times a second; the record goes on to a
/// [CallViewModel][io.milliwatt.presentation.call.CallViewModel], and when the call ends, to the
/// list of finished calls.
///
/// **Threads.** The user interface thread only. Each thing the phone does is done on the task
/// runner, so that a phone that hangs leaves the window alive.
///
/// ```java
/// phone.dialText().set("echo");
/// phone.dial();
/// phone.press("5");
/// phone.hangUp();
/// ```
@NullMarked
package io.milliwatt.presentation.phone;

import org.jspecify.annotations.NullMarked;
