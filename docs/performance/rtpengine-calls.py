#!/usr/bin/env python3
"""Sets up calls on an rtpengine by its ng protocol (UDP, bencode) and prints the port for each stream, one line.

  rtpengine-calls.py NG_PORT STREAMS MEDIA_BASE

Stream i sends from 127.0.0.1:(MEDIA_BASE + 2 i). Streams 2 k and 2 k + 1 are the two legs of call k: what one sends the other receives."""
import re, socket, sys, time

def encode(value):
    if isinstance(value, dict): return b'd' + b''.join(encode(k) + encode(value[k]) for k in sorted(value)) + b'e'
    if isinstance(value, list): return b'l' + b''.join(map(encode, value)) + b'e'
    data = value.encode()
    return b'%d:' % len(data) + data

ng, streams, base = map(int, sys.argv[1:])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(1)

def ask(cookie, **command):
    for _ in range(10):
        try:
            s.sendto(cookie.encode() + b' ' + encode(command), ('127.0.0.1', ng))
            while True:
                answer = s.recv(65535).decode()
                if answer.startswith(cookie + ' '): break
        except (TimeoutError, ConnectionRefusedError):
            time.sleep(0.2)
            continue
        if '2:ok' not in answer: sys.exit('rtpengine: ' + answer)
        return int(re.search(r'm=audio (\d+)', answer).group(1))
    sys.exit('rtpengine does not answer')

def sdp(port):
    return f'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {port} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n'

ports = []
for k in range(streams // 2):
    call = {'call-id': f'call-{k}', 'from-tag': f'a{k}'}
    towards_b = ask(f'o{k}', command='offer', sdp=sdp(base + 4 * k), **call)
    towards_a = ask(f'a{k}', command='answer', sdp=sdp(base + 4 * k + 2), **{'to-tag': f'b{k}'}, **call)
    ports += [towards_a, towards_b]
print(*ports)
