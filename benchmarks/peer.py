#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The peer of the whole-process benchmark: what a short script with boto3 takes for the same block.

  peer.py REALM DISPATCHER [JOBS.jsonl]

It queries the index (all pages) and prints the block, and does nothing else: no checks, no diff,
no crontab. With a file it reads the records from that, and boto3 is not loaded.
"""

import json
import os
import sys
from datetime import datetime, timezone
from shlex import quote


def indexed(realm, dispatcher):
    import boto3
    from boto3.dynamodb.types import TypeDeserializer

    plain = TypeDeserializer().deserialize
    # Debian's boto3 does not know this variable.
    client = boto3.client("dynamodb", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    pages = client.get_paginator("query").paginate(
        TableName=f"lava.{realm}.jobs",
        IndexName="dispatcher-index",
        KeyConditionExpression="dispatcher = :d",
        ExpressionAttributeValues={":d": {"S": dispatcher}},
    )
    for page in pages:
        for item in page["Items"]:
            yield {name: plain(value) for name, value in item.items()}


def filed(file, dispatcher):
    with open(file, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return sorted(
        (r for r in records if r.get("dispatcher") == dispatcher), key=lambda r: r["job_id"]
    )


def crons(schedule, now):
    for item in schedule if isinstance(schedule, list) else [schedule]:
        if isinstance(item, str):
            yield item
        elif datetime.fromisoformat(item["from"]) <= now <= datetime.fromisoformat(item["to"]):
            yield item["crontab"]


def main(realm, dispatcher, *files):
    now = datetime.now(timezone.utc)
    program = os.environ["LAVA_DISPATCHER"]
    lines = ["#### Lava Schedules Start ####", f"LAVA_REALM={realm}"]
    for record in filed(files[0], dispatcher) if files else indexed(realm, dispatcher):
        command = " ".join(
            quote(word)
            for word in (
                program, "--worker", record["worker"], "--level", "warning", record["job_id"]
            )
        )
        lines.extend(f"{cron} {command}" for cron in crons(record["schedule"], now))
    lines.append("#### Lava Schedules End ####\n")
    sys.stdout.write("\n".join(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
