#!/bin/sh
# Asks which known vulnerabilities the pinned packages have. pip-audit gets an environment of its own: it needs a
# newer `packaging` than Rasa pins. Exits with 1 for anything not reviewed, with 2 where nothing could be asked.
set -eu
cd "$(dirname "$0")/.."

folder=$(scripts/environment_beside.sh audit 2>/dev/null) || {
  echo "Nothing was checked: pip-audit could not be installed (no network, or a hash that is not the locked one)."
  exit 2
}
exec .venv/bin/python scripts/audit.py "$folder/bin/pip-audit"
