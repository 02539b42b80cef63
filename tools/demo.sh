#!/bin/sh
# Build the demo organisation once, then serve it. The second start reuses what is there.
set -eu
bin=$1
"$bin/nastavnik" demo build --if-absent
if [ "${SERVE:-1}" != 0 ]; then
  exec "$bin/nastavnik" serve --port "${PORT:-8000}"
fi
