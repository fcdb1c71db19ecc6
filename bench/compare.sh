#!/usr/bin/env bash
# Runs Flashgate and what its users would pick instead, side by side on this machine: "bench/compare.sh --help".
# Installs what Debian offers where it is missing (as root; otherwise it says what to install), builds, and hands over to
# io.flashgate.bench.compare. Nothing that was installed here is left running or enabled.
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -P "$here/.." && pwd)
readonly here root
readonly PEER=$here/peers/spring-boot/target/spring-boot-peer.jar
readonly JAR=$here/target/benchmarks.jar
# What a package brings, and the package.
readonly NEEDED=(
    nginx=nginx
    redis-server=redis-server
    redis-cli=redis-tools
    pgbench=postgresql-contrib
    git=git
)

give_up() {
    printf 'compare: %s\n' "$1" >&2
    exit 2
}

# Where a program is; Debian has PostgreSQL's and the administrators' off the PATH.
is_there() {
    command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || compgen -G "/usr/lib/postgresql/*/bin/$1" >/dev/null
}

has_lua() {
    compgen -G '/usr/lib*/nginx/modules/ngx_http_lua_module.so' >/dev/null \
        || compgen -G '/usr/share/nginx/modules/ngx_http_lua_module.so' >/dev/null \
        || nginx_says '--add-module=[^ ]*lua'
}

nginx_says() {
    { PATH=$PATH:/usr/sbin nginx -V 2>&1 || true; } | grep -q -- "$1"
}

has_cjson() {
    compgen -G '/usr/lib/*/lua/5.1/cjson.so' >/dev/null || compgen -G '/usr/*/lib/lua/5.1/cjson.so' >/dev/null \
        || compgen -G '/usr/lib/lua/5.1/cjson.so' >/dev/null
}

missing_packages() {
    local each
    for each in "${NEEDED[@]}"; do
        is_there "${each%%=*}" || echo "${each#*=}"
    done
    compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || is_there postgres || echo postgresql
    has_lua || echo libnginx-mod-http-lua
    has_cjson || echo lua-cjson
}

# Installs without starting: packages of servers would start them on their usual ports, and at each boot.
install_missing() {
    local missing denial=/usr/sbin/policy-rc.d ours=false service
    mapfile -t missing < <(missing_packages | sort -u)
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        give_up "missing here: ${missing[*]} (names of Debian's packages). As root, or on Debian: apt-get install ${missing[*]}"
    fi
    echo "installing ${missing[*]} …" >&2
    if [ ! -e "$denial" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$denial"
        chmod 755 "$denial"
        ours=true
        # shellcheck disable=SC2064
        trap "rm -f '$denial'" EXIT
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >&2 || give_up "missing here: ${missing[*]}; apt-get update failed, see above"
    apt-get install -q -y --no-install-recommends "${missing[@]}" >&2 \
        || give_up "missing here: ${missing[*]}; apt-get install failed, see above"
    if $ours; then
        rm -f "$denial"
        trap - EXIT
    fi
    # Those that were installed just now, whatever was said about starting them.
    for service in "${missing[@]}"; do
        case $service in
            nginx | redis-server | postgresql)
                service "$service" stop >/dev/null 2>&1 || true
                if command -v systemctl >/dev/null; then
                    systemctl disable -q "$service" >&2 || true
                fi
                ;;
        esac
    done
}

# Whether a file is there and newer than all that it is made of.
is_fresh() {
    local file=$1
    shift
    [ -f "$file" ] && [ -z "$(find "$@" -type f -newer "$file" 2>/dev/null | head -n 1)" ]
}

build() {
    if ! is_fresh "$JAR" "$root"/pom.xml "$root"/{matching-core,journal,gateway,bench}/pom.xml \
        "$root"/{matching-core,journal,gateway,bench}/src/main; then
        echo 'building bench …' >&2
        (cd "$root" && mvn -q -B -DskipTests -Dspotless.apply.skip=true -pl bench -am package </dev/null >&2) \
            || give_up 'the build of bench failed, see above'
    fi
    if ! is_fresh "$PEER" "$here"/peers/spring-boot/{pom.xml,src} "$here"/peers/redis/buy.lua; then
        echo 'building the Spring Boot peer …' >&2
        (cd "$here/peers/spring-boot" && mvn -q -B -DskipTests package </dev/null >&2) \
            || give_up 'the build of the Spring Boot peer failed, see above'
    fi
    # Our own launcher builds what it needs; now, not in a peer's start.
    "$root/flashgate" --version >/dev/null || give_up 'the build of flashgate failed, see above'
    # Its first "serve" would do it, and would be measured too.
    "$root/flashgate" --prepare || true
}

wants_help=false
for word in "$@"; do
    case $word in
        -h | --help | -V | --version) wants_help=true ;;
    esac
done
[ "$(uname -s)" = Linux ] || give_up "expected Linux, found $(uname -s): processor time is read from /proc"
command -v java >/dev/null && command -v mvn >/dev/null || give_up "$("$root/flashgate" --needs)"
if ! $wants_help; then
    install_missing
fi
build
# Thousands of connections need as many descriptors.
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
cd "$root"
exec java "@$root/conf/jvm.options" -Xmx1g -cp "$JAR" io.flashgate.bench.compare.CompareCommand --root "$root" "$@"
