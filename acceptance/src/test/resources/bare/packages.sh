#!/usr/bin/env bash
# packages.sh: prints the package of this checkout as it is, and that of the last commit before it whose package is
# another one. Each commit's is built once, from a clone of its own, and kept.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../../../../.."
export ARGOSY_HOME=$PWD
# shellcheck source=launcher/build.sh
. launcher/build.sh
# shellcheck disable=SC2154 # build.sh says which
parts=(argosy launcher .mvn pom.xml build NOTICE LICENSE docs/dependencies.txt "${modules[@]}" ':!*/src/test/*')
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/argosy/packages

same() { git diff --quiet "$1" -- "${parts[@]}"; }
deb() { find "$1" -name 'argosy_*.deb'; }
keep() {
  mkdir -p "$cache/$2"
  cp "$1" "$cache/$2/.part"
  mv "$cache/$2/.part" "$cache/$2/${1##*/}"
}

build() {
  local clone=$cache/$1.clone
  rm -rf "$clone"
  git clone -q --shared --no-checkout . "$clone"
  git -C "$clone" checkout -q "$1"
  if ! without_archives=1 "$clone/argosy" dist >"$cache/$1.log" 2>&1 9>&-; then
    tail -n 20 "$cache/$1.log" >&2
    exit 1
  fi
  keep "$(deb "$clone/dist")" "$1"
  rm -rf "$clone" "$cache/$1.log"
}

mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
./argosy dist >&2 9>&-
present=$(deb dist)
previous=
for commit in $(git rev-list --topo-order -n 100 HEAD -- "${parts[@]}"); do
  if same "$commit"; then
    [ -n "$(deb "$cache/$commit" 2>/dev/null)" ] || keep "$present" "$commit"
  else
    previous=$commit
    break
  fi
done
if [ -z "$previous" ]; then
  echo "there is no earlier commit here (git fetch --unshallow): the package is upgraded to itself" >&2
  readlink -f "$present" "$present"
  exit
fi
[ -n "$(deb "$cache/$previous" 2>/dev/null)" ] || build "$previous"
# Four of them, 45 MB each.
find "$cache" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort -rn | tail -n +5 | cut -d' ' -f2- | xargs -r rm -rf
readlink -f "$present"
deb "$cache/$previous"
