# SPDX-License-Identifier: Apache-2.0
# Builds the module benchmarks where sources are newer, and sets root, target, java and class_path.
# For the scripts above this folder, which run under `set -euo pipefail`.
# shellcheck shell=bash

root=$(CDPATH= cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
target=$root/benchmarks/target

if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
  java=$JAVA_HOME/bin/java
else
  java=$(command -v java) || {
    echo "benchmarks: java must be on the PATH or in JAVA_HOME, found neither" >&2
    exit 70
  }
fi

built=$target/class-path
if [ ! -f "$built" ] || [ -n "$(find "$root"/pom.xml "$root"/{domain,application,adapters-aws,adapters-eventbridge,benchmarks}/{pom.xml,src} \
  -newer "$built" -print | head -n 1)" ]; then
  echo "benchmarks: building..." >&2
  rm -f "$built"
  (cd "$root" && ./mvnw -q -B -ntp process-test-classes -pl benchmarks -am \
    -Dspotless.check.skip=true) >&2
fi
class_path=$target/test-classes:$target/classes:$(cat "$built")
