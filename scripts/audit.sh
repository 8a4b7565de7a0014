#!/bin/sh
# Checks the pinned packages of both environments for known vulnerabilities. pip-audit gets its own environment, so
# that its packages do not get into ours. Exits with 1 if something is not reviewed, with 2 if the service could not be
# reached, and with 3 if the tool failed for another reason, such as a wrong hash.
set -eu
cd "$(dirname "$0")/.."

output=$(scripts/environment_beside.sh audit 2>&1) || {
  echo "$output" >&2
  if echo "$output" | grep -qE 'dns error|tcp connect error|operation timed out'; then
    echo "Nothing was checked: pip-audit could not be installed, since nobody answered."
    exit 2
  fi
  echo "Nothing was checked: pip-audit could not be installed; the reason stands above."
  exit 3
}
exec .venv-front/bin/python -m scripts.audit "$(echo "$output" | tail -n 1)/bin/pip-audit"
