"""Facts that tell themselves: signing in and out, roles, passwords, partners' rights."""

from django.contrib.auth import signals
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from actors.audit import chain
from actors.models import AuditEntry, Membership, User

_RIGHTS = ("is_active", "is_staff", "is_superuser")
Action = AuditEntry.Action


def connect() -> None:
    signals.user_logged_in.connect(_signed_in)
    signals.user_logged_out.connect(_signed_out)
    signals.user_login_failed.connect(_refused)
    pre_save.connect(_rights_changed, sender=User)
    m2m_changed.connect(_groups_changed, sender=User.groups.through)
    post_save.connect(_partner_added, sender=Membership)
    post_delete.connect(_partner_removed, sender=Membership)


def about(user: User) -> str:
    return f"compte {user.pk}"


def _signed_in(sender, request, user, **kwargs):
    way = getattr(request, "sign_in_way", "password")
    chain.record(Action.SIGNED_IN, request=request, account=user.pk, way=way)


def _signed_out(sender, request, user, **kwargs):
    if user is not None and user.is_authenticated:
        chain.record(Action.SIGNED_OUT, request=request, account=user.pk)


def _refused(sender, credentials, request=None, **kwargs):
    """Never what was typed: people write their password in the wrong box."""
    if request is None or getattr(request, "sign_in_way", "") == "proconnect":
        return  # ProConnect tells its own reasons
    email = str(credentials.get("username") or "").strip().lower()
    number = User.objects.filter(email=email).values_list("pk", flat=True).first()
    known = f"compte {number}" if number else ""
    chain.record(Action.REFUSED, request=request, about=known, way="password")


def _rights_changed(sender, instance, raw, update_fields=None, **kwargs):
    if raw or (update_fields is not None and not {*update_fields} & {*_RIGHTS, "password"}):
        return
    before = User.objects.filter(pk=instance.pk).values(*_RIGHTS, "password").first()
    if before is None:
        rights = [name for name in _RIGHTS[1:] if getattr(instance, name)]
        if rights:
            chain.record(Action.ROLE_CHANGED, about="nouveau compte", given=rights)
        return
    given = [name for name in _RIGHTS if getattr(instance, name) and not before[name]]
    taken = [name for name in _RIGHTS if before[name] and not getattr(instance, name)]
    if given or taken:
        chain.record(Action.ROLE_CHANGED, about=about(instance), given=given, taken=taken)
    # With `_password` None: Django wrote the same password under a newer method, at a sign-in.
    is_typed = getattr(instance, "_password", None) is not None
    if before["password"] != instance.password and (is_typed or update_fields is None):
        chain.record(Action.PASSWORD_CHANGED, about=about(instance))


def _groups_changed(instance, action: str, reverse: bool, pk_set, model, **kwargs):
    if action not in {"post_add", "post_remove", "pre_clear"} or reverse:
        return
    groups = instance.groups.all() if action == "pre_clear" else model.objects.filter(pk__in=pk_set)
    names = sorted(groups.values_list("name", flat=True))
    if names:
        told = {"given" if action == "post_add" else "taken": names}
        chain.record(Action.ROLE_CHANGED, about=about(instance), **told)


def _partner_added(instance, created: bool, raw: bool, **kwargs):
    told = {"about": f"compte {instance.user_id}", "given": [f"acteur {instance.actor_id}"]}
    if created and not raw:
        chain.record(Action.ROLE_CHANGED, **told)


def _partner_removed(instance, **kwargs):
    told = {"about": f"compte {instance.user_id}", "taken": [f"acteur {instance.actor_id}"]}
    chain.record(Action.ROLE_CHANGED, **told)
