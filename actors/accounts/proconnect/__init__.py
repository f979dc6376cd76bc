"""ProConnect, the State's OpenID Connect for public and private organisations; off by default.

It says who somebody is. Whether that person may enter is decided here, by e-mail and SIRET.
"""

from django.conf import settings


def is_on() -> bool:
    return bool(settings.PROCONNECT_URL and settings.PROCONNECT_CLIENT_ID)
