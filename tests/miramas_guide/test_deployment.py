"""Starting and stopping the guide."""

import socket
import stat
import threading

import pytest

from miramas_guide.deployment import start
from miramas_guide.deployment.server import Server


@pytest.fixture
def bare_environment(monkeypatch, tmp_path):
    for name in ("SECRET_KEY", "SECRET_KEY_FILE", "PORT", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    return tmp_path / "var"


def test_the_secret_is_made_once_and_for_its_owner_alone(bare_environment):
    start.make_secret()
    secret = bare_environment / "secret"
    first = secret.read_text()
    start.make_secret()
    assert secret.read_text() == first
    assert len(first) >= 50
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_a_given_secret_is_enough(bare_environment, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "given")
    start.make_secret()
    assert not bare_environment.exists()


@pytest.mark.parametrize("value", ["quatre", "0", "65536", "-1"])
def test_a_wrong_port_is_named(bare_environment, monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(SystemExit, match="PORT doit être un nombre"):
        start.free_port()


def test_a_taken_port_is_named(bare_environment, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(SystemExit, match="ne peut pas être ouvert"):
            start.free_port()


def test_a_signal_in_the_midst_of_another_does_not_hang_the_server():
    server = Server("miramas_guide.wsgi:application")
    with server.main_loop_interrupt._cond:  # where a first signal may find the main thread
        handler = threading.Thread(target=server.signal_handler_interrupt, daemon=True)
        handler.start()
        handler.join(5)
        assert not handler.is_alive()
    assert server.main_loop_interrupt.wait(5)
