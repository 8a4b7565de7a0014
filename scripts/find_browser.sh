#!/bin/sh
# Prints the path of the Chromium for browser tests; installs Debian's if there is none and we may.
#
#   scripts/find_browser.sh
#   scripts/find_browser.sh headless
#
# `headless`: of the one that has no window, which opens a page with a quarter of the work; else of any Chromium.
set -eu
find_whole() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
find_headless() { command -v chromium-headless-shell; }
install() {
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 0
  echo "Installing $1 for the browser tests ..." >&2
  apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1 || true
}
[ "${1:-}" = headless ] && { find_headless && exit 0; install chromium-headless-shell; find_headless && exit 0; }
find_whole && exit 0
install chromium
find_whole && exit 0
echo "The browser tests need Chromium. Install it (Debian: sudo apt-get install chromium), then run make again." >&2
exit 1
