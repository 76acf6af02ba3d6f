#!/usr/bin/env bash
# host.sh DIR NAME ADDRESS/BITS GATEWAY CGROUP: one of the hosts of `up --hosts`, the first process in namespaces of its
# own. It waits for its network device, then keeps an engine and an agent until it is asked to end or one of them ends
# for good. When it dies, the kernel ends all there is in it, mounts and network too.
set -euo pipefail
folder=$1 name=$2 address=$3 gateway=$4 cgroup=$5
home=$(dirname "$(dirname "$(readlink -f "$0")")")
keep=$home/launcher/keep.sh

# For the agent's first start, and for no other program.
token=${ARGOSY_JOIN_TOKEN:-}
unset ARGOSY_JOIN_TOKEN

children=()
end() {
  trap '' TERM
  # Last started, first ended: what the agent runs goes on until the engine stops it.
  local at
  for ((at = ${#children[@]} - 1; at >= 0; at--)); do
    kill -TERM "${children[at]}" 2>/dev/null || true
    while kill -0 "${children[at]}" 2>/dev/null; do wait "${children[at]}" || true; done
  done
  exit 0
}
trap end TERM

hostname "$name"
ip link set lo up
for _ in $(seq 500); do
  ! ip link show eth0 >/dev/null 2>&1 || break
  sleep 0.02
done
ip addr add "$address" dev eth0
ip link set eth0 up
ip route add default via "$gateway"

# What engines of one machine would share otherwise: their key, and what they run with.
mkdir -p "$folder/etc-docker" /etc/docker
mount --bind "$folder/etc-docker" /etc/docker
mount -t tmpfs -o mode=755 tmpfs /run

rm -f "$folder/docker.sock"
mapfile -t engine <"$folder/engine.words"
"$keep" dockerd --host "unix://$folder/docker.sock" --data-root "$folder/docker" --cgroup-parent "/$cgroup" \
  --exec-opt native.cgroupdriver=cgroupfs --shutdown-timeout 25 "${engine[@]}" >>"$folder/engine.log" 2>&1 &
children+=($!)
for _ in $(seq 600); do
  [ ! -S "$folder/docker.sock" ] || break
  sleep 0.05
done
for _ in $(seq 300); do
  ! docker -H "unix://$folder/docker.sock" version >/dev/null 2>&1 || break
  sleep 0.1
done
mapfile -t agent <"$folder/agent.words"
ARGOSY_JOIN_TOKEN=$token "$keep" "$home/argosy" agent "${agent[@]}" >>"$folder/agent.log" 2>&1 &
children+=($!)
token=
wait -n
echo "$name: its engine or its agent has ended for good"
end
