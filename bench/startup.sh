#!/usr/bin/env bash
# How long a gateway takes from its command to its "ready" line, on an empty folder.
#   bench/startup.sh [--runs N] [LAUNCHER]      N is 5 unless given; LAUNCHER is ./flashgate, or bin/flashgate of a distribution
# One start before, which does not count, prepares what makes starts quick. On a machine that does nothing else.
set -euo pipefail

runs=5
if [ "${1:-}" = --runs ]; then
    case ${2:-} in
        '' | *[!0-9]* | 0) echo "bench/startup.sh: --runs: found \"${2:-}\", expected a number from 1 on" >&2; exit 2 ;;
    esac
    runs=$2
    shift 2
fi
launcher=${1:-$(dirname "${BASH_SOURCE[0]}")/../flashgate}
if [ ! -x "$launcher" ]; then
    echo "bench/startup.sh: found no command $launcher, expected a launcher of Flashgate" >&2
    exit 2
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/flashgate-startup.XXXXXX")
gateway=
clean_up() {
    if [ -n "$gateway" ]; then
        kill -KILL "$gateway" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap clean_up EXIT
(umask 077 && echo 'only-for-a-moment' >"$work/token")
mkfifo "$work/out"

# Sets millis.
start() {
    local line began
    began=$(date +%s%N)
    "$launcher" serve --data "$work/data-$1" --listen 127.0.0.1:0 --admin-listen 127.0.0.1:0 --tickets off \
        --admin-token-file "$work/token" >"$work/out" 2>"$work/log" &
    gateway=$!
    if ! read -r line <"$work/out" || [ "${line%% *}" != ready ]; then
        cat "$work/log" >&2
        echo "bench/startup.sh: found no ready line, expected one; the log stands above" >&2
        exit 1
    fi
    millis=$((($(date +%s%N) - began) / 1000000))
    kill -TERM "$gateway"
    wait "$gateway"
    gateway=
    rm -rf "$work/data-$1"
}

start 0
for ((run = 1; run <= runs; run++)); do
    start "$run"
    echo "$millis"
done | sort -n | awk '{ at[NR] = $1 } END { print "ready after (ms): median " at[int((NR + 1) / 2)] ", least " at[1] ", most " at[NR] ", runs " NR }'
