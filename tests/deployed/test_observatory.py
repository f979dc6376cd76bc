"""MDN's HTTP Observatory judges the site behind the nginx that is shipped, over https."""

import json
import os
import subprocess

import pytest

from tests import databases, system
from tests.deployed import nginx
from tests.deployed.machine import machine

NAME = "guide.example"
SCRIPT = system.NODE_FOLDER / "observatory.mjs"


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """What the Observatory says."""
    folder = tmp_path_factory.mktemp("observatory")
    site = machine(folder)
    site.prepare()
    site.start()
    https, http = databases.free_port(), databases.free_port()
    try:
        with nginx.running(folder, var=site.var, https=https, http=http, processes=[site.port]):
            command = [*system.node(), str(SCRIPT), NAME, str(https), str(http)]
            trusted = os.environ | {"NODE_EXTRA_CA_CERTS": str(folder / "cert.pem")}
            answer = subprocess.run(  # noqa: S603
                command, env=trusted, cwd=system.NODE_FOLDER, capture_output=True, text=True
            )
    finally:
        site.stop()
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_every_test_is_passed(judged, record_property):
    record_property("figure", f"Observatory: {judged['grade']}, {judged['score']} points")
    assert {name: each for name, each in judged["tests"].items() if not each["pass"]} == {}
    assert judged["grade"] == "A+"


def test_every_point_that_can_be_earned_is(judged):
    """10 for the policy, 10 for resources kept to the site, 5 for referrers, 5 for frames.

    What is left needs cookies or scripts of others, which public pages have not, and the list of
    preloaded names that browsers ship.
    """
    earned = {name: each["modifier"] for name, each in judged["tests"].items()}
    assert sorted(points for points in earned.values() if points) == [5, 5, 10, 10]
