#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A queue service that takes messages, notes when, and keeps nothing else.

Prints its port. Each line on standard input is answered by one line of JSON with what came since
the last: a list of [body, seconds of the monotonic clock]. It understands the form-encoded requests
of Debian's boto3, GetQueueUrl and SendMessage, and answers everything else with an error.
"""

import asyncio
import hashlib
import json
import sys
import time
from urllib.parse import parse_qs

messages = []


def answer(form, port):
    action = form.get("Action", ["?"])[0]
    if action == "GetQueueUrl":
        result = f"<QueueUrl>http://127.0.0.1:{port}/000000000000/{form['QueueName'][0]}</QueueUrl>"
    elif action == "SendMessage":
        body = form["MessageBody"][0]
        messages.append((body, time.monotonic()))
        digest = hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()
        result = (f"<MessageId>{len(messages)}</MessageId>"
                  f"<MD5OfMessageBody>{digest}</MD5OfMessageBody>")
    else:
        return 400, "<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>"
    return 200, (f"<{action}Response><{action}Result>{result}</{action}Result><ResponseMetadata>"
                 f"<RequestId>0</RequestId></ResponseMetadata></{action}Response>")


async def serve(reader, writer):
    port = writer.get_extra_info("sockname")[1]
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.split("content-length:")[1].split("\r\n")[0])
            form = parse_qs((await reader.readexactly(length)).decode())
            status, text = answer(form, port)
            writer.write(f"HTTP/1.1 {status} -\r\nContent-Type: text/xml\r\n"
                         f"Content-Length: {len(text)}\r\n\r\n{text}".encode())
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while await lines.readline():
        print(json.dumps(messages), flush=True)
        messages.clear()


if __name__ == "__main__":
    asyncio.run(main())
