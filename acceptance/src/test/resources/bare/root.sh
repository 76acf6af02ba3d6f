#!/usr/bin/env bash
# root.sh SUITE: prints the folder of a bare Debian, made once: what debootstrap calls minimal, systemd, and what the
# guide takes for granted. Beside `root` in it lies `archives`, where hosts keep the packages that they fetched.
set -euo pipefail
umask 022
suite=$1
packages=systemd,systemd-sysv,dbus,libpam-systemd,iproute2,ca-certificates,curl
recipe=$(sha256sum <"$0" | cut -c1-12)
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/argosy/bare
made=$cache/$suite-$recipe

mkdir -p "$cache"
exec 9>"$cache/$suite.lock"
flock 9
if [ ! -e "$made/root" ]; then
  # From where this machine has its packages, if it is a Debian.
  # shellcheck disable=SC2016 # apt's own variable
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' | grep -v security | head -n 1)
  rm -rf "$cache/$suite"-*
  mkdir -p "$made/archives/partial"
  debootstrap --variant=minbase --include="$packages" "$suite" "$made/part" ${mirror:+"$mirror"} >"$made/log" 2>&1 || {
    tail -n 20 "$made/log" >&2
    exit 1
  }
  # Each host makes an id of its own when it first starts.
  : >"$made/part/etc/machine-id"
  mv "$made/part/var/cache/apt/archives"/*.deb "$made/archives"
  mv "$made/part" "$made/root"
fi
echo "$made"
