# Builds the program when its sources changed, and starts it. Sourced by ./argosy.
# shellcheck shell=bash

built=$ARGOSY_HOME/app/target/built
cache=$ARGOSY_HOME/app/target/argosy.aot
agent_cache=$ARGOSY_HOME/app/target/argosy-agent.jsa

modules=(shapes model planning taskdefinitions state wire control reconcilers sessions insight docker agent registry app)

# Changes whenever a source of the program is added, removed or edited.
sources_stamp() {
  { find pom.xml .mvn "${modules[@]/%//pom.xml}" build -type f -printf '%p %s %T@\n'
    find "${modules[@]}" -path '*/target' -prune -o -path '*/src/test' -prune -o -type f -printf '%p %s %T@\n'
    cat "$JAVA_HOME/release"
  } | sort | sha256sum
}

need_build() {
  need_jdk
  local stamp
  stamp=$(sources_stamp)
  [ "$(cat "$built" 2>/dev/null)" = "$stamp" ] && return
  local room
  for room in "${modules[@]}"; do
    if [ ! -w "$room" ] || { [ -e "$room/target" ] && [ ! -w "$room/target" ]; }; then
      fail "Argosy is to be built for its present sources, and $(id -un 2>/dev/null || id -u) may not write to" \
        "$ARGOSY_HOME/$room: run this once as the owner of $ARGOSY_HOME"
    fi
  done
  need_maven
  say "building Argosy"
  rm -rf "$built" "$cache" "$agent_cache" app/target/lib
  MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow" \
    mvn -B -ntp -q -Dstyle.color=never -pl app -am package -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -Dcheckstyle.skip=true >&2
  unpack_sqlite
  rehearse
  echo "$stamp" >"$built"
}

# SQLite's native library, which would otherwise be unpacked into the temporary folder by every start and left there by
# every process that is killed.
sqlite=$ARGOSY_HOME/app/target/sqlite
unpack_sqlite() {
  rm -rf "$sqlite"
  mkdir -p "$sqlite"
  (cd "$sqlite" && "$JAVA_HOME/bin/jar" --extract --file "$ARGOSY_HOME"/app/target/lib/sqlite-jdbc-*.jar \
    "org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so")
}

# Flags that must be the same when the start-up cache is made and when it is used.
java_flags=(-XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -Xss512k
  -Xlog:aot=off -Xlog:cds=off
  "-Dorg.sqlite.lib.path=$ARGOSY_HOME/app/target/sqlite/org/sqlite/native/Linux/$(uname -m)")

