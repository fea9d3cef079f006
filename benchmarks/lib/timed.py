#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Runs commands one after the other, and tells what each took.

A request is a JSON object on one line of standard input: argv, env, out and err (paths), timeout
(seconds). The answer is one line too: exit (minus the signal; "timeout"), wall and cpu (seconds),
memory (KiB, the largest process).

It is a process of its own because the kernel counts what the parent has in memory at the fork as
part of the child's peak: this parent has next to nothing, and says so in its first line.
"""

import json
import os
import signal
import sys
import time


def run(argv, env, out, err, timeout):
    def too_long(*_):
        os.killpg(pid, signal.SIGKILL)

    files = [
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, err, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    signal.signal(signal.SIGALRM, too_long)
    start = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, env, file_actions=files, setpgroup=0)
    signal.alarm(timeout)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    signal.alarm(0)
    code = os.waitstatus_to_exitcode(status)
    return {
        "exit": "timeout" if wall >= timeout else code,
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss,
    }


def main():
    with open("/proc/self/status", encoding="ascii") as status:
        own = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
    print(json.dumps({"floor": int(own)}), flush=True)
    for line in sys.stdin:
        print(json.dumps(run(**json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
