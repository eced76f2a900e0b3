/// The page Network: the addresses of this host, and which of them the next launch advertises.
///
/// **Threads.** The user interface thread only; the addresses are looked up on the task runner.
///
/// ```java
/// network.refresh();
/// network.choose(Optional.of(network.addresses().getFirst().address()));
/// ```
@NullMarked
package io.milliwatt.presentation.network;

import org.jspecify.annotations.NullMarked;
