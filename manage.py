#!/usr/bin/env python
"""Command line of the guide: `manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miramas_guide.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A missing setting is for the technician to read, not a fault of the program.
        sys.exit(str(error))


if __name__ == "__main__":
    main()
