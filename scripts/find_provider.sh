#!/bin/sh
# Prints the Python of the identity provider that the tests sign in at; installs it where it is missing.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || echo .tools/bin/uv)
folder=.tools/provider
stamp=$folder/requirements.sha256
wanted=$(cat requirements/provider.txt scripts/find_provider.sh | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  echo "Installing the identity provider of the tests ..." >&2
  "$uv" venv --quiet --allow-existing --python .venv/bin/python "$folder"
  "$uv" pip sync --quiet --require-hashes --python "$folder/bin/python" requirements/provider.txt
  echo "$wanted" >"$stamp"
fi
echo "$PWD/$folder/bin/python"
