#!/bin/sh
# Builds the environments that are named, or both, from their locks. Safe to repeat, and quick when nothing is to do.
# Usage: scripts/setup.sh [front] [rasa]
set -eu
cd "$(dirname "$0")/.."

build() { # <name> <Python's version> <what it is for>
  venv=.venv-$1 lock=requirements/$1-dev.txt swedish=requirements/swedish-$1.txt
  stamp=$venv/requirements.sha256
  wanted=$(cat "$lock" "$swedish" scripts/setup.sh scripts/swedish_pipeline.sh | sha256sum)
  [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ] && return
  uv=$(scripts/find_uv.sh)
  python=$(scripts/find_python.sh "$uv" "$2")
  echo "Installing $venv: Python $2 and $(grep -c '==' "$lock") packages for $3 ..."
  "$uv" venv --quiet --allow-existing --python "$python" "$venv"
  # Compiled now, by both cores: where Python may not write its bytecode, every start would take 10 s longer.
  "$uv" pip sync --quiet --compile-bytecode --require-hashes --python "$venv/bin/python" "$lock"
  # Rasa sends usage and error traces to third parties unless told not to: tell every Python started here.
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
