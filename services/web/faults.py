"""What stands in the way when it is the machine and not the guide, in words for staff."""

import errno

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

# Where people type what must not be lost without a word.
WORKING_PAGES = ("/gestion/", "/partenaire/")


def fault_of(error: BaseException | None) -> str:
    """One sentence on the fault and one on what to do; "" for an error of the guide itself."""
    said = str(error).lower()
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full_disk()
    if not isinstance(error, (OperationalError, InterfaceError)):
        return ""
    if "full" in said or "no space" in said or "disk i/o" in said:
        return _full_disk()
    if "locked" in said:
        return _(
            "Le guide est très occupé. Votre dernière modification n’est pas enregistrée."
            " Revenez en arrière et réessayez dans une minute."
        )
    return _(
        "La base de données ne répond pas. Votre dernière modification n’est pas enregistrée."
        " Réessayez dans une minute, puis prévenez le service informatique."
    )


def _full_disk() -> str:
    return _(
        "Le disque du serveur est plein. Votre dernière modification n’est pas enregistrée."
        " Prévenez le service informatique : il faut faire de la place."
    )
