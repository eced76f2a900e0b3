/// A terminal: what a program in a container prints becomes a screen, and keys become bytes.
///
/// A compact subset of what xterm does, as ECMA-48 and the VT220 define it, chosen by what shells,
/// `top`, `less`, `vi` and `mc` use under `TERM=xterm-256color`: colours (16, 256, 24 bits), cursor
/// movement, erasing, inserting and deleting, scroll region, alternate screen, line drawing, tabs,
/// bracketed paste, and the questions a program may ask (`DA`, `DSR`). What it does not know it
/// skips. Deviation: no mouse reports, no double-size lines, combining marks are dropped, and lines
/// are not wrapped anew when the window gets another size.
///
/// [TerminalScreen][io.milliwatt.presentation.terminal.TerminalScreen] is the screen, pure: bytes
/// in, a [ScreenPicture][io.milliwatt.presentation.terminal.ScreenPicture] out.
/// [TerminalKeys][io.milliwatt.presentation.terminal.TerminalKeys] says what a key sends.
/// [TerminalViewModel][io.milliwatt.presentation.terminal.TerminalViewModel] ties both to a session
/// of the bench. However much a program prints, it is held up by the screen and never queued.
///
/// **Threads.** The screen is used by one thread at a time; the view model takes care of that.
///
/// ```java
/// var screen = new TerminalScreen(80, 24);
/// screen.write("\033[1;32mengine\033[0m:/#".getBytes(UTF_8));
/// screen.picture(0).text(0); // "engine:/#"
/// ```
@NullMarked
package io.milliwatt.presentation.terminal;

import org.jspecify.annotations.NullMarked;
