#!/usr/bin/env python3
"""Writes a pcap file of SIP calls: sip-capture.py FILE [CALLS [MESSAGES]]

Each call has INVITE, 100, 180, 200, ACK, BYE and 200; the first one has INFO and its 200 in between, until it has MESSAGES messages. The
same arguments give the same file.
"""
import struct
import sys

path = sys.argv[1]
calls = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
messages = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
BEGIN_MICROS = 1_750_000_000_000_000
ALICE, BOB = bytes((192, 0, 2, 10)), bytes((192, 0, 2, 20))


def sdp(host, port):
    return (
        f"v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {port} RTP/AVP 8\r\n"
        "a=rtpmap:8 PCMA/8000\r\na=sendrecv\r\n"
    )


def message(call, start, cseq, method, to_tag, body=""):
    user = f"bob-{call}"
    return (
        f"{start}\r\nVia: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK{call}-{cseq}{method}\r\nMax-Forwards: 70\r\n"
        f"From: <sip:alice@192.0.2.10>;tag=a{call}\r\nTo: <sip:{user}@192.0.2.20>{';tag=b%d' % call if to_tag else ''}\r\n"
        f"Call-ID: call-{call}@192.0.2.10\r\nCSeq: {cseq} {method}\r\nContact: <sip:alice@192.0.2.10>\r\n"
        + (f"Content-Type: application/sdp\r\n" if body else "")
        + f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def exchanges(call):
    """Milliseconds, whether sent by alice, and the message."""
    uri = f"sip:bob-{call}@192.0.2.20"
    yield 0, True, message(call, f"INVITE {uri} SIP/2.0", 1, "INVITE", False, sdp("192.0.2.10", 20_000))
    yield 2, False, message(call, "SIP/2.0 100 Trying", 1, "INVITE", False)
    yield 20, False, message(call, "SIP/2.0 180 Ringing", 1, "INVITE", True)
    yield 900, False, message(call, "SIP/2.0 200 OK", 1, "INVITE", True, sdp("192.0.2.20", 40_000))
    yield 905, True, message(call, f"ACK {uri} SIP/2.0", 1, "ACK", True)
    cseq, at = 2, 1_000
    for _ in range((messages - 7) // 2 if call == 0 else 0):
        yield at, True, message(call, f"INFO {uri} SIP/2.0", cseq, "INFO", True)
        yield at + 3, False, message(call, "SIP/2.0 200 OK", cseq, "INFO", True)
        cseq, at = cseq + 1, at + 10
    yield at, True, message(call, f"BYE {uri} SIP/2.0", cseq, "BYE", True)
    yield at + 3, False, message(call, "SIP/2.0 200 OK", cseq, "BYE", True)


frames = []
for call in range(calls):
    for millis, sent, text in exchanges(call):
        source, target = (ALICE, BOB) if sent else (BOB, ALICE)
        udp = struct.pack(">HHHH", 5060, 5060, 8 + len(text), 0) + text
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0x4000, 64, 17, 0, source, target) + udp
        frames.append((BEGIN_MICROS + (call * 50 + millis) * 1_000, b"\x02\0\0\0\0\1\x02\0\0\0\0\2\x08\0" + ip))
frames.sort(key=lambda each: each[0])
with open(path, "wb") as file:
    file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262_144, 1))
    for micros, frame in frames:
        file.write(struct.pack("<IIII", micros // 1_000_000, micros % 1_000_000, len(frame), len(frame)) + frame)
