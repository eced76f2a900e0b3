#!/usr/bin/env python3
"""Writes a pcap file of RTP streams: rtp-capture.py FILE [PACKETS [STREAMS [SEED]]]

G.711 at 20 ms, all streams at once, with jitter; 1 % of the packets are lost, 0.5 % come late by one to three places and 0.2 %
come twice. The same arguments give the same file.
"""
import random
import struct
import sys

path = sys.argv[1]
packets = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
streams = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1

rng = random.Random(seed)
BEGIN_MICROS = 1_750_000_000_000_000
TICK_MICROS, TICKS = 20_000, 160
payload = bytes(0xD5 if i % 2 else 0x55 for i in range(160))


class Stream:
    """Addresses and counters of one sender."""

    def __init__(self, number):
        source = bytes((10, 1, number >> 8 & 255, number & 255))
        target = bytes((10, 2, number >> 8 & 255, number & 255))
        ports = (20_000 + 2 * (number % 10_000), 42_000 + 2 * (number % 10_000))
        length = 20 + 8 + 12 + len(payload)
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0xB8, length, number & 0xFFFF, 0x4000, 64, 17, 0, source, target)
        udp = struct.pack(">HHHH", ports[0], ports[1], length - 20, 0)
        ethernet = b"\x02\0\0\0\0\1\x02\0\0\0\0\2\x08\0"
        self.head = ethernet + ip + udp
        self.ssrc = rng.getrandbits(32)
        self.sequence = rng.getrandbits(16)
        self.timestamp = rng.getrandbits(32)
        self.offset = rng.randrange(TICK_MICROS)
        self.type = rng.choice((0, 8))

    def packet(self, number, first):
        """The frame of the packet with this number, from 0."""
        marker = 0x80 if first else 0
        return self.head + struct.pack(
            ">BBHII",
            0x80,
            marker | self.type,
            self.sequence + number & 0xFFFF,
            self.timestamp + number * TICKS & 0xFFFFFFFF,
            self.ssrc,
        )


def arrivals(count):
    """(microseconds, number) of the packets of a stream that arrive."""
    for number in range(count):
        fate = rng.random()
        at = number * TICK_MICROS + int(rng.gammavariate(2, 300))
        inside = 5 < number < count - 8
        if inside and fate < 0.010:
            continue
        if inside and fate < 0.015:
            at += rng.randint(1, 3) * TICK_MICROS + 1500
        yield at, number
        if inside and 0.015 <= fate < 0.017:
            yield at + rng.randint(50, 30_000), number


every = [Stream(number) for number in range(streams)]
per_stream = packets // streams
events = []
for index, stream in enumerate(every):
    # so many more as are lost, then cut to the number that was asked for
    own = sorted(arrivals(per_stream + per_stream // 50 + 16))[: per_stream - 1]
    # the last packet has the highest number: Wireshark takes the number of the last for the highest
    last = max((number for _, number in own), default=-1) + 1
    own.append((max(last * TICK_MICROS, own[-1][0] + 1 if own else 0), last))
    events.extend((BEGIN_MICROS + stream.offset + at, index, number) for at, number in own)
events.sort()
with open(path, "wb", buffering=1 << 20) as out:
    out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
    for micros, index, number in events:
        frame = every[index].packet(number, number == 0) + payload
        out.write(struct.pack("<IIII", micros // 1_000_000, micros % 1_000_000, len(frame), len(frame)) + frame)
