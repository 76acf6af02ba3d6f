#!/bin/sh
# Makes this host a container instance of the Argosy fleet at @ENDPOINT@, from what that server itself has. It may be run
# again; `argosy leave` undoes it. TOKEN is what `argosy token create` prints there:
#   sh -s -- TOKEN [--cluster NAME] [OPTION OF AN AGENT...]
set -eu

endpoint='@ENDPOINT@'
fingerprint='@FINGERPRINT@'
package='@PACKAGE@'
architecture='@ARCHITECTURE@'
ca='@CA@'

say() { printf 'argosy: %s\n' "$*" >&2; }
fail() {
  say "$@"
  exit 1
}

# Debian 12 or 13, and root.
check_host() {
  [ "$(id -u)" -eq 0 ] || fail "joining installs packages and starts services: run this as root"
  command -v dpkg >/dev/null || fail "this host is not Debian: joining by this line needs Debian 12 or 13"
  release=$(sed -n 's/^VERSION_ID="\([0-9]*\)"$/\1/p' /etc/os-release)
  [ "${release:-12}" -ge 12 ] || fail "this host is Debian $release: joining by this line needs Debian 12 or 13"
}

install_package() {
  [ -n "$package" ] || fail "the server at $endpoint has no package for hosts: where it runs from a checkout," \
    "./argosy dist makes one"
  here=$(dpkg --print-architecture)
  [ "$here" = "$architecture" ] || fail "this host is $here, and the server's package is for $architecture: make one" \
    "on such a machine by ./argosy dist, install it here, then: argosy join --endpoint $endpoint --token-file FILE"
  version=${package#argosy_}
  version=${version%_*}
  if [ "$(dpkg-query -W -f '${Status} ${Version}' argosy 2>/dev/null)" = "install ok installed $version" ]; then
    say "argosy $version is installed"
  else
    say "installing argosy $version from $endpoint"
    fetch "/argosy/packages/$package" "$work/$package"
    dpkg -i "$work/$package" >&2
  fi
}

fetch() {
  if [ -n "$ca" ]; then
    printf '%s\n' "$ca" >"$work/ca.pem"
    curl -fsS --cacert "$work/ca.pem" "$endpoint$1" -o "$2"
  else
    curl -fsS "$endpoint$1" -o "$2"
  fi
}

# Read whole before the first step: a script that breaks off on its way does nothing.
main() {
  check_host
  umask 077
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  case ${1:-} in
    ajt-*)
      printf '%s\n' "$1" >"$work/token"
      shift
      set -- --token-file "$work/token" "$@"
      ;;
  esac
  install_package
  [ -z "$fingerprint" ] || set -- --ca-fingerprint "$fingerprint" "$@"
  /usr/bin/argosy join --endpoint "$endpoint" "$@" </dev/null
}

main "$@"
