"""A real mail server on a free port of this machine, and what it received."""

import email
import socket
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message


class _Inbox(Message):
    def __init__(self):
        super().__init__()
        self.received: list[EmailMessage] = []

    def handle_message(self, message):
        self.received.append(email.message_from_bytes(message.as_bytes(), policy=default))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def inbox(settings):
    """The list of the messages received; the site is set to send there."""
    handler = _Inbox()
    server = Controller(handler, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield handler.received
    server.stop()


class _Refusing(_Inbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        return f"550 5.1.1 {address} is unknown here"


@pytest.fixture
def refusing_mail(settings):
    """A mail server that refuses every recipient, and repeats the address in its answer."""
    server = Controller(_Refusing(), hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield
    server.stop()


@pytest.fixture
def no_mail(settings):
    """The default installation: no mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture
def dead_mail(settings):
    """A mail server that does not answer."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


def text_of(message: EmailMessage) -> str:
    """The part for those who read plain text, with ordinary spaces."""
    return message.get_body(("plain",)).get_content().replace("\xa0", " ")


def html_of(message: EmailMessage) -> str:
    return message.get_body(("html",)).get_content().replace("\xa0", " ")
