"""Runs the demo: database, the small city, web server and worker, until Ctrl-C."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from base64 import b64encode
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace import environment
from marketplace.accounts.models import User
from placements.demo.report import account_lines

PATIENCE_SECONDS = 30


class Command(BaseCommand):
    help = "Make the demo city if it is not there yet, and serve it with a worker until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        self._prepare()
        web_command, worker_command = self._commands(options["port"])
        processes = [subprocess.Popen(command) for command in (web_command, worker_command)]  # noqa: S603 -- our own
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            self._welcome(options["port"], processes)
            while processes[0].poll() is None:
                if processes[1].poll() is not None:  # a message that is read half-written ends a worker
                    processes[1] = subprocess.Popen(worker_command)  # noqa: S603 -- our own
                time.sleep(0.5)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()

    def _prepare(self) -> None:
        self._sign_with_own_key()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        if not User.objects.exists():
            call_command("seed_demo", scale="small", out=self._accounts, stdout=self.stdout)
            return
        call_command("load_reference", stdout=StringIO())  # a newer version may bring figures
        if self._accounts.exists():
            told = json.loads(self._accounts.read_text(encoding="utf-8"))
            self.stdout.write("\n".join(account_lines(told["accounts"])))

    def _sign_with_own_key(self) -> None:
        """A demo without a key makes one, once, and its web server and worker inherit it."""
        kept = settings.DATA_DIR / "label_signing_key"
        if settings.LABEL_SIGNING_KEY is None:
            if not kept.exists():
                kept.touch(mode=0o600)
                kept.write_text(b64encode(secrets.token_bytes(32)).decode())
            os.environ["LABEL_SIGNING_KEY"] = kept.read_text()
            settings.LABEL_SIGNING_KEY = environment.signing_key("LABEL_SIGNING_KEY")

    @property
    def _accounts(self) -> Path:
        return settings.DATA_DIR / "demo-accounts.json"

    def _commands(self, port: int) -> list[list[str]]:
        here = Path(sys.executable).parent
        gunicorn = [str(here / "gunicorn"), "marketplace.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
        celery = [str(here / "celery"), "-A", "marketplace", "--quiet", "worker", "--beat", "--loglevel", "error"]
        return [
            [*gunicorn, "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--timeout", "120"],
            [*celery, "--concurrency", "2"],
        ]

    def _welcome(self, port: int, processes: list[subprocess.Popen[bytes]]) -> None:
        address = f"http://127.0.0.1:{port}"
        self._wait_for(f"{address}/health/live", processes)
        self.stdout.write(f"\nOpen {address}/ (log in at {address}/accounts/login/; accounts: {self._accounts})")
        if folder := getattr(settings, "EMAIL_FILE_PATH", ""):
            self.stdout.write(f"Mail is not sent but written, links and codes too, to {folder}")
        self.stdout.write("Ctrl-C stops everything. The next run starts from what is there.")

    def _wait_for(self, url: str, processes: list[subprocess.Popen[bytes]]) -> None:
        for _ in range(PATIENCE_SECONDS * 5):
            if any(process.poll() is not None for process in processes):
                raise CommandError("The web server or the worker stopped at once; is the port taken? Try PORT=8001.")
            try:
                urlopen(url, timeout=1)  # noqa: S310 -- our own address
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
            else:
                return
        raise CommandError(f"The web server did not answer in {PATIENCE_SECONDS} seconds.")
