# Makes this host a container instance, and undoes it. Sourced by launcher/installed.sh.
# shellcheck shell=bash disable=SC2154 # program.sh says what they are

settings=/etc/argosy/agent.env
token=/etc/argosy/join-token
memory=/var/lib/argosy/agent
log=/var/lib/argosy/agent.log
pid_file=/var/lib/argosy/agent.pid
unit=argosy-agent.service

has_systemd() { [ -d /run/systemd/system ]; }

# The words of the agent that belongs to this host, however it is started.
host_agent() {
  local ARGOSY_AGENT_FLAGS=
  # shellcheck source=/dev/null
  [ ! -r "$settings" ] || . "$settings"
  # shellcheck disable=SC2206 # flags are words
  agent_words=(--data-dir "$memory" --join-token-file "$token" $ARGOSY_AGENT_FLAGS)
}

# Steps that may all be repeated; what is there is used as it is.
join_fleet() {
  local given='' words=()
  [ "$(id -u)" -eq 0 ] || fail "joining starts services and drives Docker: run this as root"
  while [ $# -gt 0 ]; do
    case $1 in
      --token-file) [ $# -gt 1 ] || fail "--token-file names a file"; given=$2; shift ;;
      --token-file=*) given=${1#*=} ;;
      *[!A-Za-z0-9_.,:=/@%+~-]* | '') fail "'$1' holds a character that cannot be kept in $settings" ;;
      *) words+=("$1") ;;
    esac
    shift
  done
  [ -z "$given" ] || [ -r "$given" ] || fail "the token's file $given cannot be read"
  [ -n "$given" ] || [ -s "$memory/credentials" ] ||
    fail "this host has no key yet: give the file of a join token by --token-file (\`argosy token create\` prints one)"
  need_engine /var/lib/argosy/engine.pid
  if ! command -v iptables >/dev/null || ! command -v ip >/dev/null; then
    need_packages "the agent leads containers to itself by ip and iptables" iproute2 iptables
  fi
  say "the engine answers: Docker $(docker version --format '{{.Server.Version}}')"
  keep_settings "${words[@]}"
  [ -z "$given" ] || (umask 077; cat "$given" >"$token")
  trap 'rm -f "$token"' EXIT
  start_agent
  await_agent
  say "joined: $(instance)"
}

keep_settings() {
  local text="ARGOSY_AGENT_FLAGS=\"$*\""
  if [ "$(cat "$settings" 2>/dev/null)" != "$text" ]; then
    say "writing $settings"
    (umask 077; mkdir -p "${settings%/*}"; printf '%s\n' "$text" >"$settings.part"; mv "$settings.part" "$settings")
  fi
}

# An agent that runs is started again: it may be of an older version, or was told something else.
start_agent() {
  if has_systemd; then
    say "starting $unit"
    systemctl daemon-reload
    systemctl --quiet enable "$unit"
    systemctl reset-failed "$unit" 2>/dev/null || true
    systemctl restart "$unit"
  else
    stop_agent
    say "starting the agent; there is no systemd: launcher/keep.sh watches over it (log: $log)"
    (umask 077; mkdir -p "$memory"; : >>"$log")
    setsid "$ARGOSY_HOME/launcher/keep.sh" "$ARGOSY_HOME/argosy" agent >>"$log" 2>&1 </dev/null &
    echo "$!" >"$pid_file"
  fi
}

# A process that has ended is still there where nobody asks for its end, as a container's first process may not.
lives() { grep -qs '^State:[[:space:]]*[^ZX[:space:]]' "/proc/$1/status"; }

stop_agent() {
  local pid _
  if has_systemd; then
    systemctl --quiet disable --now "$unit"
    return
  fi
  pid=$(cat "$pid_file" 2>/dev/null) || return 0
  if grep -qs keep.sh "/proc/$pid/cmdline"; then
    say "stopping the agent"
    kill "$pid"
    for _ in $(seq 225); do
      lives "$pid" || break
      sleep 0.2
    done
    ! lives "$pid" || fail "the agent (pid $pid) has not ended within 45 s"
  fi
  rm -f "$pid_file"
}

# What the agent says of itself.
introspection() {
  { exec 3<>/dev/tcp/127.0.0.1/51678; } 2>/dev/null || return 1
  printf 'GET /v1/metadata HTTP/1.0\r\n\r\n' >&3
  timeout 5 cat <&3
  exec 3>&-
}

instance() { introspection | sed -n 's/.*"ContainerInstanceArn":"\([^"]*\)".*/\1/p'; }

await_agent() {
  local _
  for _ in $(seq 300); do
    if introspection | grep -q '"Connected":true'; then return; fi
    if ! has_systemd && ! lives "$(cat "$pid_file")"; then break; fi
    sleep 0.2
  done
  say "the agent is not connected; it says:"
  if has_systemd; then journalctl --no-pager -n 12 -u "$unit" >&2; else tail -n 12 "$log" >&2; fi
  exit 1
}

# The instance ends with its tasks, and what joining made goes away. Docker and the package stay.
leave_fleet() {
  local keep='' containers endpoint certificate
  case ${1:-} in --keep-data) keep=1 ;; '') ;; *) fail "leave knows --keep-data, and not $1" ;; esac
  [ "$(id -u)" -eq 0 ] || fail "leaving stops services and containers: run this as root"
  [ -e "$settings" ] || [ -e "$memory" ] || { say "this host is in no fleet"; return; }
  host_agent
  stop_agent
  if [ -s "$memory/credentials" ]; then
    say "deregistering this instance"
    (run_program 64m agent "${agent_words[@]}" --deregister) ||
      say "if the cluster still has it: aws ecs deregister-container-instance --force"
  fi
  containers=$(docker ps -aq --filter "label=io.argosy.agent=$(cat /proc/sys/kernel/hostname):$(readlink -f "$memory")")
  if [ -n "$containers" ]; then
    say "removing its $(wc -w <<<"$containers") containers"
    # shellcheck disable=SC2086 # ids are words
    docker rm -f -v $containers >/dev/null
  fi
  forget_address
  forget_task_networks
  endpoint=$(sed -n 's/.*--endpoint[ =]https*:\/\/\([^ "]*\).*/\1/p' "$settings" 2>/dev/null) || endpoint=
  certificate=/etc/docker/certs.d/$endpoint/ca.crt
  if grep -qs '^# The CA of an Argosy server' "$certificate"; then rm -r "${certificate%/*}"; fi
  rm -f "$settings" "$token" "$pid_file" "$log"
  if [ -z "$keep" ]; then rm -rf "$memory"; else say "its data stays in $memory"; fi
  say "this host has left. Docker and the package stay: apt-get remove argosy docker.io"
}

# What the agent set for tasks with addresses of their own; their devices went with them.
forget_task_networks() {
  local table
  for table in raw filter nat; do
    iptables -w 5 -t "$table" -S 2>/dev/null | sed -n '/"argosy: /s/^-A /-D /p' |
      xargs -r -L1 iptables -w 5 -t "$table" || true
  done
  ip -4 route flush proto 214 2>/dev/null || true
  ip addr flush label lo:argosy 2>/dev/null || true
  ip link del agx0 2>/dev/null || true
}

# The address of the agent's own page for containers, which an agent leaves to the next one while it has tasks.
forget_address() {
  local chain
  for chain in PREROUTING OUTPUT; do
    iptables -w 5 -t nat -D "$chain" -d 169.254.170.2/32 -p tcp -m tcp --dport 80 -j DNAT \
      --to-destination 169.254.170.2:51679 2>/dev/null || true
  done
  ip addr del 169.254.170.2/32 dev lo 2>/dev/null || true
}
