#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Stands in for the crontab program, with a crontab in its own folder. At each call it notes what memory the caller has,
# which must be a JVM: the caller waits meanwhile.
set -eu
here=${0%/*}
case $(readlink "/proc/$PPID/exe") in
  */java) ;;
  *) echo "crontab: java must have called this, found $(readlink "/proc/$PPID/exe")" >&2 && exit 1 ;;
esac
cat "/proc/$PPID/smaps" >"$here/smaps"
cat "/proc/$PPID/status" >"$here/status"
case $1 in
  # bcron takes any number of entries.
  -V) echo "bcrontab: Error: Unknown option letter -V." >&2 && exit 111 ;;
  -l)
    if [ ! -e "$here/crontab.txt" ]; then echo "no crontab for $(id -un)" >&2 && exit 1; fi
    cat "$here/crontab.txt"
    ;;
  *) cat "$1" >"$here/crontab.txt" ;;
esac
