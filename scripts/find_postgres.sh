#!/bin/sh
# Prints the folder of PostgreSQL's programs, which tests of the intake start; installs Debian's if there are none and
# we may.
set -eu
find_one() {
  if command -v initdb >/dev/null && command -v postgres >/dev/null; then
    dirname "$(readlink -f "$(command -v postgres)")"
    return
  fi
  newest=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
  [ -n "$newest" ] && dirname "$newest"
}
find_one && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing PostgreSQL for the tests of the intake ..." >&2
  # The tests create their own cluster; Debian's would only use disk space and the default port.
  mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/no-main-cluster.conf
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null &&
    apt-get install -y -qq --no-install-recommends postgresql >/dev/null 2>&1 || true
  find_one && exit 0
fi
echo "The tests of the intake need PostgreSQL. Install it (Debian: sudo apt-get install postgresql)," >&2
echo "then run make again." >&2
exit 1
