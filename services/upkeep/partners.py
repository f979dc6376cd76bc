"""Partners: the personal link that lets one in, what it confirms at once, what it proposes."""

from datetime import timedelta

import sesame.utils
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from actors import changes
from actors.merge import same
from actors.models import Actor, Membership, User
from services.models import Proposal, ServiceAtLocation
from services.upkeep.records import MODELS

SCOPE = "partenaire"
LASTS = timedelta(days=30)
# What a partner may change, by kind; the contact fields always go through the town.
FIELDS = {
    "actor": ("description", "phone", "email", "website"),
    "location": ("access_note", "phone", "email"),
    "service": ("summary", "description", "price_note", "bring_note", "phone", "email", "website"),
    "place": ("note",),
}
CONTACT = ("phone", "email", "website")


def account_of(actor: Actor) -> User:
    """The partner account of an actor, made when there is none: no e-mail is asked."""
    found = User.objects.filter(membership__actor=actor, is_active=True).order_by("pk").first()
    if found:
        return found
    with transaction.atomic():
        user = User.objects.create_user(label=actor.short_name[:80])
        Membership.objects.create(user=user, actor=actor)
    return user


def new_link_token(actor: Actor) -> str:
    """A token for 30 days; every link given before stops working."""
    user = account_of(actor)
    # The token is tied to the password, here an unusable one that nobody ever types.
    user.set_unusable_password()
    user.save()
    return sesame.utils.get_token(user, scope=SCOPE)


def user_of(token: str) -> User | None:
    """Whose link this is; None when it is forged, too old or replaced."""
    return sesame.utils.get_user(token, scope=SCOPE, max_age=LASTS, update_last_login=False)


def actors_of(user: User) -> QuerySet:
    """The organisations whose space this person enters: an editor's own ones, not all."""
    mine = Actor.objects.editable_by(user).filter(membership__user=user)
    return mine.order_by("name_key", "pk")


def record_of(user: User, kind: str, uid):
    """A record of one of this partner's actors, or None: another's does not exist for it."""
    model = MODELS.get(kind)
    if model is None:
        return None
    found = model.objects.editable_by(user).filter(uid=uid)
    return found.exclude(**_archived(kind)).first()


def _archived(kind: str) -> dict:
    return {"service__state": "archived"} if kind == "place" else {"state": "archived"}


def confirm_all(actor: Actor) -> int:
    """« Tout est juste »: the partner's word applies at once, to everything it keeps."""
    today, by = timezone.localdate(), _("par %(actor)s") % {"actor": actor.short_name}
    kept = (
        Actor.objects.filter(pk=actor.pk),
        actor.locations.exclude(state="archived"),
        actor.services.exclude(state="archived"),
        ServiceAtLocation.objects.filter(service__in=actor.services.exclude(state="archived")),
    )
    with transaction.atomic():
        return sum(changes.confirm(rows, on=today, by=by) for rows in kept)


def propose(record, kind: str, values: dict, *, user: User, comment: str = "") -> Proposal | None:
    """Keep what the partner would change; None when nothing differs.

    A proposal of the same person on the same record that still waits is replaced, not piled up.
    """
    wanted = {
        name: value for name, value in values.items() if not same(getattr(record, name), value)
    }
    waiting = Proposal.objects.waiting().filter(uid=record.uid, author=user)
    if not wanted and not comment:
        waiting.update(status=Proposal.Status.WITHDRAWN, decided_at=timezone.now())
        return None
    told = {
        "base": {name: getattr(record, name) for name in wanted},
        "values": wanted,
        "base_version": record.version,
        "comment": comment[:500],
    }
    with transaction.atomic():
        found = waiting.select_for_update().first()
        if found is None:
            return Proposal.objects.create(
                uid=record.uid,
                kind=kind,
                actor=_actor_of(record, kind),
                origin=Proposal.Origin.PARTNER,
                author=user,
                **told,
            )
        for name, value in told.items():
            setattr(found, name, value)
        found.save()
    return found


def _actor_of(record, kind: str) -> Actor:
    if kind == "actor":
        return record
    return record.service.actor if kind == "place" else record.actor
