#!/usr/bin/env bash
# machine.sh MADE NAME FOLDER HOSTS: a machine with systemd on a disk above what root.sh made. It runs in a network namespace
# a3s-NAME, in mount and process namespaces of its own, and does what it reads: `on`, `off` (as if the plug were pulled),
# `keep` (packages it fetched are kept for the next one). It is gone when its input ends; only its control groups stay.
set -euo pipefail
umask 022
made=$1 name=$2 folder=$3 hosts=$4
leader=0

# Nothing here is written to a real disk, and overlay file systems do not stand on each other.
lay_disk() {
  mount --make-rprivate /
  mount -t proc proc /proc
  mount -t tmpfs -o size=6g,mode=0755 disk "$folder"
  mkdir -p "$folder"/{above,work,root,docker,fetched,fetching,archives}
  mount -t overlay -o "lowerdir=$made/root,upperdir=$folder/above,workdir=$folder/work" root "$folder/root"
  mount -t overlay -o "lowerdir=$made/archives,upperdir=$folder/fetched,workdir=$folder/fetching" archives "$folder/archives"
  echo "$name" >"$folder/root/etc/hostname"
  printf '127.0.0.1 localhost\n%s' "$hosts" >"$folder/root/etc/hosts"
  # Packages come to the machine as they come to the one it runs on.
  apt-config dump Acquire >"$folder/root/etc/apt/apt.conf.d/90machine"
  # The kernel is that of another.
  ln -s /dev/null "$folder/root/etc/systemd/system/systemd-modules-load.service"
  # nspawn leaves the older kind of control groups read-only; an engine makes some of its own.
  cat >"$folder/root/etc/systemd/system/groups.service" <<'UNIT'
[Unit]
DefaultDependencies=no
Before=sysinit.target
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'for tree in /sys/fs/cgroup /sys/fs/cgroup/*/; do mount -o remount,rw,bind $tree || true; done'
[Install]
WantedBy=sysinit.target
UNIT
  mkdir -p "$folder/root/etc/systemd/system/sysinit.target.wants"
  ln -s ../groups.service "$folder/root/etc/systemd/system/sysinit.target.wants"
}

# Groups of its own in every tree, and this process in them.
enter_groups() {
  local tree file
  for tree in /sys/fs/cgroup /sys/fs/cgroup/*; do
    [ -e "$tree/cgroup.procs" ] || continue
    mkdir -p "$tree/a3s-$name"
    for file in cpuset.cpus cpuset.mems; do
      if [ -e "$tree/$file" ]; then cat "$tree/$file" >"$tree/a3s-$name/$file"; fi
    done
    # All its programs together are no single program beside those of the test.
    if [ -e "$tree/a3s-$name/cpu.shares" ]; then echo 8192 >"$tree/a3s-$name/cpu.shares"; fi
    if [ -e "$tree/a3s-$name/cpu.weight" ]; then echo 800 >"$tree/a3s-$name/cpu.weight"; fi
    echo 0 >"$tree/a3s-$name/cgroup.procs"
  done
}

on() {
  SYSTEMD_SECCOMP=0 SYSTEMD_NSPAWN_API_VFS_WRITABLE=network systemd-nspawn --quiet --boot --directory="$folder/root" \
    --machine="$name" --register=no --keep-unit --capability=all \
    --network-namespace-path="/run/netns/a3s-$name" --resolv-conf=replace-host --timezone=off --link-journal=no --console=pipe \
    --bind="$folder/docker:/var/lib/docker" --bind="$folder/archives:/var/cache/apt/archives" \
    </dev/null &
  leader=$!
}

off() {
  # shellcheck disable=SC2046 # ids are words
  kill -KILL $(cat "/proc/$leader/task/$leader/children") "$leader"
  wait "$leader" || true
}

keep() {
  find "$folder/fetched" -maxdepth 1 -name '*.deb' -exec cp -n -t "$made/archives" {} +
}

lay_disk
enter_groups
while read -r word; do "$word"; done
