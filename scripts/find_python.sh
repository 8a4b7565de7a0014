#!/bin/sh
# Prints the path of a working Python 3.10, or explains what to install and exits with 1.
# Order: on PATH, in a pyenv's versions folder, downloaded by uv (the path of uv is the first argument).
set -u
uv=$1

is_310() { # A pyenv shim can stand on PATH without a Python behind it, so each candidate is run.
  "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1
}

for name in python3.10 python3 python; do
  found=$(command -v "$name" 2>/dev/null) && is_310 "$found" && echo "$found" && exit 0
done
for folder in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*; do
  is_310 "$folder/bin/python" && echo "$folder/bin/python" && exit 0
done
if "$uv" python install --quiet 3.10 >/dev/null 2>&1; then
  found=$("$uv" python find 3.10 2>/dev/null) && is_310 "$found" && echo "$found" && exit 0
fi
echo "No Python 3.10 was found and uv could not download one." >&2
echo "Install it (for example: pyenv install 3.10, or your system's package python3.10) and run make again." >&2
exit 1
