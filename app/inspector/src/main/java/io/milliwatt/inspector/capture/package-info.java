/// Captures on disk and from running programs: pcap and pcapng in, pcapng out.
///
/// [CaptureFile] reads a file, [LiveCapture] bytes as they come; both give whole frames, or,
/// through [PacketDecoder][io.milliwatt.inspector.packet.PacketDecoder], datagrams and bytes of TCP
/// connections. [PcapNgWriter] writes frames of several taps into one file, with their names and
/// with comments.
///
/// Formats: draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng, both byte orders, micro- and
/// nanoseconds, compressed or not. A file is read through one window of bytes, so that its size
/// does not matter. What is truncated or corrupt is told in [CaptureSummary], with the number of
/// the frame; what could be read before (and after, where that can be found) is given.
///
/// One thread reads; the sinks are called on it.
@NullMarked
package io.milliwatt.inspector.capture;

import org.jspecify.annotations.NullMarked;
