/// The doctor: says why there is no audio, in words, with the addresses and ports at hand, and the
/// fix.
///
/// Each rule is a small pure class that looks at the [CallEvidence] of one call. [Doctor] asks them
/// in the order of causes, so that the first finding is the one to mend. A rule never fires on a
/// healthy call. Immutable; any thread.
///
/// ```java
/// List<Finding> findings = Doctor.examine(evidence);
/// ```
@NullMarked
package io.milliwatt.bench.doctor;

import org.jspecify.annotations.NullMarked;
