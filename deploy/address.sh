# shellcheck shell=sh disable=SC2034,SC2154 # read by others, which set no_use before and use address after
# Read by backup.sh and restore.sh in the project's folder; they say in $no_use what cannot be done, and have `fail`. Gives our
# $python, and for PostgreSQL's own programs the cases' database: $address without the password, and PGPASSWORD, for a
# command line can be read by everybody on the machine, and an environment cannot.
python=.venv-front/bin/python

case ${VAGVISAREN_DATABASE_URL:-} in
  postgresql*://*) ;;
  *) fail "VAGVISAREN_DATABASE_URL is not postgresql://...: $no_use." ;;
esac
address=$(printf '%s\n' "$VAGVISAREN_DATABASE_URL" |
  sed 's|^[^:]*:|postgresql:|; s|^\(postgresql://[^:@/]*\):[^@]*@|\1@|')
PGPASSWORD=$("$python" -c 'import os, sqlalchemy.engine as e
print(e.make_url(os.environ["VAGVISAREN_DATABASE_URL"]).password or os.environ.get("PGPASSWORD", ""))')
export PGPASSWORD
