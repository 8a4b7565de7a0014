#!/bin/sh
# Checks for the programs that tests of production need besides PostgreSQL: nginx, Redis, systemd-analyze, and
# faketime. Installs Debian's if they are missing and we may.
set -eu
PATH=$PATH:/usr/sbin
missing() { for each in nginx redis-server systemd-analyze faketime; do command -v $each >/dev/null || echo $each; done; }
[ -z "$(missing)" ] && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing nginx, Redis, systemd and faketime for the tests of production ..." >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null &&
    apt-get install -y -qq --no-install-recommends nginx-light redis-server systemd faketime >/dev/null 2>&1 || true
  [ -z "$(missing)" ] && exit 0
fi
echo "The tests of production need $(missing | xargs). Install nginx, Redis, systemd and faketime, then run make again." >&2
exit 1
