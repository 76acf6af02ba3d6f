#!/usr/bin/env bash
# Argosy's one entry where it is installed: it builds nothing, and brings its own Java.
set -euo pipefail
ARGOSY_HOME=$(dirname "$(readlink -f "$0")")
ARGOSY_FROM=$PWD
JAVA_HOME=$ARGOSY_HOME/runtime
export ARGOSY_HOME ARGOSY_FROM JAVA_HOME

# shellcheck source=launcher/tools.sh
. "$ARGOSY_HOME/launcher/tools.sh"
# shellcheck source=launcher/engine.sh
. "$ARGOSY_HOME/launcher/engine.sh"
# shellcheck source=launcher/program.sh
. "$ARGOSY_HOME/launcher/program.sh"
# shellcheck source=launcher/join.sh
. "$ARGOSY_HOME/launcher/join.sh"
# shellcheck source=launcher/pack.sh
. "$ARGOSY_HOME/launcher/pack.sh"

usage() { cat "$ARGOSY_HOME/launcher/usage.txt"; }

version() { cat "$ARGOSY_HOME/version"; }

# A socket that systemd holds comes as descriptor 3; Java takes one that is its standard input.
take_socket() {
  if [ "${LISTEN_PID:-}" = $$ ]; then exec 0<&3 3<&-; fi
}

command=${1:-help}
if [ "$command" != help ] && asks_for --help -h "${@:2}"; then
  help_of "$command"
  exit 0
fi
if ! names_versions "$command" && asks_for --version -V "${@:2}"; then
  version
  exit 0
fi
use_program "$ARGOSY_HOME"
case $command in
  server)
    take_socket
    run_program "${ARGOSY_SERVER_HEAP:-512m}" "$@"
    ;;
  backup | restore) run_program "${ARGOSY_SERVER_HEAP:-512m}" "$@" ;;
  agent)
    # Without words it is the agent that this host joined with.
    if [ $# -eq 1 ]; then
      host_agent
      set -- agent "${agent_words[@]}"
    fi
    run_agent "$@"
    ;;
  join) join_fleet "${@:2}" ;;
  leave) leave_fleet "${@:2}" ;;
  pack) repack "$2" ;;
  up | down | bench | simulate | test | dist)
    fail "$command works on Argosy's sources, in a checkout of them; this is an installed program"
    ;;
  version | --version | -V) version ;;
  help | --help | -h) help_of "${2:-}" ;;
  *)
    # Every command of the program that has a page.
    if [ ! -f "$ARGOSY_HOME/launcher/help/$command.txt" ]; then
      say "there is no command $command"
      usage >&2
      exit 2
    fi
    run_program 64m "$@"
    ;;
esac
