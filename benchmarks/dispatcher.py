#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A stand-in for lava-dispatcher, at about its cost: Python, boto3, one message a job.

  dispatcher.py --worker WORKER [--level LEVEL] [--delay DELAY] [--] JOB...

It goes on after a job that cannot be sent, and then fails, as the real one does.
"""

import argparse
import json
import os
import sys

import boto3


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--worker", required=True)
    parser.add_argument("--level")
    parser.add_argument("--delay", default="0")
    parser.add_argument("jobs", nargs="+")
    args = parser.parse_args()

    # The second client is for the cost alone: with it, this takes about what the real one takes.
    boto3.client("dynamodb")
    queues = boto3.client("sqs", endpoint_url=os.environ["SQS_STAND_IN"])
    url = queues.get_queue_url(QueueName=f"lava-{args.worker}")["QueueUrl"]
    failed = False
    for job in args.jobs:
        body = json.dumps({"job_id": job, "delay": args.delay, "sender": os.getpid()})
        try:
            queues.send_message(QueueUrl=url, MessageBody=body)
        except Exception as e:  # pylint: disable=broad-except
            print(f"{job}: {e}", file=sys.stderr)
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
