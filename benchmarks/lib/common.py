# SPDX-License-Identifier: Apache-2.0
"""What the benchmarks of whole processes share: launchers, their homes, runs of them, reports."""

import contextlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys

LIB = os.path.dirname(os.path.abspath(__file__))
HERE = os.path.dirname(LIB)
ROOT = os.path.dirname(HERE)
TARGET = os.path.join(HERE, "target")
PYTHON = "/usr/bin/python3"
PEER = "peer"
DISPATCHER = "Sydney"
PROGRAM = "/usr/local/bin/lava-dispatcher"
SPOOL = "/var/spool/cron/crontabs"
SAID = 2000  # characters of what a wrong run said are shown
START, END = b"#### Lava Schedules Start ####\n", b"#### Lava Schedules End ####\n"


class Wrong(Exception):
    """An output that is not what it must be: nothing is reported then."""


def need(program, package):
    found = shutil.which(program)
    if found is None:
        sys.exit(f"benchmarks: {program} must be on the PATH, found none; apt install {package}")
    return found


class Build:
    """The class path of the module, and java."""

    def __init__(self):
        script = '. "$1"; printf "%s\\n" "$java" "$class_path"'
        said = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script, "sh", os.path.join(LIB, "build.sh")],
            stdout=subprocess.PIPE, text=True, check=True).stdout
        self.java, self.class_path = said.splitlines()

    def command(self, name, *words):
        """A command that runs a class of the module."""
        return [self.java, "-Xmx2g", "-cp", self.class_path, f"io.lavasched.benchmarks.{name}",
                *map(str, words)]


class Side:
    """A launcher or the peer: its command, its own home and crontab, and who starts it."""

    def __init__(self, name, command, folder, environment, private_spool=False):
        self.name, self.command = name, command
        self.folder = os.path.join(folder, "side-" + re.sub(r"\W", "_", name))
        os.makedirs(os.path.join(self.folder, "home"))
        self.spool = os.path.join(self.folder, "spool") if private_spool else None
        self.environment = dict(
            environment,
            HOME=os.path.join(self.folder, "home"),
            XDG_STATE_HOME=os.path.join(self.folder, "state"))
        timed = [PYTHON, "-I", "-S", os.path.join(LIB, "timed.py")]
        if private_spool:
            real = os.stat(SPOOL)
            os.mkdir(self.spool)
            os.chown(self.spool, 0, real.st_gid)
            os.chmod(self.spool, real.st_mode)
            mark = os.path.join(self.spool, ".private")
            open(mark, "w", encoding="ascii").close()
            # The mark proves that the mount is there: else nothing is started.
            timed = ["unshare", "-m", "/bin/sh", "-euc",
                     'mount --bind "$1" "$2"; test -f "$2/.private"; shift 2; exec "$@"', "sh",
                     self.spool, SPOOL, *timed]
        self.timed = subprocess.Popen(
            timed, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.floor = json.loads(self.timed.stdout.readline())["floor"]

    def run(self, *words, exits=(0,), timeout=120):
        request = {
            "argv": [*self.command, *words], "env": self.environment, "timeout": timeout,
            "out": os.path.join(self.folder, "out"), "err": os.path.join(self.folder, "err")}
        self.timed.stdin.write(json.dumps(request) + "\n")
        self.timed.stdin.flush()
        result = json.loads(self.timed.stdout.readline())
        if result["exit"] not in exits:
            said = self.said()[:SAID]
            raise Wrong(f"{self.name} {' '.join(words)}: exit {result['exit']}: {said}")
        return result

    def out(self):
        with open(os.path.join(self.folder, "out"), "rb") as file:
            return file.read()

    def said(self):
        with open(os.path.join(self.folder, "err"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def where(self, case):
        return [] if self.spool else ["--crontab-file", self._crontab(case)]

    def _crontab(self, case):
        return os.path.join(self.spool, "root") if self.spool else os.path.join(self.folder, case)

    def block(self, case):
        with open(self._crontab(case), "rb") as file:
            content = file.read()
        return content[content.index(START):]

    def forget(self, case):
        with contextlib.suppress(FileNotFoundError):
            os.remove(self._crontab(case))

    def close(self):
        self.timed.stdin.close()
        self.timed.wait(30)


def launchers(given, java, with_jar=False):
    """Commands by name; those of the checkout where none are given."""
    if not given:
        checkout = os.path.join(ROOT, "lavasched")
        subprocess.run([checkout, "--version"], check=True, stdout=subprocess.DEVNULL)
        jar = [java, "-jar", os.path.join(ROOT, "app-cli/target/lavasched-all.jar")]
        return {"checkout": [checkout], **({"plain jar": jar} if with_jar else {})}
    found = {}
    for word in given:
        name, _, path = word.partition("=")
        if not path or name == PEER or name in found:
            sys.exit(f"benchmarks: launchers must be NAME=PATH, each name once, found {word}")
        path = os.path.abspath(path)
        found[name] = [java, "-jar", path] if path.endswith(".jar") else [path]
    return found


def environment(proxy=None):
    """What a measured process sees; the AWS settings of a proxy, if it reads from a table."""
    aws = {
        "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "ap-southeast-2", "AWS_DEFAULT_REGION": "ap-southeast-2",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    }
    if proxy:
        aws |= {"AWS_CA_BUNDLE": proxy.authority,
                "AWS_ENDPOINT_URL": f"https://localhost:{proxy.port}"}
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC",
        **({"JAVA_HOME": os.environ["JAVA_HOME"]} if "JAVA_HOME" in os.environ else {}),
        "LAVA_DISPATCHER": PROGRAM, **aws,
    }


def entries(file):
    """How many entries the records of a file of the sample realm make."""
    with open(file, encoding="utf-8") as lines:
        schedules = [json.loads(line)["schedule"] for line in lines]
    return sum(len(s) if isinstance(s, list) else 1 for s in schedules)


def about():
    with open("/proc/loadavg", encoding="ascii") as load:
        return {"load": " ".join(load.read().split()[:3]),
                "machine": f"{platform.platform()}, {os.cpu_count()} CPUs",
                "arguments": sys.argv[1:]}


def write(name, lines, data):
    """The report, as Markdown and as JSON; the first also to standard output."""
    text = "\n".join(lines) + "\n"
    os.makedirs(TARGET, exist_ok=True)
    with open(os.path.join(TARGET, name + ".md"), "w", encoding="utf-8") as file:
        file.write(text)
    with open(os.path.join(TARGET, name + ".json"), "w", encoding="utf-8") as file:
        json.dump(data, file, indent=1)
    print(text, end="")


def start(main):
    try:
        main()
    except Wrong as wrong:
        sys.exit(f"benchmarks: nothing is reported, for an output is wrong: {wrong}")
