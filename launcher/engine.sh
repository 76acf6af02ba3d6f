# The Docker engine: found, installed, started without systemd when there is none. Sourced by ./argosy.
# shellcheck shell=bash

engine_answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# Makes sure an engine answers. One that was started for this is noted in the given file, for stop_engine.
need_engine() {
  local note=$1
  if ! command -v docker >/dev/null || { [ -z "${DOCKER_HOST:-}" ] && ! command -v dockerd >/dev/null; }; then
    need_docker_packages
  fi
  engine_answers && return
  case ${DOCKER_HOST:-} in
    '' | unix:///var/run/docker.sock | unix:///run/docker.sock) ;;
    *) fail "no engine answers at $DOCKER_HOST, which DOCKER_HOST or the data directory's file engine names" ;;
  esac
  if [ "$(id -u)" -ne 0 ]; then
    say "the Docker engine does not answer this user. As root: systemctl start docker (or dockerd &),"
    fail "and usermod -aG docker $(id -un), then log in again"
  fi
  if [ -d /run/systemd/system ]; then
    say "the Docker engine is not running: systemctl start docker"
    systemctl start docker
    (umask 077; mkdir -p "$(dirname "$note")"; echo systemd >"$note")
  else
    start_dockerd "$note"
  fi
  await_engine
}

# What hosts in namespaces are made with; each runs an engine of its own.
need_hosts_tools() {
  [ "$(id -u)" -eq 0 ] ||
    fail "hosts on this machine are made of its network and engines: run this as root, or \`up\` without --hosts"
  if ! command -v docker >/dev/null || ! command -v dockerd >/dev/null; then need_docker_packages; fi
  if ! command -v ip >/dev/null || ! command -v iptables >/dev/null; then
    need_packages "hosts on this machine get a network of their own" iproute2 iptables
  fi
  name_aws
}

need_docker_packages() {
  local packages=(docker.io)
  # A bare host may know no packages yet.
  [ "$(id -u)" -ne 0 ] || apt-cache show docker.io >/dev/null 2>&1 || apt-get update -qq >&2
  # Debian 13 ships the client on its own.
  ! apt-cache show docker-cli >/dev/null 2>&1 || packages+=(docker-cli)
  need_packages "containers run on a Docker engine, and none is here" "${packages[@]}" iptables iproute2
}

start_dockerd() {
  local note=$1 log
  log=$(dirname "$note")/dockerd.log
  say "the Docker engine is not running and there is no systemd: starting dockerd (log: $log)"
  (umask 077; mkdir -p "$(dirname "$note")"; : >>"$log")
  rm -f /var/run/docker.pid
  setsid dockerd >"$log" 2>&1 </dev/null &
  echo "$!" >"$note"
}

await_engine() {
  local _
  for _ in $(seq 150); do
    engine_answers && return
    sleep 0.2
  done
  fail "the Docker engine did not answer within 30 s"
}

# Stops the engine noted in this file, if that one still runs.
stop_engine() {
  local note=$1 pid _
  [ -s "$note" ] || return 0
  pid=$(cat "$note")
  rm -f "$note"
  if [ "$pid" = systemd ]; then
    say "stopping the Docker engine that was started before"
    systemctl stop docker docker.socket
  elif [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ]; then
    say "stopping the Docker engine that was started before (pid $pid)"
    kill "$pid"
    for _ in $(seq 150); do
      [ -d "/proc/$pid" ] || return 0
      sleep 0.2
    done
    say "dockerd (pid $pid) has not ended within 30 s"
  fi
}
