# The whole check. Sourced by ./argosy.
# shellcheck shell=bash

# Rooms side by side, and more of them than there are processors: most tests wait.
maven_for_all() { mvn -B -ntp -fae -T 2C "$@"; }

# The lints are loaded once and not by each room's compiler (build/Lints.java).
load_lints_once() {
  local made=$PWD/app/target/lints
  mkdir -p "$made"
  mvn -B -ntp -q -f build/lints.xml dependency:build-classpath -DincludeScope=runtime -Dmdep.pathSeparator=' file://' \
    -Dmdep.outputFile="$made/jars"
  "$JAVA_HOME/bin/javac" -d "$made" build/Lints.java
  # A line of a manifest has 72 bytes at most, and goes on in one that begins with a space.
  { echo Premain-Class: Lints
    sed 's:^:Class-Path\: file\://:' "$made/jars" | fold -b -w 71 | sed '2,$s/^/ /'
    echo
  } >"$made/manifest"
  "$JAVA_HOME/bin/jar" --create --file "$made/lints.jar" --manifest "$made/manifest" -C "$made" Lints.class
  export MAVEN_OPTS="${MAVEN_OPTS:-} -javaagent:$made/lints.jar"
}

run_test() {
  case $# in 0) run_tests; return ;; esac
  [ "$*" = unit ] || fail "there is no test $*; there is unit, or nothing for all"
  run_unit_tests
}

# Every room, but the tests that are tagged for what they need, fewer storms of the simulation, and no formatting or
# lints: the loop while writing. They get the address of an engine and of a command line that are not there, so that a
# test which needs one and does not say so fails.
run_unit_tests() {
  need_jdk
  need_maven
  local status=0
  find . -path '*/surefire-reports/TEST-*.xml' -delete
  DOCKER_HOST=unix:///nonexistent/docker.sock ARGOSY_AWS=/nonexistent/aws \
    maven_for_all -q -Pquick verify -DexcludedGroups='engine | program' -Dsimulation.seeds=100 || status=$?
  summary
  return "$status"
}

# Everything: formatting, the tidy limits, warnings as errors, nullness, and every test, with the real engine and CLI.
run_tests() {
  need_jdk
  need_maven
  need_aws
  command -v shellcheck >/dev/null || need_packages "shellcheck reads the launcher's scripts" shellcheck
  local client
  for client in openssl curl skopeo; do
    command -v $client >/dev/null || need_packages "$client is a client that the tests of TLS speak with" $client
  done
  [ -x /bin/busybox ] || need_packages "the tests make their image of busybox" busybox-static
  command -v tcpdump >/dev/null || need_packages "a test captures what leaves a host" tcpdump
  if ! command -v debootstrap >/dev/null || ! command -v systemd-nspawn >/dev/null; then
    need_packages "a test types a guide on machines with a bare Debian" debootstrap systemd-container
  fi
  /usr/bin/python3 -c 'import boto3' 2>/dev/null || need_packages "a test drives jobs and schedules by boto3" python3-boto3
  command -v promtool >/dev/null || need_packages "the tests let Prometheus scrape a server" prometheus
  shellcheck argosy launcher/*.sh launcher/package/{postinst,prerm,postrm} \
    joining/src/main/resources/io/argosy/joining/join.sh samples/base/make samples/shop/queue/start samples/etl/deploy .ci/run \
    acceptance/src/test/resources/bare/*.sh
  local state status=0
  state=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder as it is now
  trap "stop_engine '$state/engine'; rm -rf '$state'" EXIT
  need_engine "$state/engine"
  # The acceptance tests run the packaged program, and must not find it out of date in the middle of a build. It is
  # compiled with all lints, so that what follows need not compile it again.
  load_lints_once
  need_build_with -Dchecks.phase=none
  rehearse_agent "${DOCKER_HOST:-$(engine_of)}"
  find . -path '*/surefire-reports/TEST-*.xml' -delete
  maven_for_all verify || status=$?
  summary
  return "$status"
}

# What every report says. Rooms side by side print in turns, so what failed is named once more at the end.
summary() {
  find . -path '*/surefire-reports/TEST-*.xml' -exec cat {} + | awk -F'"' '
    function attribute(key,   i) { for (i = 1; i < NF; i += 2) if ($i ~ "(^|[ <])" key "=$") return $(i+1) }
    /^ *<testsuite /{ t += attribute("tests"); f += attribute("errors") + attribute("failures")
      s += attribute("skipped") }
    /^ *<testcase /{ test = attribute("classname") "." attribute("name") }
    /^ *<(failure|error)[ >]/{ print "failed: " test }
    END { printf "%d passed, %d failed, %d skipped\n", t - f - s, f, s }'
}
