"""Where a product of production sends: a mail server and a gateway of this machine that keep whatever they are given."""

import http.server
import itertools
import socketserver
import threading
from pathlib import Path


class Sink:
    """A server on a free port of this machine; what arrives lies in a folder, one file each."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.numbers = folder, itertools.count(1)
        folder.mkdir(exist_ok=True)
        sink = self

        class Mails(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                sink.mail(self)

        class Posts(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sink.keep("post", str(self.headers).encode() + self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
                """Quiet."""

        self.servers = [socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) for handler in (Mails, Posts)]
        self.smtp_port, self.http_port = (server.server_address[1] for server in self.servers)
        for server in self.servers:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()

    def keep(self, kind: str, content: bytes) -> None:
        (self.folder / f"{kind}-{next(self.numbers):05d}").write_bytes(content)

    def mail(self, talk: socketserver.StreamRequestHandler) -> None:
        """As much SMTP as a client needs; the envelope is kept with the letter."""
        talk.wfile.write(b"220 sink\r\n")
        envelope = b""
        for line in talk.rfile:
            word = line[:4].upper()
            if word == b"DATA":
                talk.wfile.write(b"354 go on\r\n")
                letter = b"".join(iter(talk.rfile.readline, b".\r\n"))
                self.keep("mail", envelope + letter)
                envelope = b""
            elif word == b"QUIT":
                talk.wfile.write(b"221 bye\r\n")
                return
            else:
                envelope += line if word in (b"MAIL", b"RCPT") else b""
            if word != b"QUIT":
                talk.wfile.write(b"250 ok\r\n")

    def close(self) -> None:
        """End; a second time nothing happens."""
        while self.servers:
            server = self.servers.pop()
            server.shutdown()
            server.server_close()
