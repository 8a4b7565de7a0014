# shellcheck shell=sh disable=SC2034,SC2154 # sourced by scripts that set no_use before and use address after
# Sourced by backup.sh and restore.sh in the project's folder, which define `fail` and, in $no_use, what cannot be done.
# Sets $python, and for PostgreSQL's programs the cases' database: $address without the password, and PGPASSWORD, because
# everybody on the machine can read a command line, but not an environment.
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
