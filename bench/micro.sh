#!/usr/bin/env bash
# Runs the micro benchmarks; builds them first if a source is newer than they are.
#   bench/micro.sh --quick [NAME...]          each once and small: do they work? No figure of it means anything
#   bench/micro.sh --full [JMH OPTIONS...]    as they are meant to be run: tens of minutes, alone
set -euo pipefail
cd -P "$(dirname "${BASH_SOURCE[0]}")/.."

JAR=bench/target/benchmarks.jar
if [ ! -f "$JAR" ] || [ -n "$(find pom.xml ./*/pom.xml ./*/src -newer "$JAR" -type f -print -quit)" ]; then
    mvn -q -B package -DskipTests -pl bench -am </dev/null
fi
exec java @conf/jvm.options -cp "$JAR" io.flashgate.bench.micro.Benchmarks "$@"
