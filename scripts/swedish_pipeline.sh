#!/bin/sh
# Tries to install the official Swedish pipeline, for at most a minute, and prints in one line which one is in use.
# Arguments: uv, the environment's Python, and requirements that name the wheel's address and hash.
set -eu
uv=$1 python=$2 wanted=$3

UV_HTTP_TIMEOUT=15 UV_HTTP_RETRIES=0 timeout 60 \
  "$uv" pip install --quiet --no-deps --require-hashes --python "$python" -r "$wanted" >/dev/null 2>&1 || true

if "$python" -c 'import sv_core_news_sm' 2>/dev/null; then
  echo "Swedish pipeline: sv_core_news_sm, and our own for chat."
else
  echo "Swedish pipeline: our own (the official one could not be fetched)."
fi
