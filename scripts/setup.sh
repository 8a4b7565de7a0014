#!/bin/sh
# Builds .venv from the locked requirements. Safe to repeat, and quick when there is nothing to do.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
[ -n "$uv" ] || uv=.tools/bin/uv
if [ ! -x "$uv" ]; then
  echo "Installing uv into .tools ..."
  python3 -m venv .tools >/dev/null 2>&1 && .tools/bin/pip install --quiet uv >/dev/null 2>&1 ||
    curl -LsSf https://astral.sh/uv/install.sh 2>/dev/null |
      UV_INSTALL_DIR="$PWD/.tools/bin" UV_NO_MODIFY_PATH=1 sh >/dev/null 2>&1 || true
  [ -x "$uv" ] || { echo "Could not install uv. Install it by hand: see docs.astral.sh/uv, then run make again." >&2; exit 1; }
fi

stamp=.venv/requirements.sha256
wanted=$(cat requirements/dev.txt requirements/swedish.txt scripts/setup.sh scripts/swedish_pipeline.sh | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  python=$(scripts/find_python.sh "$uv")
  echo "Installing the locked environment (about 200 packages) ..."
  "$uv" venv --quiet --allow-existing --python "$python" .venv
  # Compiled now, by both cores: where Python may not write its bytecode, every start would take 10 s longer.
  "$uv" pip sync --quiet --compile-bytecode --require-hashes --python .venv/bin/python requirements/dev.txt
  # Rasa sends usage and error traces to third parties unless told not to: tell every Python started here.
  site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  echo 'import os; os.environ["RASA_TELEMETRY_ENABLED"] = "false"' >"$site/vagvisaren.pth"
  scripts/swedish_pipeline.sh "$uv" .venv/bin/python requirements/swedish.txt
  echo "$wanted" >"$stamp"
fi
