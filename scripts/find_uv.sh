#!/bin/sh
# Prints the path of uv, in the version that requirements/uv.txt pins by hash; installs it into .tools if missing.
set -eu
cd "$(dirname "$0")/.."

folder=.tools/uv
stamp=$folder/requirements.sha256
wanted=$(cat requirements/uv.txt scripts/find_uv.sh | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  echo "Installing uv ..." >&2
  mkdir -p .tools
  if ! python3 -m venv --clear "$folder" >.tools/uv.log 2>&1 ||
    ! "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
      --requirement requirements/uv.txt >>.tools/uv.log 2>&1; then
    cat .tools/uv.log >&2
    echo "Could not install uv: it takes python3 with venv and pip (Debian: python3-venv), and PyPI." >&2
    exit 1
  fi
  echo "$wanted" >"$stamp"
fi
echo "$PWD/$folder/bin/uv"
