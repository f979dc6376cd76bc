"""Where the official schemas lie."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def schemas() -> Path:
    """The folder that `make conformance SCHEMAS=…` names."""
    return Path(os.environ["SCHEMAS"])
