# Finds the programs a command needs, or installs them from Debian and says why. Sourced by ./argosy.
# shellcheck shell=bash

say() { printf 'argosy: %s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

# Installs Debian packages, or prints the command for someone who may.
need_packages() {
  local why=$1; shift
  command -v apt-get >/dev/null || fail "$why, and this is not Debian: install $* by other means"
  if [ "$(id -u)" -ne 0 ]; then
    say "$why. As root:"
    say "  apt-get update && apt-get install -y --no-install-recommends $*"
    exit 1
  fi
  say "$why: installing $*"
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

find_jdk() {
  local release
  for release in ${JAVA_HOME:+"$JAVA_HOME/release"} /usr/lib/jvm/*/release; do
    if grep -qs '^JAVA_VERSION="25' "$release" && [ -x "${release%release}bin/javac" ]; then
      dirname "$release"
      return
    fi
  done
  return 1
}

need_jdk() {
  if ! JAVA_HOME=$(find_jdk); then
    apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ] || apt-get update -qq >&2
    apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1 ||
      fail "Argosy is written in Java 25, and neither a JDK 25 in /usr/lib/jvm nor Debian's openjdk-25-jdk-headless" \
        "is here: put one (Temurin, Oracle, …) into /usr/lib/jvm or name it in JAVA_HOME"
    need_packages "Argosy is written in Java 25 and no JDK 25 is here" openjdk-25-jdk-headless
    JAVA_HOME=$(find_jdk) || fail "openjdk-25-jdk-headless was installed but no JDK 25 is in /usr/lib/jvm"
  fi
  export JAVA_HOME
}

need_maven() {
  command -v mvn >/dev/null || need_packages "Maven builds Argosy and is not here" maven
}

# A command line of version 2: an older one may come first on PATH.
find_aws() {
  local candidate
  for candidate in /usr/bin/aws /usr/local/bin/aws "$(command -v aws || true)"; do
    if [ -x "$candidate" ] && "$candidate" --version 2>&1 | grep -q '^aws-cli/2\.'; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  return 1
}

# For a person: nothing of ours needs it, and to ask one its version takes half a second.
name_aws() {
  command -v aws >/dev/null || say "the AWS command line, to use it as one uses ECS, is: apt-get install -y awscli"
}

need_aws() {
  find_aws >/dev/null || need_packages "the AWS command line (version 2) is what the acceptance tests speak with" awscli
  ARGOSY_AWS=$(find_aws) || fail "awscli was installed, but is not of version 2: $(aws --version 2>&1)"
  export ARGOSY_AWS
}
