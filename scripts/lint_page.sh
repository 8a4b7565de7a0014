#!/bin/sh
# Checks how the page's scripts are written (biome.jsonc) and the types in them (jsconfig.json); --write mends what can
# be mended. Exits with 1 for what is found, with 2 where the tools could not be installed since nobody answered, and
# with 3 where they could not for any other reason, as for a hash that is not the locked one.
set -eu
cd "$(dirname "$0")/.."

told=$(scripts/page_tools.sh 2>&1) || {
  echo "$told" >&2
  unreachable='dns error|tcp connect error|operation timed out|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH'
  if echo "$told" | grep -qE "$unreachable"; then
    echo "The page's scripts were not checked: the tools could not be installed, since nobody answered." >&2
    exit 2
  fi
  echo "The page's scripts were not checked: the tools could not be installed; the reason stands above." >&2
  exit 3
}
PATH="$(echo "$told" | tail -n 1):$PATH"
biome check --error-on-warnings "$@" && tsc --project jsconfig.json || exit 1
