#!/bin/sh
# Prints the folder of a separate environment for a program whose packages conflict with ours. Installs what
# requirements/<name>.txt locks, if it is missing. Usage: scripts/environment_beside.sh <name>
set -eu
cd "$(dirname "$0")/.."

folder=.tools/$1
stamp=$folder/requirements.sha256
wanted=$(cat "requirements/$1.txt" scripts/environment_beside.sh | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  uv=$(scripts/find_uv.sh)
  echo "Installing requirements/$1.txt into $folder ..." >&2
  "$uv" venv --quiet --allow-existing --python .venv-front/bin/python "$folder"
  "$uv" pip sync --quiet --require-hashes --python "$folder/bin/python" "requirements/$1.txt"
  echo "$wanted" >"$stamp"
fi
echo "$PWD/$folder"
