"""The house rules of the test runs themselves."""

import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.urls import path

from tests.run import verdict

BASE = Path(__file__).resolve().parent.parent


def write_a_group(request):
    Group.objects.create(name="written")
    return HttpResponse("written")


urlpatterns = [path("write", write_a_group)]


def test_a_get_may_not_write(client, db, settings):
    settings.ROOT_URLCONF = __name__
    with pytest.raises(AssertionError, match="A GET wrote to the database: INSERT"):
        client.get("/write")


def test_a_post_may_write(client, db, settings):
    settings.ROOT_URLCONF = __name__
    client.post("/write")
    assert Group.objects.filter(name="written").exists()


def test_no_test_leaves_the_machine():
    with socket.socket() as outward, pytest.raises(AssertionError, match="only this machine"):
        outward.connect(("192.0.2.1", 80))


def test_what_is_skipped_or_expected_to_fail_fails(tmp_path):
    answer = run_pytest(
        tmp_path,
        """
import pytest

@pytest.mark.skip(reason="no browser here")
def test_skipped(): pass

@pytest.mark.xfail(reason="later")
def test_expected(): assert 0

@pytest.mark.xfail(reason="later")
def test_unexpected(): pass

def test_gives_up(): pytest.skip("no database here")
""",
    )
    assert "no browser here" in answer.stdout
    assert "no database here" in answer.stdout
    assert "3 failed, 1 error" in answer.stdout
    assert answer.returncode == 1


def test_a_file_that_skips_itself_fails(tmp_path):
    answer = run_pytest(tmp_path, "import pytest\npytest.importorskip('not_installed')\n")
    assert "not_installed" in answer.stdout
    assert answer.returncode != 0


def test_the_second_database_is_asked_only_what_concerns_it(tmp_path):
    code = """
        import pytest

        @pytest.mark.django_db
        def test_marked(): pass

        @pytest.fixture
        def record(db): pass

        def test_by_a_fixture(record): pass

        def test_pure(): pass
    """
    answer = run_pytest(tmp_path, textwrap.dedent(code), "--database-only", "-v")
    assert "test_marked" in answer.stdout and "test_by_a_fixture" in answer.stdout
    assert "test_pure" not in answer.stdout and "1 deselected" in answer.stdout


def run_pytest(folder: Path, code: str, *options: str) -> subprocess.CompletedProcess:
    (folder / "test_sample.py").write_text(code)
    command = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "pyproject.toml")
    return subprocess.run(  # noqa: S603
        [*command, *options, str(folder)], cwd=BASE, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("codes", "code"),
    [((0, 0), 0), ((5, 0), 0), ((1, 0), 1), ((0, 2), 2), ((-9, 0), -9), ((5, 5), 5)],
)
def test_one_database_may_have_no_chosen_test_but_not_both(codes, code):
    assert verdict(list(codes)) == code
