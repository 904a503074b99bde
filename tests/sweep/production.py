"""The product as it runs in production: settings of production, nginx with the documented file before it, real senders, backups."""

import re
import secrets
import shutil
import signal
import subprocess
from pathlib import Path

import httpx

from tests.faults.machine import ROOT, free_port, wait_for
from tests.sweep.office import Office
from tests.sweep.sinks import Sink

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
CONFIG = ROOT / "docs" / "ops" / "nginx.conf"
AROUND = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx/start.log crit;
events {{ worker_connections 512; }}
http {{
{temporary}
include {folder}/site.conf;
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def documented(*, port: int, plain: int, upstream: int, logs: Path, certificates: Path) -> str:
    """The documented file with the places of a test: ports, log folder, certificates. Nothing else is changed."""
    text = CONFIG.read_text()
    for old, new in (
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{upstream};"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/var/log/nginx/", f"{logs}/"),
        ("/etc/ssl/pamong/", f"{certificates}/"),
    ):
        assert old in text, f"{CONFIG.name} has no {old!r}"
        text = text.replace(old, new)
    return re.sub(r"server_name [^;]+;", "server_name localhost;", text)


class Production(Office):
    """Behind nginx with TLS; mails and messages leave for a sink."""

    def __init__(self) -> None:
        super().__init__()
        self.front, self.plain = free_port(), free_port()
        self.sink = Sink(self.folder / "sent")
        self.secret_key = secrets.token_urlsafe(50)
        self.nginx: subprocess.Popen[bytes] | None = None

    @property
    def env(self) -> dict[str, str]:
        own = {
            "PAMONG_ENV": "production",
            "SECRET_KEY": self.secret_key,
            "PAMONG_HOSTS": "localhost",
            "PAMONG_URL": self.url,
            "PAMONG_SMTP_URL": f"smtp://127.0.0.1:{self.sink.smtp_port}",
            "PAMONG_GATEWAY_URL": f"http://127.0.0.1:{self.sink.http_port}/",
            "PAMONG_GATEWAY_TOKEN": "token-uji",
        }
        return {**super().env, **own}

    @property
    def url(self) -> str:
        return f"https://localhost:{self.front}"

    @property
    def logs(self) -> dict[str, Path]:
        files = {f"nginx: {path.name}": path for path in sorted((self.folder / "nginx").glob("*.log"))}
        return {**super().logs, **files}

    @property
    def cookie(self) -> str:
        return "__Host-sessionid"

    def serve(self, *, seconds: float = 90) -> None:
        self._start_nginx()
        super().serve(seconds=seconds)

    def is_ready(self) -> bool:
        try:
            answer = httpx.get(f"{self.url}/healthz/ready", timeout=2, verify=False)  # our own certificate
        except httpx.HTTPError:
            return False
        return answer.status_code == 200 and answer.json()["worker"] == "ok"

    def _start_nginx(self) -> None:
        assert NGINX, "nginx is missing. As root on Debian: apt-get install nginx-light"
        logs, work = self.folder / "nginx", self.folder / "nginx-work"
        logs.mkdir()
        work.mkdir()
        subject = ["-nodes", "-days", "2", "-subj", "/CN=localhost"]
        names = ["-keyout", str(work / "key.pem"), "-out", str(work / "fullchain.pem")]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", *subject, *names], check=True, capture_output=True
        )
        site = documented(port=self.front, plain=self.plain, upstream=self.port, logs=logs, certificates=work)
        (self.folder / "site.conf").write_text(site)
        temporary = "\n".join(f"{name}_temp_path {self.temporary}/nginx-{name};" for name in TEMPORARY)
        (self.folder / "nginx.conf").write_text(AROUND.format(folder=self.folder, temporary=temporary))
        command = [NGINX, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        self.nginx = subprocess.Popen(command, stderr=(self.folder / "nginx-start.txt").open("wb"))
        wait_for((self.folder / "nginx.pid").exists, 20, (self.folder / "nginx-start.txt").read_text())

    def back_up(self) -> Path:
        """With the product's own command; answers the folder."""
        done = self.command("backup", str(self.folder / "backup"))
        assert done.returncode == 0, done.stderr
        return next((self.folder / "backup").iterdir())

    def stop(self) -> None:
        if self.nginx is not None:
            self.nginx.send_signal(signal.SIGTERM)
            self.nginx.wait(20)
            self.nginx = None
        self.sink.close()
        super().stop()

    def remove(self) -> None:
        self.stop()
        super().remove()
