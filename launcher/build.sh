# Builds the program when its sources changed, and makes its start-up archives. Sourced by ./argosy.
# shellcheck shell=bash disable=SC2154 # program.sh says what they are

built=$ARGOSY_HOME/app/target/built

# What the program is made of: every module of the project but those of tests.
mapfile -t modules < <(sed -n 's:^ *<module>\(.*\)</module>$:\1:p' "$ARGOSY_HOME/pom.xml" | grep -vxE 'testkit|acceptance|bench')

# Changes whenever a source of the program is added, removed or edited.
sources_stamp() {
  { find pom.xml .mvn "${modules[@]/%//pom.xml}" build launcher/StoredJars.java -type f -printf '%p %s %T@\n'
    find "${modules[@]}" -path '*/target' -prune -o -path '*/src/test' -prune -o -type f -printf '%p %s %T@\n'
    cat "$JAVA_HOME/release"
  } | sort | sha256sum
}

need_build() { need_build_with -Pquick; }

# The words are Maven's.
need_build_with() {
  need_jdk
  use_program "$ARGOSY_HOME/app/target"
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
  rm -rf "$built" "$server_archive" "$agent_archive" app/target/lib app/target/jars
  MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow" \
    mvn -B -ntp -q -T 1C "$@" -Dstyle.color=never -pl app -am package -Dmaven.test.skip=true >&2
  unpack_sqlite
  "$java" launcher/StoredJars.java app/target/jars app/target/argosy-app.jar app/target/lib
  rehearse
  echo "$stamp" >"$built"
}

# The base images of the sample, made beside the build for the engines of hosts to come. Should it fail, `up` makes them
# later, and says why that fails.
begin_base_images() {
  [ -w app ] || return 0
  mkdir -p app/target
  samples/base/make --keep >app/target/base-images.log 2>&1 &
  base_images=$!
}

await_base_images() { [ -z "${base_images:-}" ] || wait "$base_images" || true; }

# SQLite's native library, which would otherwise be unpacked into the temporary folder by every start and left there by
# every process that is killed.
unpack_sqlite() {
  rm -rf "$program/sqlite"
  mkdir -p "$program/sqlite"
  (cd "$program/sqlite" && "$JAVA_HOME/bin/jar" --extract --file "$ARGOSY_HOME"/app/target/lib/sqlite-jdbc-*.jar \
    "$sqlite_library/libsqlitejdbc.so")
}

# A short run of the server and a client of it, from which Java keeps what it loaded and linked (JEP 514). Not how often
# it ran what: with that a start compiles at once what it may never need (decision 0208).
rehearse() {
  [ -z "${without_archives:-}" ] || return 0
  say "making the start-up cache"
  "$java" "${java_flags[@]}" -XX:-AOTRecordTraining \
    -XX:AOTCacheOutput="$server_archive" -cp "$server_classes" io.argosy.app.Main rehearse >app/target/rehearsal.log 2>&1 || {
      rm -f "$server_archive"
      say "no start-up cache could be made (app/target/rehearsal.log); starts will be slower"
    }
}

# The agent's own archive of classes, from a short life of one against a server of its own, in temporary folders and
# with a container of its own. It needs an engine, so it is made when an agent is about to start, once after a build.
rehearse_agent() {
  [ ! -e "$agent_archive" ] || return 0
  # Of agents that start at once, one makes it, and the others wait for it.
  (flock -w 120 9 || true; [ -e "$agent_archive" ] || make_agent_cache "$1") 9<app/target
}

make_agent_cache() {
  local engine=$1 name=argosy-rehearsal:$$ log=app/target/agent-rehearsal.log
  if ! docker -H "$engine" version >/dev/null 2>&1; then
    say "no engine answers at $engine: the agent starts without an archive of its classes and takes more memory"
    return 0
  fi
  say "making the agent's start-up archive"
  if rehearsal_image | docker -H "$engine" import - "$name" >"$log" 2>&1 &&
    "$java" "${java_flags[@]}" -cp "$server_classes" io.argosy.app.Main rehearse --image "$name" -- \
      "$java" "${java_flags[@]}" "${agent_flags[@]}" "-XX:ArchiveClassesAtExit=$agent_archive.$$" \
      -cp "$agent_classes" io.argosy.app.Main agent --docker "$engine" >>"$log" 2>&1 &&
    [ -s "$agent_archive.$$" ]; then
    mv "$agent_archive.$$" "$agent_archive"
  else
    rm -f "$agent_archive.$$"
    : >"$agent_archive"
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

need_registry_peer() {
  command -v docker-registry >/dev/null || need_packages "the registry is measured beside Debian's" docker-registry
}

# Measures the packaged program, or the one part that is named, and writes what came out.
run_bench() {
  local parts="registry, writes, reload, placement, fleet, logs, batch, program, starts and footprint, or nothing for all"
  if [ "${1:-}" = fleet ]; then
    [ $# -le 3 ] || fail "a fleet is told how many instances and how many tasks: fleet [INSTANCES] [TASKS]"
    local size
    for size in "${@:2}"; do
      [[ $size =~ ^[1-9][0-9]{0,6}$ ]] || fail "$size is not how many instances or tasks there may be"
    done
  elif [ "${1:-}" = batch ]; then
    [ $# -le 2 ] || fail "a queue is told how many jobs: batch [JOBS]"
    [[ ${2:-100000} =~ ^[1-9][0-9]{1,5}0$ ]] || fail "$2 is not how many jobs there may be: tens, up to a million"
  else
    [ $# -le 1 ] || fail "a bench is one of $parts"
  fi
  case ${1:-all} in
    all | registry | writes | reload | placement | fleet | logs | batch | program | starts | footprint) ;;
    *) fail "there is no bench $1; there are $parts" ;;
  esac
  need_build
  case ${1:-all} in
    all | batch | program | starts | footprint)
      need_engine "$(data_dir)/engine.pid"
      [ -x /bin/busybox ] || need_packages "the container that is timed is made of busybox" busybox-static
      [ "${1:-all}" != all ] || need_registry_peer
      ;;
    registry) need_registry_peer ;;
    writes | reload | placement | fleet) ;;
  esac
  local packed=app/target/packed
  case ${1:-all} in
    writes | reload | placement) ;;
    *)
      run_dist
      rm -rf "$packed"
      mkdir "$packed"
      tar -xzf dist/argosy-*.tar.gz -C "$packed"
      ;;
  esac
  mvn -B -ntp -q -pl bench -am package -DskipTests -Dspotless.check.skip=true -Dcheckstyle.skip=true >&2
  "$java" "${java_flags[@]}" -Xmx2g -cp "bench/target/classes:$server_classes" io.argosy.bench.Bench \
    "$packed/usr/lib/argosy" docs/performance.md "$@"
  rm -rf "$packed"
  say "written: docs/performance.md"
}

# Lives through as many storms as are asked for; what fails is for whoever changes the control plane.
run_simulate() {
  need_build
  mvn -B -ntp -q -pl testkit -am package -DskipTests -Dspotless.check.skip=true -Dcheckstyle.skip=true >&2
  exec "$java" "${java_flags[@]}" -Xmx1g -cp "testkit/target/classes:$server_classes" \
    io.argosy.testkit.Simulate "$@"
}
