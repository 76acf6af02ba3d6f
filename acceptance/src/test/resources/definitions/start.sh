#!/bin/sh
# What the programs of the sample definitions do: they say what they see, serve where PORT says so, and end in order.
trap 'echo drained; exit 0' TERM
env | sort | sed 's/^/env: /'
echo "user: $(id -u):$(id -g)"
echo "address: $(ip -4 -o addr show scope global | awk '{print $4}' | tr '\n' ' ')"
awk '/open files/ {print "open files:", $4, $5}' /proc/self/limits
echo "somaxconn: $(cat /proc/sys/net/core/somaxconn)"
echo "first process: $(tr '\0' ' ' </proc/1/cmdline)"
awk '$2 == "/scratch" {print "scratch:", $3}' /proc/mounts
if [ -n "$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" ]; then
  echo "role: $(wget -q -O - "http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" |
    sed 's/.*"RoleArn":"\([^"]*\)".*/\1/')"
fi
if [ -n "$PORT" ]; then
  mkdir -p /tmp/www
  echo "served by $0" >/tmp/www/index.html
  httpd -p "$PORT" -h /tmp/www
fi
while :; do sleep 3600 & wait $!; done
