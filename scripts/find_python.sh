#!/bin/sh
# Prints the path of a working Python of a version, or explains what to install and exits with 1.
# Order: on PATH, in pyenv's versions folder, downloaded by uv. Usage: scripts/find_python.sh <uv> <3.10|3.13>
set -u
uv=$1 version=$2

fits() { # A pyenv shim can stand on PATH without a Python behind it, so each candidate is run.
  "$1" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" >/dev/null 2>&1
}

for name in "python$version" python3 python; do
  found=$(command -v "$name" 2>/dev/null) && fits "$found" && echo "$found" && exit 0
done
for folder in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version"*; do
  fits "$folder/bin/python" && echo "$folder/bin/python" && exit 0
done
if "$uv" python install --quiet "$version" >/dev/null 2>&1; then
  found=$("$uv" python find "$version" 2>/dev/null) && fits "$found" && echo "$found" && exit 0
fi
echo "No Python $version was found and uv could not download one." >&2
echo "Install it (for example: pyenv install $version, or your system's package python$version) and run make again." >&2
exit 1
