#!/bin/sh
# Lints, formats (biome.jsonc) and type-checks (jsconfig.json) the page's scripts; --write fixes what can be fixed. Exits
# with 1 if something is found, with 2 if the tools could not be downloaded because no registry answered, and with 3 if
# they could not be installed for another reason, such as a wrong hash.
set -eu
cd "$(dirname "$0")/.."

output=$(scripts/page_tools.sh 2>&1) || {
  echo "$output" >&2
  unreachable='dns error|tcp connect error|operation timed out|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH'
  if echo "$output" | grep -qE "$unreachable"; then
    echo "The page's scripts were not checked: the tools could not be installed, since nobody answered." >&2
    exit 2
  fi
  echo "The page's scripts were not checked: the tools could not be installed; the reason stands above." >&2
  exit 3
}
PATH="$(echo "$output" | tail -n 1):$PATH"
biome check --error-on-warnings "$@" && tsc --project jsconfig.json || exit 1
