#!/bin/sh
# Builds the named environments, or both, from their locks. Idempotent, and fast if nothing has changed.
# --production leaves out the packages that only developers need. An environment keeps that choice, so that `make check`
# in production does not add them.
# Usage: scripts/setup.sh [--production] [front] [rasa]
set -eu
cd "$(dirname "$0")/.."

production=
[ "${1:-}" != --production ] || { production=yes; shift; }

build() { # <name> <Python's version> <what it is for>
  venv=.venv-$1 swedish=requirements/swedish-$1.txt
  stamp=$venv/requirements.sha256
  lock=requirements/$1.txt
  [ "$production" ] || grep -qs "  $lock\$" "$stamp" || lock=requirements/$1-dev.txt
  wanted=$(sha256sum "$lock" "$swedish" scripts/setup.sh scripts/swedish_pipeline.sh)
  [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ] || return 0
  uv=$(scripts/find_uv.sh)
  python=$(scripts/find_python.sh "$uv" "$2")
  echo "Installing $venv: Python $2 and $(grep -c '^[^ #]*==' "$lock") packages for $3 ..."
  "$uv" venv --quiet --allow-existing --python "$python" "$venv"
  echo "half installed  $lock" >"$stamp"
  # Compiled now, on all cores: if Python may not write its bytecode later, every start takes 10 s longer.
  "$uv" pip sync --quiet --compile-bytecode --require-hashes --python "$venv/bin/python" "$lock"
  # Rasa sends usage data and error traces to third parties by default: turn that off in every Python started here.
  site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  echo 'import os; os.environ["RASA_TELEMETRY_ENABLED"] = "false"' >"$site/vagvisaren.pth"
  scripts/swedish_pipeline.sh "$uv" "$venv/bin/python" "$swedish"
  echo "$wanted" >"$stamp"
}

for name in "${@:-front rasa}"; do
  for each in $name; do
    case $each in
      front) build front 3.13 "the public front and the desk" ;;
      rasa) build rasa 3.10 "Rasa and the action server" ;;
      *) echo "No environment is called $each: front or rasa." >&2; exit 2 ;;
    esac
  done
done
