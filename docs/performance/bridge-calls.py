#!/usr/bin/env python3
"""Sets up bridged calls on the engine by plain SIP over UDP on loopback: registers one user, calls `bridge-USER`, answers the call that
the engine then places, and prints the engine's port for each stream, one line; holds the calls until it is ended.

  bridge-calls.py SIP_PORT STREAMS MEDIA_BASE USER:PASSWORD PORTS_FILE

Stream i sends from 127.0.0.1:(MEDIA_BASE + 2 i). Streams 2 k and 2 k + 1 are the two legs of call k: what one sends the other receives."""
import hashlib, re, select, socket, sys, time

sip, streams, base = map(int, sys.argv[1:4])
user, password = sys.argv[4].split(':')
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.0.0.1', 0))
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
me, run, answered = s.getsockname()[1], '%x' % time.time_ns(), {}

def header(text, name):
    found = re.search(rf'(?im)^{name}\s*:\s*(.*?)\r?$', text)
    return found.group(1) if found else ''

def sdp(port):
    return f'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {port} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n'

def media_port(text):
    return int(re.search(r'(?m)^m=audio (\d+)', text).group(1))

def send(first, headers, body=''):
    lines = [first, *headers, f'Content-Length: {len(body)}']
    if body: lines.insert(-1, 'Content-Type: application/sdp')
    s.sendto(('\r\n'.join(lines) + '\r\n\r\n' + body).encode(), ('127.0.0.1', sip))

def request(method, uri, call, cseq, to, body='', more=()):
    send(f'{method} {uri} SIP/2.0',
         [f'Via: SIP/2.0/UDP 127.0.0.1:{me};branch=z9hG4bK-{run}-{call}-{method}-{cseq};rport', 'Max-Forwards: 70',
          f'From: <sip:{user}@127.0.0.1:{me}>;tag=f{call}', f'To: {to}', f'Call-ID: {run}-{call}', f'CSeq: {cseq} {method}',
          f'Contact: <sip:{user}@127.0.0.1:{me}>', *more], body)

def register():
    me_uri, uri = f'<sip:{user}@127.0.0.1:{sip}>', f'sip:127.0.0.1:{sip}'
    request('REGISTER', uri, 'register', 1, me_uri, more=['Expires: 3600'])
    challenge = s.recv(65535).decode()
    asked = next(line for line in re.findall(r'(?im)^www-authenticate\s*:\s*(.*?)\r?$', challenge) if re.search(r'algorithm="?MD5"?(,|$)', line) or 'algorithm' not in line)
    value = lambda name: re.search(rf'{name}="?([^",]+)"?', asked).group(1)
    md5 = lambda text: hashlib.md5(text.encode()).hexdigest()
    realm, nonce = value('realm'), value('nonce')
    response = md5(f'{md5(f"{user}:{realm}:{password}")}:{nonce}:00000001:c0ffee:auth:{md5(f"REGISTER:{uri}")}')
    request('REGISTER', uri, 'register', 2, me_uri, more=[
        'Expires: 3600', f'Authorization: Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="{uri}", response="{response}", '
        f'algorithm=MD5, qop=auth, nc=00000001, cnonce="c0ffee"'])
    answer = s.recv(65535).decode()
    if ' 200 ' not in answer.split('\r\n')[0]: sys.exit('not registered: ' + answer.split('\r\n')[0])

def answer(text, body='', tag=''):
    vias = [f'Via: {via}' for via in re.findall(r'(?im)^via\s*:\s*(.*?)\r?$', text)]
    to = header(text, 'to')
    if tag and ';tag=' not in to: to += f';tag={tag}'
    send('SIP/2.0 200 OK', [*vias, f'From: {header(text, "from")}', f'To: {to}', f'Call-ID: {header(text, "call-id")}',
                            f'CSeq: {header(text, "cseq")}', f'Contact: <sip:{user}@127.0.0.1:{me}>'], body)

def bridge(k):
    """One call; returns the engine's ports towards the caller and towards the called."""
    target = f'sip:bridge-{user}@127.0.0.1:{sip}'
    towards_called = towards_caller = None
    request('INVITE', target, k, 1, f'<{target}>', sdp(base + 4 * k))
    end = time.monotonic() + 5
    while towards_caller is None:
        if not select.select([s], [], [], max(0, end - time.monotonic()))[0]: sys.exit(f'call {k} was not answered')
        text = s.recv(65535).decode()
        first = text.split('\r\n')[0]
        if first.startswith('INVITE '):
            leg = header(text, 'call-id')
            if leg not in answered: # and no retransmission
                answered[leg] = sdp(base + 4 * k + 2), f'b{k}'
                towards_called = media_port(text)
            answer(text, *answered[leg])
        elif not first.startswith('SIP/2.0'):
            if not first.startswith('ACK '): answer(text)
        elif header(text, 'cseq') == '1 INVITE' and header(text, 'call-id') == f'{run}-{k}':
            code = int(first.split()[1])
            if code >= 300: sys.exit(f'call {k}: {first}')
            if code >= 200:
                request('ACK', re.search(r'<(sip:[^>]+)>', header(text, 'contact')).group(1), k, 1, header(text, 'to'))
                towards_caller = media_port(text)
    return [towards_caller, towards_called]

register()
ports = [port for k in range(streams // 2) for port in bridge(k)]
open(sys.argv[5], 'w').write(' '.join(map(str, ports)) + '\n')
print(f'answered {len(ports) // 2}', flush=True)
while True:
    text = s.recv(65535).decode('latin-1')
    if not text.startswith(('SIP/2.0', 'ACK ')): answer(text)
