/// The pages beside the bench: Calls, Network, Images, Settings. Each is built when it is first
/// shown and kept, so that its selection is there when the user comes back.
///
/// **Threads.** The JavaFX application thread.
///
/// ```java
/// var page = new NetworkPage(shell.network(), shell.settings());
/// ```
@NullMarked
package io.milliwatt.desktop.page;

import org.jspecify.annotations.NullMarked;
