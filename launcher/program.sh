# How the program is started, from a checkout or installed. Sourced by ./argosy and by launcher/installed.sh.
# shellcheck shell=bash

# The folder that holds the program: its jars, SQLite's library, the start-up archives. Java is JAVA_HOME's.
use_program() {
  program=$1
  java=$JAVA_HOME/bin/java
  server_archive=$program/argosy.aot
  agent_archive=$program/argosy-agent.jsa
  agent_classes=$program/jars/argosy.jar
  server_classes=$agent_classes:$program/jars/server.jar
  # Flags that must be the same when an archive is made and when it is used.
  java_flags=(-XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -Xss512k
    -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -Dorg.eclipse.jetty.util.referencesPerCacheLine=16
    -Xlog:aot=off -Xlog:cds=off "-Dorg.sqlite.lib.path=$program/sqlite/$sqlite_library"
    "-Dorg.sqlite.tmpdir=$program/sqlite")
}

sqlite_library=org/sqlite/native/Linux/$(uname -m)

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

# Replaces this shell by an agent.
run_agent() {
  java_flags+=("${agent_flags[@]}")
  run_archived "$agent_classes" "$agent_archive" "-XX:SharedArchiveFile=$agent_archive" "${ARGOSY_AGENT_HEAP:-64m}" "$@"
}

# Replaces this shell by the program. The first argument is the heap limit.
run_program() { run_archived "$server_classes" "$server_archive" "-XX:AOTCache=$server_archive" "$@"; }

run_archived() {
  local classes=$1 archive=$2 flag=$3 heap=$4
  shift 4
  local flags=("${java_flags[@]}" "-Xmx$heap" -XX:+ExitOnOutOfMemoryError)
  [ ! -s "$archive" ] || flags+=("$flag")
  # shellcheck disable=SC2206 # a user's own flags are words
  flags+=(${ARGOSY_JAVA_FLAGS:-})
  export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
  # What the program writes (keys, the journal, images, logs) is its owner's only.
  umask 077
  cd "$ARGOSY_FROM" || fail "the folder $ARGOSY_FROM is gone"
  exec "$java" "${flags[@]}" -cp "$classes" io.argosy.app.Main "$@"
}

data_dir() {
  if [ -n "${ARGOSY_DATA_DIR:-}" ]; then
    case $ARGOSY_DATA_DIR in /*) echo "$ARGOSY_DATA_DIR" ;; *) echo "$ARGOSY_FROM/$ARGOSY_DATA_DIR" ;; esac
  elif [ "$(id -u)" -eq 0 ]; then
    echo /var/lib/argosy
  elif [ -n "${XDG_DATA_HOME:-${HOME:-}}" ]; then
    echo "${XDG_DATA_HOME:-$HOME/.local/share}/argosy"
  else
    fail "neither HOME nor ARGOSY_DATA_DIR is set: where is data to be kept?"
  fi
}

# The options of a command, from a page that a test compares with the program.
help_of() {
  local page=$ARGOSY_HOME/launcher/help/$1.txt
  if [ -f "$page" ]; then cat "$page"; else usage; fi
}

# Commands whose --version names one: of what they build, and not their own.
names_versions() { [ "$1" = build ] || [ "$1" = deploy ]; }

# Whether one of the words that come after the two flags is one of them.
asks_for() {
  local long=$1 short=$2 word
  shift 2
  for word in "$@"; do
    case $word in "$long" | "$short") return 0 ;; --) return 1 ;; esac
  done
  return 1
}
