"""A migration under readers: no read fails, no row goes."""

import json
import subprocess
import sys

from tests.deployed.machine import BASE

SERVICES = 300


def test_a_migration_fails_no_reader_and_loses_no_row(record_property):
    command = [sys.executable, "-m", "tests.deployed.migrating", str(SERVICES)]
    answer = subprocess.run(command, cwd=BASE, capture_output=True, text=True)  # noqa: S603
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout.splitlines()[-1])
    record_property(
        "figure",
        f"migration of {told['services']} services in {told['seconds']} s: "
        f"{told['reads']} reads, {told['failed']} failed, the longest {told['longest_ms']} ms "
        f"({told['longest_before_ms']} before); {told['rows_before']} rows, "
        f"{told['rows_lost']} lost",
    )
    assert told["failed"] == 0, told["errors"]
    assert told["rows_lost"] == 0
    assert told["services"] == SERVICES
    # The readers did read while the schema changed.
    assert told["reads_meanwhile"] > 0
