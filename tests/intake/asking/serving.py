"""A chat endpoint of our own on 127.0.0.1, well-behaved or not, as a test wants it."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from weltoffen.intake.asking import Model

Reply = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@dataclass
class Asked:
    """What the endpoint was asked."""

    port: int
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def model(self, **changes: Any) -> Model:
        values = {"address": f"http://127.0.0.1:{self.port}/v1", "name": "klein", "seconds": 5}
        return Model(**(values | changes))

    @property
    def texts(self) -> list[str]:
        """Return the pieces of text that were shown."""
        return [
            request["messages"][1]["content"]
            .partition("PAGE BEGINS\n")[2]
            .removesuffix("\nPAGE ENDS")
            for request in self.requests
        ]


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def chat(content: object, finish: str = "stop") -> bytes:
    """Return the body of an answer in which the model says this."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}}
    return json.dumps({"choices": [choice | {"finish_reason": finish}]}).encode()


def says(content: object, status: int = 200) -> Reply:
    """Return a reply in which the model says this; what is no text is said as JSON."""
    said = content if isinstance(content, str) else json.dumps(content)
    return lambda handler, _request: send(handler, chat(said), status)


@contextlib.contextmanager
def endpoint(reply: Reply) -> Iterator[Asked]:
    """Serve a chat endpoint until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.requests.append(json.loads(body))
            asked.headers.append({name.lower(): value for name, value in self.headers.items()})
            asked.paths.append(self.path)
            with contextlib.suppress(OSError):
                reply(self, asked.requests[-1])

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing: clients that hang up are what these tests are about."""

    with Server(("127.0.0.1", 0), Handler) as server:
        asked = Asked(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield asked
        finally:
            server.shutdown()
            thread.join()
