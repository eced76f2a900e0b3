# Functions shared by ./milliwatt and ./verify: find or get a JDK, Maven and system packages, and build.
# Sourced, not run. Wants $root (the checkout) and sets JAVA_HOME and MVN.

# a service or a container may have none
export HOME="${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}"

say() { printf '%s\n' "$*" >&2; }
fail() { say "milliwatt: $1"; exit "${2:-78}"; }

# --- installing -------------------------------------------------------------------------------------------------------

# may_install "what": 0 if packages may be installed now: with root or sudo, after a yes on a terminal.
may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ -t 0 ] && [ -z "${CI:-}" ]; then
        local answer
        read -r -p "milliwatt: install $1 with apt-get? [Y/n] " answer || return 1
        case "$answer" in [nN]*) return 1 ;; esac
    elif [ "$(id -u)" -ne 0 ]; then
        return 1
    fi
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

apt_updated=""
apt_update() {
    [ -n "$apt_updated" ] && return 0
    as_root apt-get update -q >/dev/null 2>&1 || true
    apt_updated=yes
}

apt_install() {
    apt_update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/tmp/milliwatt-apt.$$ 2>&1 || {
        tail -n 5 /tmp/milliwatt-apt.$$ >&2
        rm -f /tmp/milliwatt-apt.$$
        return 1
    }
    rm -f /tmp/milliwatt-apt.$$
}

has_package() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
# package_name NAME: the name this distribution gives it; a 64-bit time_t transition renamed some libraries.
package_name() { if ! apt_offers "$1" && apt_offers "${1}t64"; then echo "${1}t64"; else echo "$1"; fi; }
apt_offers() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'; }

# --- JDK 25 -----------------------------------------------------------------------------------------------------------

# is_jdk DIR: whether a JDK 25 or newer, with its compiler, is in DIR.
is_jdk() {
    local line
    [ -r "$1/release" ] && [ -x "$1/bin/javac" ] || return 1
    while read -r line; do
        if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
            [ "${BASH_REMATCH[1]}" -ge 25 ]
            return
        fi
    done <"$1/release"
    return 1
}

find_jdk() {
    local candidate java
    java=$(command -v javac 2>/dev/null || true)
    [ -n "$java" ] && java=$(dirname "$(dirname "$(readlink -f "$java")")")
    for candidate in "${JAVA_HOME:-}" "$java" /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        $(sed -n 's:.*<jdkHome>\(.*\)</jdkHome>.*:\1:p' "$HOME/.m2/toolchains.xml" 2>/dev/null); do
        if [ -n "$candidate" ] && [ -d "$candidate" ] && is_jdk "$candidate"; then
            JAVA_HOME=$candidate
            export JAVA_HOME
            return 0
        fi
    done
    return 1
}

need_jdk() {
    find_jdk && return 0
    if command -v apt-get >/dev/null 2>&1; then
        apt_offers openjdk-25-jdk || { [ "$(id -u)" -eq 0 ] && apt_update; }
        if apt_offers openjdk-25-jdk && may_install "openjdk-25-jdk"; then
            say "Installing openjdk-25-jdk"
            apt_install openjdk-25-jdk-headless && find_jdk && return 0
        fi
    fi
    say "milliwatt: needs a JDK 25 or newer and found none in JAVA_HOME, /usr/lib/jvm, /opt, ~/.sdkman or ~/.m2/toolchains.xml. To get one:"
    say "  Debian 13, Ubuntu 25.10 and newer   sudo apt-get install openjdk-25-jdk"
    say "  Debian 12, Ubuntu 22.04 and 24.04   the package temurin-25-jdk: https://adoptium.net/installation/linux/"
    say "  Fedora                              sudo dnf install java-25-openjdk-devel"
    say "  Arch                                sudo pacman -S jdk-openjdk"
    say "  anywhere                            unpack https://jdk.java.net/25/ and set JAVA_HOME"
    exit 78
}

# --- Maven ------------------------------------------------------------------------------------------------------------

maven_version=3.9.11

need_maven() {
    MVN=$(command -v mvn 2>/dev/null || true)
    local cached="${XDG_CACHE_HOME:-$HOME/.cache}/milliwatt/apache-maven-$maven_version/bin/mvn"
    [ -n "$MVN" ] && return 0
    if [ -x "$cached" ]; then MVN=$cached; return 0; fi
    if apt_offers maven && may_install "maven"; then
        say "Installing maven"
        apt_install maven && MVN=$(command -v mvn) && return 0
    fi
    fetch_maven && MVN=$cached && return 0
    fail "needs Maven 3.8 or newer: sudo apt-get install maven (Debian, Ubuntu), sudo dnf install maven (Fedora), sudo pacman -S maven (Arch)"
}

