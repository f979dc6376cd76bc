"""Groups of people, declared here and kept so at each migration."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

EDITOR = "Rédaction"
MANAGER = "Responsable"
ADVISOR = "Conseil"

# Accounts, partners and settings are the manager's; nobody deletes a record (archive instead).
_MANAGED_MODELS = (
    *("user", "membership", "guidesettings", "group", "auditentry"),
    *("secondfactor", "recoverycode", "proconnectidentity"),
)
_KEPT_MODELS = ("actor", "location", "service", "pathway")


def _editing():
    """What an editor may do: see, add and change everything but accounts and settings."""
    return (
        Q(content_type__app_label__in=("actors", "services"))
        & ~Q(content_type__model__in=_MANAGED_MODELS)
        & ~Q(codename__startswith="delete_", content_type__model__in=_KEPT_MODELS)
        & ~Q(content_type__model__startswith="historical", codename__startswith="delete_")
    )


def _managing():
    return _editing() | Q(content_type__app_label="actors", content_type__model__in=_MANAGED_MODELS)


def fill_groups(*, using: str = "default") -> None:
    """Create the three groups and give each exactly its permissions."""
    settings = Q(content_type__app_label="services", content_type__model="guidesettings")
    rules = {EDITOR: _editing(), MANAGER: _managing() | settings, ADVISOR: None}
    for name, rule in rules.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        permissions = Permission.objects.using(using)
        group.permissions.set(permissions.filter(rule) if rule else permissions.none())
