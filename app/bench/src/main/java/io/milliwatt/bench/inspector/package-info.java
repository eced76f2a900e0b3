/// Captures: what is in a file, what is wrong with its calls, and what is kept of a call for others
/// to see.
///
/// [CaptureReading] opens a capture or a report and has the doctor look at each call: there is no
/// engine to ask, so [CaptureEvidence] is what the packets alone say. [InspectionJson] and
/// [InspectionCsv] are what scripts read, [CaptureCopy] writes a part of a capture. [ReportWriter]
/// puts all that is known of a call into one zip, without secrets, and [CaptureReading] opens it
/// again.
///
/// Nothing here prints. Everything shown has keys and passwords masked already.
///
/// ```java
/// Captured captured = CaptureReading.read(path, NatMap.NONE);
/// captured.findings().forEach(finding -> show(finding.callId(), finding.finding().message()));
/// ```
@NullMarked
package io.milliwatt.bench.inspector;

import org.jspecify.annotations.NullMarked;