fetch_maven() {
    local cache="${XDG_CACHE_HOME:-$HOME/.cache}/milliwatt" name="apache-maven-$maven_version-bin.tar.gz"
    local url="https://archive.apache.org/dist/maven/maven-3/$maven_version/binaries/$name"
    command -v curl >/dev/null 2>&1 || return 1
    say "Fetching Maven $maven_version"
    mkdir -p "$cache" &&
        curl -fsSL --connect-timeout 10 -o "$cache/$name" "$url" &&
        curl -fsSL --connect-timeout 10 -o "$cache/$name.sha512" "$url.sha512" &&
        (cd "$cache" && printf '%s  %s\n' "$(cut -d' ' -f1 "$name.sha512")" "$name" | sha512sum -c --quiet - && tar xzf "$name")
    local status=$?
    rm -f "$cache/$name" "$cache/$name.sha512"
    return $status
}

# --- building ---------------------------------------------------------------------------------------------------------

dist_is_current() {
    [ -e "$root/build/dist/built" ] &&
        [ -z "$(find "$root/pom.xml" "$root"/media-engine "$root"/softphone "$root"/images "$root"/app \
            \( -name target -o -path '*/src/test' \) -prune -o \
            -type f -newer "$root/build/dist/built" -print -quit)" ]
}

# build_dist: what is not built, or older than the sources, is built; one line of progress.
build_dist() {
    dist_is_current && return 0
    need_jdk
    need_maven
    mkdir -p "$root/build"
    exec 9>"$root/build/lock"
    flock -n 9 || { say "Another build of this checkout is running; waiting for it"; flock 9; }
    dist_is_current && { exec 9>&-; return 0; }
    local log="$root/build/build.log" begin=$SECONDS line last=""
    rm -f "$root/build/dist/built"
    touch "$root/build/started" "$root/build/unchecked"
    [ -t 2 ] || say "Building Milliwatt (the first time takes a few minutes)"
    # only what runs, and without the checks that find faults: those are ./verify's
    if ! (cd "$root" && "$MVN" -B -ntp package -pl app/desktop -am -Dmaven.test.skip=true -Dcompiler.checks=-Xlint:none -Denforcer.skip=true) 9>&- 2>&1 | tee "$log" | while IFS= read -r line; do
        case "$line" in
        *"Building Milliwatt"*"["*"/"*"]"*)
            last=$(sed 's/.*Building \(.*\) [0-9.]* *\[\([0-9]*\)\/\([0-9]*\)\].*/Building \2 of \3: \1/' <<<"$line")
            [ -t 2 ] && printf '\r\033[K%.100s' "$last" >&2
            ;;
        esac
    done || ! grep -q 'BUILD SUCCESS' "$log"; then
        [ -t 2 ] && printf '\r\033[K' >&2
        grep -m 12 '^\[ERROR\]' "$log" >&2 || tail -n 12 "$log" >&2
        fail "the build failed; everything it said is in build/build.log" 1
    fi
    [ -t 2 ] && printf '\r\033[K' >&2
    finish_dist
    say "Built in $((SECONDS - begin)) s"
    exec 9>&-
}

# finish_dist: what was built since build/started was touched is complete.
finish_dist() {
    warm_up
    touch -r "$root/build/started" "$root/build/dist/built"
    rm -f "$root/build/started"
}

# The class path as one list, in a fixed order: the start-up caches are tied to it.
class_path() {
    local jars
    jars=$(cd "$root/build/dist/lib" && printf "$root/build/dist/lib/%s:" *.jar)
    echo "${jars%:}"
}

# warm_up: start-up caches (JEP 514) of the command line and the window. Without them everything works, only slower.
warm_up() {
    local jars
    jars=$(class_path)
    printf '%s\n' "$jars" >"$root/build/dist/class-path"
    rm -f "$root"/build/dist/*.aot
    [ -t 2 ] && printf '\r\033[KPreparing a fast start' >&2
    mkdir -p "$root/build/dist/warm-up"
    "$JAVA_HOME/bin/java" "${jvm_common[@]}" -XX:AOTCacheOutput="$root/build/dist/cli.aot" -cp "$jars" \
        io.milliwatt.cli.Main warm-up commands "$root/build/dist/warm-up" >>"$root/build/build.log" 2>&1 || true
    # a third of the classes: at each start all that are in a cache are linked
    "$JAVA_HOME/bin/java" "${jvm_common[@]}" -XX:AOTCacheOutput="$root/build/dist/inspect.aot" -cp "$jars" \
        io.milliwatt.cli.Main warm-up inspect "$root/build/dist/warm-up" >>"$root/build/build.log" 2>&1 || true
    rm -rf "$root/build/dist/warm-up"
    "$JAVA_HOME/bin/java" "${jvm_common[@]}" -Dglass.platform=Headless -Dprism.order=sw -XX:AOTCacheOutput="$root/build/dist/window.aot" -cp "$jars" \
        io.milliwatt.desktop.Main --warm-up >>"$root/build/build.log" 2>&1 || true
    # and for the engine as a child process, which then starts in half the time
    "$JAVA_HOME/bin/java" "${jvm_common[@]}" -cp "$jars" io.milliwatt.bench.engine.EmbeddedTraining >>"$root/build/build.log" 2>&1 || true
    [ -t 2 ] && printf '\r\033[K' >&2
    return 0
}

jvm_common=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED "-Dmilliwatt.home=$root/build/dist")
