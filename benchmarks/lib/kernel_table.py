#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a table of what JMH measured: kernel_table.py KERNEL.JSON LOAD"""

import json
import sys

# Which methods are compared with which: the ratio is that of the first column's time to this one's.
BASES = {
    "ScheduleParsing": "lavasched",
    "NextFireTime": "lavasched",
    "EntryRendering": "copyWords",
    "BlockRendering": "copyWords",
    "CrontabDocument": "copyBytes",
}


def time(value, unit):
    """1234.5, "ns/op" -> 1.23 us"""
    nanos = value * {"ns/op": 1, "us/op": 1e3, "ms/op": 1e6}[unit]
    for name, size in (("ms", 1e6), ("us", 1e3)):
        if nanos >= size:
            value = nanos / size
            return f"{value:.0f} {name}" if value >= 1000 else f"{value:.3g} {name}"
    return f"{nanos:.3g} ns"


def size(value):
    for name, unit in (("MB", 1e6), ("kB", 1e3)):
        if value >= unit:
            return f"{value / unit:.3g} {name}"
    return f"{value:.0f} B"


def main(file, load):
    with open(file, encoding="utf-8") as source:
        results = json.load(source)
    groups = {}
    for result in results:
        name, method = result["benchmark"].split(".")[-2:]
        case = ", ".join(result.get("params", {}).values())
        groups.setdefault((name, case), {})[method] = result

    first = results[0]
    print(f"JDK {first['jdkVersion']} ({first['vmName']}), JMH {first['jmhVersion']}; "
          f"{first['forks']} forks, {first['measurementIterations']} iterations of "
          f"{first['measurementTime']} each; load before: {load}.\n")
    print("| benchmark | case | method | time | +/- (99.9 %) | allocated | time / base |")
    print("|---|---|---|---:|---:|---:|---:|")
    for (name, case), methods in groups.items():
        base = methods.get(BASES.get(name, ""))
        for method, result in methods.items():
            metric = result["primaryMetric"]
            error = metric["scoreError"]
            spread = f"{100 * float(error) / metric['score']:.0f} %" if error != "NaN" else "?"
            allocated = result["secondaryMetrics"].get("gc.alloc.rate.norm", {}).get("score")
            ratio = f"{metric['score'] / base['primaryMetric']['score']:.2f}" if base else ""
            print(f"| {name} | {case} | {method} | {time(metric['score'], metric['scoreUnit'])} "
                  f"| {spread} | {'?' if allocated is None else size(allocated)} | {ratio} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
