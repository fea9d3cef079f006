# SPDX-License-Identifier: Apache-2.0
"""The table of the benchmarks of whole processes, and TLS in front of it."""

import contextlib
import http.client
import json
import os
import socket
import ssl
import statistics
import subprocess
import sys
import time

from common import DISPATCHER, PYTHON, Wrong, need

WARM_UPS = 30  # queries of 1,000 jobs or fewer; of more, a fifth


def must_serve():
    """Ends the benchmark if something is missing that a table and its peer need."""
    need("stunnel4", "stunnel4")
    if subprocess.run(
            [PYTHON, "-c", "import boto3"], stderr=subprocess.DEVNULL, check=False).returncode:
        sys.exit(f"benchmarks: {PYTHON} must have boto3, found none; apt install python3-boto3")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    for _ in range(200):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    sys.exit(f"benchmarks: port {port} must answer, found nothing there")


class Tables:
    """DynamoDB Local with a realm for each size, and the same records in files."""

    def __init__(self, build, folder, sizes):
        self.log = os.path.join(folder, "tables.log")
        self.process = subprocess.Popen(
            build.command("LocalTables", folder, *sizes),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            stderr=open(self.log, "w", encoding="utf-8"))
        self.port = int(self._answer())

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            with open(self.log, encoding="utf-8", errors="replace") as log:
                sys.exit("benchmarks: DynamoDB Local must run, found it ended:\n" + log.read())
        return line.strip()

    def _ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self._answer()

    def put(self, size, state):
        self._ask(f"{size} {state}")

    def queries(self):
        """How many were answered since this was asked before."""
        return int(self._ask("queries"))

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)


class Proxy:
    """TLS in front of a port: a throwaway authority and a certificate of it for localhost."""

    def __init__(self, folder, port):
        stunnel, openssl = need("stunnel4", "stunnel4"), need("openssl", "openssl")
        self.authority = os.path.join(folder, "ca.pem")
        key, pem = os.path.join(folder, "ca.key"), os.path.join(folder, "server.pem")
        request, names = os.path.join(folder, "server.csr"), os.path.join(folder, "names")
        with open(names, "w", encoding="ascii") as file:
            file.write("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        for command in (
            f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=throwaway -keyout {key}"
            f" -out {self.authority}",
            f"req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout {pem}.key -out {request}",
            f"x509 -req -in {request} -CA {self.authority} -CAkey {key} -CAcreateserial -days 2"
            f" -extfile {names} -out {pem}",
        ):
            subprocess.run([openssl, *command.split()], check=True, stderr=subprocess.DEVNULL)
        self.port = free_port()
        settings = os.path.join(folder, "stunnel.conf")
        with open(settings, "w", encoding="ascii") as file:
            # The curve that AWS prefers; it has others too, as stunnel has here.
            file.write(f"foreground = yes\npid =\ndebug = 3\nsyslog = no\n[dynamodb]\n"
                       f"accept = 127.0.0.1:{self.port}\nconnect = 127.0.0.1:{port}\n"
                       f"cert = {pem}\nkey = {pem}.key\ncurves = X25519:P-256\n")
        self.process = subprocess.Popen(
            [stunnel, settings],
            stderr=open(os.path.join(folder, "stunnel.log"), "w", encoding="utf-8"))
        wait_for(self.port, self.process)

    def close(self):
        self.process.terminate()
        self.process.wait(30)


def answer_seconds(proxy, size):
    """How long the table and the proxy alone take for all pages, on an open connection."""
    connection = http.client.HTTPSConnection(
        "localhost", proxy.port, context=ssl.create_default_context(cafile=proxy.authority))
    query = {
        "TableName": f"lava.bench{size}.jobs", "IndexName": "dispatcher-index",
        "KeyConditionExpression": "dispatcher = :d",
        "ExpressionAttributeValues": {":d": {"S": DISPATCHER}}}
    headers = {
        "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.Query",
        # It is not checked there, but must look like one.
        "Authorization": "AWS4-HMAC-SHA256 Credential=bench/20260101/ap-southeast-2/dynamodb/"
        "aws4_request, SignedHeaders=host, Signature=0"}
    seconds, more = 0.0, {}
    with contextlib.closing(connection):
        connection.connect()
        while more is not None:
            start = time.perf_counter()
            connection.request("POST", "/", json.dumps(query | more), headers)
            response = connection.getresponse()
            body = response.read()
            seconds += time.perf_counter() - start
            if response.status != 200:
                raise Wrong(f"a query must be answered, found {response.status}: {body!r}")
            last = json.loads(body).get("LastEvaluatedKey")
            more = {"ExclusiveStartKey": last} if last else None
    return seconds


def warm_up(proxy, size):
    """For the server, whose compiler would else be at work later."""
    for _ in range(WARM_UPS if size <= 1000 else WARM_UPS // 5):
        answer_seconds(proxy, size)


def steady_seconds(proxy, size):
    warm_up(proxy, size)
    return statistics.median(answer_seconds(proxy, size) for _ in range(5))
