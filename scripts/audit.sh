#!/bin/sh
# Asks which known vulnerabilities the pinned packages of both environments have. pip-audit gets an environment of its
# own, so that no package of it comes into ours. Exits with 1 for anything not reviewed, with 2 where nobody answered, and with
# 3 where the tool fails for any other reason, as for a hash that is not the locked one.
set -eu
cd "$(dirname "$0")/.."

told=$(scripts/environment_beside.sh audit 2>&1) || {
  echo "$told" >&2
  if echo "$told" | grep -qE 'dns error|tcp connect error|operation timed out'; then
    echo "Nothing was checked: pip-audit could not be installed, since nobody answered."
    exit 2
  fi
  echo "Nothing was checked: pip-audit could not be installed; the reason stands above."
  exit 3
}
exec .venv-front/bin/python -m scripts.audit "$(echo "$told" | tail -n 1)/bin/pip-audit"
