#!/bin/sh
# Prints the path of the Chromium for browser tests; installs Debian's if there is none and we may.
set -eu
find_one() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
find_one && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests ..." >&2
  apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 || true
  find_one && exit 0
fi
echo "The browser tests need Chromium. Install it (Debian: sudo apt-get install chromium), then run make again." >&2
exit 1