classpath() {
  local jar path=$ARGOSY_HOME/app/target/argosy-app.jar
  for jar in "$ARGOSY_HOME"/app/target/lib/*.jar; do path=$path:$jar; done
  printf '%s' "$path"
}

# A short run of the server and a client of it, from which Java keeps what it loaded and linked (JEP 514).
rehearse() {
  say "making the start-up cache"
  "$JAVA_HOME/bin/java" "${java_flags[@]}" -XX:AOTCacheOutput="$cache" -cp "$(classpath)" io.argosy.app.Main rehearse \
    >app/target/rehearsal.log 2>&1 || {
      rm -f "$cache"
      say "no start-up cache could be made (app/target/rehearsal.log); starts will be slower"
    }
}

# An agent waits most of its life: what it does not need then is given back, and less is compiled. Decision 0120
# explains them.
agent_flags=(-XX:TieredStopAtLevel=1 -Xss256k -Xms4m -Xmn2m -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=15
  -XX:CompileThresholdScaling=4 -XX:-UsePerfData -XX:ReservedCodeCacheSize=16m -XX:TrimNativeHeapInterval=10000)

# The engine an agent with these arguments will use.
engine_of() {
  local engine=unix:///var/run/docker.sock
  while [ $# -gt 0 ]; do
    case $1 in --docker) engine=${2:-} ;; --docker=*) engine=${1#*=} ;; esac
    shift
  done
  printf '%s' "$engine"
}

# The agent's own archive of classes, from a short life of one against a server of its own, in temporary folders and
# with a container of its own. It needs an engine, so it is made when an agent is about to start, once after a build.
rehearse_agent() {
  local engine=$1 name=argosy-rehearsal:$$ log=app/target/agent-rehearsal.log
  [ ! -e "$agent_cache" ] || return 0
  if ! docker -H "$engine" version >/dev/null 2>&1; then
    say "no engine answers at $engine: the agent starts without an archive of its classes and takes more memory"
    return 0
  fi
  say "making the agent's start-up archive"
  if rehearsal_image | docker -H "$engine" import - "$name" >"$log" 2>&1 &&
    "$JAVA_HOME/bin/java" "${java_flags[@]}" -cp "$(classpath)" io.argosy.app.Main rehearse --image "$name" -- \
      "$JAVA_HOME/bin/java" "${java_flags[@]}" "${agent_flags[@]}" "-XX:ArchiveClassesAtExit=$agent_cache.$$" \
      -cp "$(classpath)" io.argosy.app.Main agent --docker "$engine" >>"$log" 2>&1 &&
    [ -s "$agent_cache.$$" ]; then
    mv "$agent_cache.$$" "$agent_cache"
  else
    rm -f "$agent_cache.$$"
    : >"$agent_cache"
    say "no archive could be made ($log); until the next build the agent takes more memory"
  fi
  local left
  left=$(docker -H "$engine" ps -aq --filter "ancestor=$name" 2>/dev/null) || left=
  # shellcheck disable=SC2086 # ids are words
  { [ -z "$left" ] || docker -H "$engine" rm -f $left; docker -H "$engine" rmi -f "$name"; } >>"$log" 2>&1 || true
}

# Where this machine has a busybox the container runs; else it fails to start, and little is missing from the archive.
rehearsal_image() {
  local root
  root=$(mktemp -d)
  mkdir "$root/bin"
  [ ! -x /bin/busybox ] || cp /bin/busybox "$root/bin/sleep"
  tar -C "$root" -c .
  rm -rf "$root"
}

# Replaces this shell by an agent.
run_agent() {
  rehearse_agent "$(engine_of "$@")"
  java_flags+=("${agent_flags[@]}")
  [ ! -s "$agent_cache" ] || start_archive=("-XX:SharedArchiveFile=$agent_cache")
  run_program "${ARGOSY_AGENT_HEAP:-64m}" "$@"
}

# Replaces this shell by the program. The first argument is the heap limit.
start_archive=("-XX:AOTCache=$cache")
run_program() {
  local heap=$1; shift
  local flags=("${java_flags[@]}" "-Xmx$heap" -XX:+ExitOnOutOfMemoryError)
  [ ! -s "${start_archive[0]#*=}" ] || flags+=("${start_archive[@]}")
  # shellcheck disable=SC2206 # a user's own flags are words
  flags+=(${ARGOSY_JAVA_FLAGS:-})
  export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
  # What the program writes (keys, the journal, images, logs) is its owner's only.
  umask 077
  cd "$ARGOSY_FROM" || fail "the folder $ARGOSY_FROM is gone"
  exec "$JAVA_HOME/bin/java" "${flags[@]}" -cp "$(classpath)" io.argosy.app.Main "$@"
}

need_registry_peer() {
  command -v docker-registry >/dev/null || need_packages "the registry is measured beside Debian's" docker-registry
}

# Measures the packaged program, or the one part that is named, and writes what came out.
run_bench() {
  local parts="registry, writes, reload, placement, fleet, program, starts and footprint, or nothing for all"
  if [ "${1:-}" = fleet ]; then
    [ $# -le 3 ] || fail "a fleet is told how many instances and how many tasks: fleet [INSTANCES] [TASKS]"
    local size
    for size in "${@:2}"; do
      [[ $size =~ ^[1-9][0-9]{0,6}$ ]] || fail "$size is not how many instances or tasks there may be"
    done
  else
    [ $# -le 1 ] || fail "a bench is one of $parts"
  fi
  case ${1:-all} in
    all | registry | writes | reload | placement | fleet | program | starts | footprint) ;;
    *) fail "there is no bench $1; there are $parts" ;;
  esac
  need_build
  case ${1:-all} in
    all | program | starts | footprint)
      need_engine "$(data_dir)/engine.pid"
      [ -x /bin/busybox ] || need_packages "the container that is timed is made of busybox" busybox-static
      [ "${1:-all}" != all ] || need_registry_peer
      ;;
    registry) need_registry_peer ;;
    writes | reload | placement | fleet) ;;
  esac
  mvn -B -ntp -q -pl bench -am package -DskipTests -Dspotless.check.skip=true -Dcheckstyle.skip=true >&2
  rehearse
  case ${1:-all} in all | program | starts | footprint) rehearse_agent "${DOCKER_HOST:-unix:///var/run/docker.sock}" ;; esac
  "$JAVA_HOME/bin/java" "${java_flags[@]}" -Xmx2g -cp "bench/target/classes:$(classpath)" io.argosy.bench.Bench \
    "$ARGOSY_HOME" docs/performance.md "$@"
  say "written: docs/performance.md"
}

# Lives through as many storms as are asked for; what fails is for whoever changes the control plane.
run_simulate() {
  need_build
  mvn -B -ntp -q -pl testkit -am package -DskipTests -Dspotless.check.skip=true -Dcheckstyle.skip=true >&2
  exec "$JAVA_HOME/bin/java" "${java_flags[@]}" -Xmx1g -cp "testkit/target/classes:$(classpath)" \
    io.argosy.testkit.Simulate "$@"
}
