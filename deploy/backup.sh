#!/bin/sh
# Backs up the cases' database, and removes the backups that are too old.
#
#   deploy/backup.sh FOLDER DAYS
#
# Writes FOLDER/vagvisaren-<date and time, UTC>.dump. Keep it on an encrypted disk: its texts are encrypted, but labels,
# times and the audit log are not. Reads VAGVISAREN_DATABASE_URL and VAGVISAREN_KEY_FILE.
#
# - The conversations' database is not backed up. Its rows are deleted an hour after the last message; a backup would
#   keep them for days, and a restored conversation would have ended long ago.
# - The keys are never in the same folder as a backup, because both together give access to everything. Keep a copy of
#   the keys elsewhere.
# - A backup contains what has been deleted since. It is removed after DAYS, even if no new one can be made.
set -eu
umask 077

fail() { echo "$1" >&2; exit 1; }

case ${2:-} in '' | *[!0-9]* | 0*) days=0 ;; *) days=$2 ;; esac
[ $# = 2 ] && [ "$days" -gt 0 ] || fail "Usage: deploy/backup.sh FOLDER DAYS"
root=$(cd "$(dirname "$0")/.." && pwd -P)
folder=$(cd "$1" 2>/dev/null && pwd -P) || fail "There is no folder $1."
cd "$root"
no_use="there is nothing to back up"
# shellcheck source=deploy/address.sh
. deploy/address.sh

keys=$(dirname "$(readlink -f "${VAGVISAREN_KEY_FILE:-var/keys}" || echo "$root/var/keys")")
case "$folder/" in "$keys/"*) fail "$folder is where the keys are: keep backups and keys apart." ;; esac
case "$keys/" in "$folder/"*) fail "The keys are under $folder: keep backups and keys apart." ;; esac

find "$folder/." ! -name . -prune -type f -name 'vagvisaren-*.dump' -mtime "+$((days - 1))" -exec rm -- {} +

name=vagvisaren-$(date -u +%Y-%m-%dT%H%M%SZ).dump
part=$folder/.$name.$$
trap 'rm -f -- "$part"' EXIT
trap 'exit 1' HUP INT TERM
pg_dump --format=custom --dbname="$address" --file="$part"
pg_restore --file=/dev/null -- "$part" # reads all of it: a full disk is noticed now, not when it is needed
sync
mv -- "$part" "$folder/$name"
echo "$folder/$name"
