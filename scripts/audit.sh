#!/bin/sh
# Asks which known vulnerabilities the pinned packages have. pip-audit gets an environment of its own: it needs a
# newer `packaging` than Rasa pins. Exits with 1 for anything not reviewed, with 2 where nothing could be asked.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || echo .tools/bin/uv)
folder=.tools/audit
stamp=$folder/requirements.sha256
wanted=$(cat requirements/audit.txt scripts/audit.sh | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  "$uv" venv --quiet --allow-existing --python .venv/bin/python "$folder"
  "$uv" pip sync --quiet --require-hashes --python "$folder/bin/python" requirements/audit.txt 2>/dev/null || {
    echo "Nothing was checked: pip-audit could not be installed (no network, or a hash that is not the locked one)."
    exit 2
  }
  echo "$wanted" >"$stamp"
fi
exec .venv/bin/python scripts/audit.py "$folder/bin/pip-audit"
