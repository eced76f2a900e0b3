# What the scripts on the packet path share; sourced by them. The server runs on core 0, the load on core 1, all on loopback.
# The load tool is not part of the repository: LOAD=folder with rtpload.c, echolimit.c, sipcalls.py, cpu-per-packet.

prepare_load() {
    root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
    . "$root/installers/setup.bash"
    load=${LOAD:-$root/../shared/bench}
    [ -r "$load/rtpload.c" ] || fail "the load tool is not in $load; say where it is: LOAD=folder $0"
    [ -n "${SKIP_BUILD:-}" ] || build_dist
    need_jdk
    work=$(mktemp -d)
    trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
    gcc -O2 -o "$work/rtpload" "$load/rtpload.c" && gcc -O2 -o "$work/echolimit" "$load/echolimit.c" || exit 1
    ulimit -n 20000 2>/dev/null
    MEDIA_BASE=${MEDIA_BASE:-61000} # above the ports that the kernel hands out
    MILLIWATT_CONTROL_TOKEN=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    export MILLIWATT_CONTROL_TOKEN
}

# start_limit exclusive|shared STREAMS: $server and $first, its (first) port
start_limit() {
    for first in 20000 23000 26000; do # a range that nobody else has a port of
        if [ "$1" = shared ]; then
            on_server_core "$work/echolimit" batch $first &
        else
            on_server_core "$work/echolimit" epoll $first "$2" &
        fi
        server=$!
        sleep 0.3
        kill -0 $server 2>/dev/null && return
    done
    fail "no free range of ports for the limit" 1
}

# start_engine exclusive|shared STREAMS: $server with that many calls to `echo`, their ports in $work/ports. Shared: one pair of ports.
start_engine() {
    start_engine_without_calls "$1" "$2"
    call_engine "$2"
    # the just-in-time compiler's share: what is measured is an engine that has been running for a while
    warm_up_engine "$2"
}

start_engine_without_calls() {
    local last=$((30199 + 2 * $2))
    [ "$1" = shared ] && last=30001
    on_server_core "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xms32m -Xmx320m --enable-native-access=ALL-UNNAMED ${JVM_OPTIONS:-} -cp "$root/build/dist/engine/*" \
        io.milliwatt.engine.Main --bind 127.0.0.1 --sip-port 15060 --port-pool "$1" --rtp-ports 30000-$last --control-port 0 \
        --media-timeout 0 >"$work/engine.out" 2>"$work/engine.err" &
    server=$!
    until grep -q '^ready' "$work/engine.out"; do kill -0 $server || { cat "$work/engine.err"; exit 1; }; sleep 0.05; done
}

# call_engine CALLS: as many calls, held by the process $calls
call_engine() {
    python3 "$load/sipcalls.py" --port 15060 --calls "$1" --rate 200 --media-base $MEDIA_BASE --out "$work/ports" --hold "${HOLD:-600}" >"$work/calls" 2>&1 &
    calls=$!
    until grep -q '^answered' "$work/calls"; do kill -0 $calls || { cat "$work/calls"; exit 1; }; sleep 0.1; done
}

# start_rtpengine STREAMS: with the calls that these need, their ports in $work/ports
start_rtpengine() {
    on_server_core rtpengine --foreground --table=-1 --interface=127.0.0.1 --listen-ng=127.0.0.1:12223 --port-min=30000 --port-max=39999 \
        --log-level=3 --log-stderr --pidfile="$work/rtpengine.pid" >"$work/rtpengine.log" 2>&1 &
    server=$!
    python3 "$root/docs/performance/rtpengine-calls.py" 12223 "$1" $MEDIA_BASE >"$work/ports" || { cat "$work/rtpengine.log"; exit 1; }
    on_load_core "$work/rtpload" 127.0.0.1 0 0 1 "$1" 3 $MEDIA_BASE "$work/ports" >/dev/null
}

warm_up_engine() {
    on_load_core "$work/rtpload" 127.0.0.1 0 0 1 "$1" "${WARM_UP:-15}" $MEDIA_BASE "$work/ports" >/dev/null
}

stop_engine() {
    kill $calls
    wait $calls 2>/dev/null
    stop_server
}

stop_server() {
    kill $server
    wait $server 2>/dev/null
}

on_server_core() { exec taskset -c 0 "$@"; }
on_load_core() { taskset -c 1 "$@"; }

# load_limit exclusive|shared STREAMS SECONDS, load_engine STREAMS SECONDS: one line, with the CPU time of $server
load_limit() {
    if [ "$1" = shared ]; then
        on_load_core bash "$load/cpu-per-packet" $server "$work/rtpload" 127.0.0.1 $first 0 1 "$2" "$3"
    else
        on_load_core bash "$load/cpu-per-packet" $server "$work/rtpload" 127.0.0.1 $first 2 "$2" "$2" "$3"
    fi
}
load_engine() { on_load_core bash "$load/cpu-per-packet" $server "$work/rtpload" 127.0.0.1 0 0 1 "$1" "$2" $MEDIA_BASE "$work/ports"; }

# value NAME < line: the number that follows NAME
value() { sed -n "s/.*[ ]$1 \([0-9.]*\).*/\1/p"; }
# median of the values of NAME in a file of lines
median() { value "$1" <"$2" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
