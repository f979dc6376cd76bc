"""What a change must pass: the official judges too, wherever their schemas can be had."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent


@pytest.fixture
def ci(tmp_path):
    """Give a function that runs `.ci/run` of a clone where `make` only says what it was asked."""
    clone = tmp_path / "clone"
    (clone / ".ci").mkdir(parents=True)
    shutil.copy(BASE / ".ci" / "run", clone / ".ci" / "run")
    make = tmp_path / "bin" / "make"
    make.parent.mkdir()
    make.write_text('#!/bin/sh\necho "make $*"\n')
    make.chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if name != "SCHEMAS"}
    environment["PATH"] = f"{make.parent}:{environment['PATH']}"

    def run(**more) -> list[str]:
        answer = subprocess.run(  # noqa: S603
            [clone / ".ci" / "run"],
            env=environment | more,
            capture_output=True,
            text=True,
            check=True,
        )
        return answer.stdout.splitlines()

    return run


def test_the_official_judges_are_asked_when_their_schemas_lie_beside_the_clone(ci, tmp_path):
    (tmp_path / "shared" / "data" / "standards").mkdir(parents=True)
    asked = ["make check", "make test", "make conformance SCHEMAS=../shared/data/standards"]
    assert ci() == asked


def test_another_folder_of_schemas_can_be_named(ci, tmp_path):
    assert ci(SCHEMAS=str(tmp_path))[-1] == f"make conformance SCHEMAS={tmp_path}"


def test_a_clone_without_schemas_says_that_they_were_not_asked(ci):
    *asked, last = ci()
    assert asked == ["make check", "make test"]
    assert "« make conformance » n’a pas été lancé" in last
