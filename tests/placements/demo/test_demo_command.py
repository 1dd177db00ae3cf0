"""`make demo` with its servers doubled: what it prepares, starts, starts again and stops."""

import json
import stat
from base64 import b64decode
from io import StringIO
from urllib.error import URLError

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from marketplace.accounts.models import User
from placements.management.commands import demo

pytestmark = pytest.mark.django_db


class Process:
    """A server that goes on for some looks, then has ended."""

    started: list["Process"]

    def __init__(self, command):
        self.command, self.looks, self.said = command, 4, []
        self.started.append(self)

    def poll(self):
        self.looks -= 1
        return None if self.looks > 0 else 0

    def terminate(self):
        self.said.append("terminate")

    def wait(self):
        self.said.append("wait")


class MortalWorker(Process):
    """The first worker has ended when it is looked at after the welcome."""

    def __init__(self, command):
        super().__init__(command)
        if "worker" in command and sum("worker" in each.command for each in self.started) == 1:
            self.looks = 2


@pytest.fixture
def house(monkeypatch, settings, tmp_path):
    """A data folder of its own, no waiting, and what is called and started instead of done."""
    settings.DATA_DIR, settings.LABEL_SIGNING_KEY = tmp_path, None
    monkeypatch.setenv("LABEL_SIGNING_KEY", "")
    called = []
    monkeypatch.setattr(Process, "started", [], raising=False)
    monkeypatch.setattr(demo, "call_command", lambda name, **named: called.append((name, named.get("scale"))))
    monkeypatch.setattr(demo.subprocess, "Popen", Process)
    monkeypatch.setattr(demo.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(demo.signal, "signal", lambda *_: None)
    monkeypatch.setattr(demo, "urlopen", lambda *_args, **_named: None)
    return called


def run():
    out = StringIO()
    call_command("demo", port=8123, stdout=out)
    return out.getvalue()


def test_an_empty_database_gets_the_small_city_and_both_servers(house):
    told = run()
    assert house[0] == ("migrate", None)
    assert house[-1] == ("seed_demo", "small")
    web, worker = Process.started
    assert "127.0.0.1:8123" in web.command
    assert "worker" in worker.command
    assert "Open http://127.0.0.1:8123/" in told
    assert [each.said for each in Process.started] == [["terminate", "wait"]] * 2


def test_a_city_that_is_there_stays_and_its_accounts_are_told_again(house, tmp_path):
    User.objects.create(email="hr@demo.example")
    account = {"role": "hr", "email": "hr@demo.example", "password": "geheim", "ended": False}
    account["organisation_name"] = "Demo Kraan"
    (tmp_path / "demo-accounts.json").write_text(json.dumps({"accounts": [account]}))
    told = run()
    assert "Password of every account: geheim" in told
    assert "hr@demo.example" in told
    assert house[-1] == ("load_reference", None)
    assert "seed_demo" not in dict(house)


def test_a_worker_that_ended_is_started_again(house, monkeypatch):
    monkeypatch.setattr(demo.subprocess, "Popen", MortalWorker)
    run()
    web, first, second = Process.started
    assert first.command == second.command
    assert (web.said, first.said, second.said) == (["terminate", "wait"], [], ["terminate", "wait"])


def test_a_port_that_is_taken_is_said_and_nothing_stays_behind(house, monkeypatch):
    monkeypatch.setattr(Process, "poll", lambda self: 1)
    with pytest.raises(CommandError, match="is the port taken"):
        run()
    assert [each.said for each in Process.started] == [["terminate", "wait"]] * 2


def test_a_server_that_never_answers_is_given_up(house, monkeypatch):
    def away(*_args, **_named):
        raise URLError("refused")

    monkeypatch.setattr(demo, "urlopen", away)
    monkeypatch.setattr(Process, "poll", lambda self: None)
    with pytest.raises(CommandError, match="did not answer in 30 seconds"):
        run()
    assert [each.said for each in Process.started] == [["terminate", "wait"]] * 2


def test_a_key_is_made_once_and_only_its_owner_reads_it(house, tmp_path, settings):
    run()
    kept = tmp_path / "label_signing_key"
    first = kept.read_text()
    assert (len(b64decode(first)), stat.S_IMODE(kept.stat().st_mode)) == (32, 0o600)
    settings.LABEL_SIGNING_KEY = None
    run()
    assert kept.read_text() == first
