#!/usr/bin/env bash
# keep.sh COMMAND...: runs a program of ours and starts it again when it dies, after 1 s, 2 s, ... 60 s. Not when it was
# asked to end, when it says that another try is no use (2: wrong settings, 5: refused by its cluster), and not when it
# never stayed up for ten seconds: then something is wrong that trying again does not mend.
set -uo pipefail

# Its log is bounded: three files of this size. Under systemd the journal sees to that.
export ARGOSY_KEEP_LOG_BYTES=${ARGOSY_KEEP_LOG_BYTES:-10485760}

child=0
asked=
stayed=
pause=1
trap 'asked=1; [ "$child" -eq 0 ] || kill -TERM "$child" 2>/dev/null' TERM INT

while [ -z "$asked" ]; do
  began=$SECONDS
  # Should this keeper be killed, what it keeps is told to end: nobody would find it otherwise.
  setpriv --pdeathsig TERM "$@" &
  child=$!
  [ -z "$asked" ] || kill -TERM "$child"
  wait "$child"
  status=$?
  while kill -0 "$child" 2>/dev/null; do wait "$child"; status=$?; done
  if [ $((SECONDS - began)) -ge "${ARGOSY_KEEP_STAYED:-10}" ]; then
    stayed=1
    pause=1
  fi
  case $status in 0 | 2 | 5) exit "$status" ;; esac
  [ -z "$asked" ] && [ -n "$stayed" ] || exit "$status"
  echo "argosy: $(basename "$1") ${2:-} ended with status $status; it is started again in $pause s"
  sleep "$pause" &
  child=$!
  wait "$child"
  pause=$((pause * 2 > 60 ? 60 : pause * 2))
done
