/// The frame of the window (rail, pages, status bar) and the pieces that all pages share: card,
/// pill, empty state, tabs, copy button, icons.
///
/// Colours and sizes are in `milliwatt.css` and use AtlantaFX's looked-up colours only, so that
/// every theme fits. A piece says what it is by style classes; `Nodes` has the few factories.
///
/// **Threads.** The JavaFX application thread.
///
/// ```java
/// var card = new Card("Engine");
/// card.header(pill);
/// card.body(Nodes.label("No engine runs", "muted"));
/// ```
@NullMarked
package io.milliwatt.desktop.view;

import org.jspecify.annotations.NullMarked;
