"""The jobs of the night: one that fails does not stop the others, and somebody is told."""

import pytest
from django.core.management import CommandError, call_command

from miramas_guide.management.commands import nightly
from services.models import JobRun

pytestmark = pytest.mark.django_db
JOBS = [("absente", (), {}), ("fold_searches", (), {})]


def test_the_whole_night_on_the_shipped_guide(miramas, settings, tmp_path, capsys):
    settings.VAR_DIR = tmp_path
    chosen = [job for job in nightly.jobs() if job[0] != "build_guide"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nightly, "jobs", lambda: chosen)
        call_command("nightly")
    assert {"fold_searches", "inspect_guide", "backup", "nightly"} <= set(
        JobRun.objects.filter(ok=True).values_list("name", flat=True)
    )
    assert len(list((tmp_path / "backups").glob("*.zip"))) == 1


def test_editions_are_built_in_the_order_that_news_need():
    built = [options["edition"] for name, _, options in nightly.jobs() if name == "build_guide"]
    assert built == ["nouveautes", "standard", "gros-caracteres"]


def test_a_job_that_fails_stops_no_other_and_is_told(inbox, settings, monkeypatch):
    settings.ALERT_EMAIL = "informatique@example.org"
    monkeypatch.setattr(nightly, "jobs", lambda: JOBS)
    with pytest.raises(CommandError, match="absente"):
        call_command("nightly")
    assert JobRun.objects.get(name="fold_searches").ok
    [message] = inbox
    assert message["to"] == "informatique@example.org"
    assert "absente" in message.get_content() and "a échoué" in message["subject"]


def test_without_a_mail_server_the_failure_is_still_said(settings, monkeypatch, capsys):
    settings.ALERT_EMAIL = "informatique@example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    monkeypatch.setattr(nightly, "jobs", lambda: JOBS)
    with pytest.raises(CommandError, match="absente"):
        call_command("nightly")
    assert "L’alerte n’est pas partie" in capsys.readouterr().err


def test_a_job_that_died_is_told_by_systemd(inbox, settings, capsys):
    settings.ALERT_EMAIL = "informatique@example.org"
    call_command("alert", "guide-nightly")
    [message] = inbox
    assert message["to"] == "informatique@example.org"
    assert "journalctl -u guide-nightly" in message.get_content()


def test_without_anybody_to_tell_the_alert_says_so(settings, capsys):
    settings.ALERT_EMAIL = ""
    call_command("alert", "guide-nightly")
    assert "ALERT_EMAIL n’est pas réglé" in capsys.readouterr().out
