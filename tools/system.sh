#!/bin/sh
# Debian packages that the product (run) or its tests (test) need. As root they are installed; otherwise one line tells how.
set -eu
need=""
python3 -c 'import venv, ensurepip' 2>/dev/null || need="$need python3-venv"
if [ "${1:-run}" = test ]; then
  command -v chromium >/dev/null 2>&1 || need="$need chromium"
  command -v soffice >/dev/null 2>&1 || need="$need libreoffice-writer libreoffice-calc"
  command -v pdftoppm >/dev/null 2>&1 || need="$need poppler-utils"
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need="$need postgresql"
fi
[ -z "$need" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $need >/dev/null
else
  echo "Не хватает пакетов. Установите их и повторите:" >&2
  echo "  sudo apt-get install --no-install-recommends$need" >&2
  exit 1
fi
