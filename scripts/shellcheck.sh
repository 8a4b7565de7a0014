#!/bin/sh
# Checks every shell script of the project.
set -eu
cd "$(dirname "$0")/.."
tools=$(scripts/environment_beside.sh tools)
git ls-files -z '*.sh' '.ci/*' | xargs -0 "$tools/bin/shellcheck" --external-sources
