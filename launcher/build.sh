# Builds the program when its sources changed, and starts it. Sourced by ./argosy.
# shellcheck shell=bash

built=$ARGOSY_HOME/app/target/built
cache=$ARGOSY_HOME/app/target/argosy.aot

modules=(shapes model planning state wire control agent registry app)

# Changes whenever a source of the program is added, removed or edited.
sources_stamp() {
  { find pom.xml "${modules[@]/%//pom.xml}" build -type f -printf '%p %s %T@\n'
    find "${modules[@]}" -path '*/target' -prune -o -path '*/src/test' -prune -o -type f -printf '%p %s %T@\n'
    cat "$JAVA_HOME/release"
  } | sort | sha256sum
}

need_build() {
  need_jdk
  local stamp
  stamp=$(sources_stamp)
  [ "$(cat "$built" 2>/dev/null)" = "$stamp" ] && return
  need_maven
  say "building Argosy"
  rm -rf "$built" "$cache" app/target/lib
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

# Replaces this shell by the program. The first argument is the heap limit.
run_program() {
  local heap=$1; shift
  local flags=("${java_flags[@]}" "-Xmx$heap" -XX:+ExitOnOutOfMemoryError)
  [ ! -s "$cache" ] || flags+=("-XX:AOTCache=$cache")
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
  need_build
  case ${1:-all} in
    all)
      need_engine "$(data_dir)/engine.pid"
      [ -x /bin/busybox ] || need_packages "the container that is timed is made of busybox" busybox-static
      need_registry_peer
      ;;
    registry) need_registry_peer ;;
    writes) ;;
    *) fail "there is no bench $1; there are registry and writes, or nothing for all" ;;
  esac
  mvn -B -ntp -q -pl bench -am package -DskipTests -Dspotless.check.skip=true -Dcheckstyle.skip=true >&2
  rehearse
  "$JAVA_HOME/bin/java" "${java_flags[@]}" -Xmx1g -cp "bench/target/classes:$(classpath)" io.argosy.bench.Bench \
    "$ARGOSY_HOME" docs/performance.md "$@"
  say "written: docs/performance.md"
}
