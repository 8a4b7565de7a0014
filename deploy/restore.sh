#!/bin/sh
# Restores a backup of the cases, migrates its tables, and deletes what is past its retention time by now.
#
#   deploy/restore.sh FILE
#   deploy/restore.sh FILE overwrite
#
# The database must have no rows; with the word `overwrite`, everything in it is replaced. All or nothing: an incomplete
# backup changes nothing. Stop the front first. Reads the same settings as the servers.
#
# Restores also what a visitor has erased since the backup was made: see docs/drift.md.
set -eu

fail() { echo "$1" >&2; exit 1; }

[ $# = 1 ] || [ "$#:${2:-}" = 2:overwrite ] || fail "Usage: deploy/restore.sh FILE [overwrite]"
file=$(readlink -f -- "$1") && [ -r "$file" ] || fail "There is no file $1."
cd "$(dirname "$0")/.."
no_use="there is nothing to restore into"
# shellcheck source=deploy/address.sh
. deploy/address.sh

[ -n "${VAGVISAREN_KEYS:-}" ] || [ -s "${VAGVISAREN_KEY_FILE:-var/keys}" ] ||
  fail "There are no keys: put them back first, for new ones would open nothing."

sql() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$address" "$@"; }

# Reads the whole file, to detect a truncated one.
pg_restore --file=/dev/null -- "$file" || fail "$file is not a whole backup. Nothing is changed."
pg_restore --list -- "$file" | grep -q ' TABLE public cases ' || fail "$file holds no cases. Nothing is changed."

others=$(sql --command="SELECT count(*) FROM pg_stat_activity
  WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()")
[ "$others" = 0 ] || fail "Somebody is connected to the database: stop the front first. Nothing is changed."
rows=$(sql <<'END'
SELECT format('SELECT 1 FROM %I.%I LIMIT 1', schemaname, tablename) FROM pg_tables
WHERE schemaname = 'public' AND tablename <> 'alembic_version' \gexec
END
)
[ -z "$rows" ] || [ "${2:-}" = overwrite ] ||
  fail "There are rows in the database. To put the backup in their place: deploy/restore.sh FILE overwrite"

# One transaction, which only a complete backup commits.
ended=$({
  echo 'BEGIN; SET LOCAL client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public;'
  pg_restore --no-owner --no-privileges --file=- -- "$file" && printf '%s\n' 'COMMIT;' '\echo restored'
} | sql --output=/dev/null) || :
[ "$ended" = restored ] || fail "The backup could not be put back. Nothing is changed."

"$python" -m bot.intake purge # which brings the tables up to date first
