"""Partners: the personal link that lets one in, what it confirms at once, what it proposes."""

from datetime import timedelta

import sesame.utils
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from actors import changes
from actors.merge import same
from actors.models import Actor, Membership, User
from services.models import Proposal
from services.upkeep import contacts
from services.upkeep.call_sheet import Line
from services.upkeep.contacts import CONTACT
from services.upkeep.records import MODELS, plain_value

SCOPE = "partenaire"
LASTS = timedelta(days=30)
# What a partner may change, by kind; the contact fields always go through the town.
FIELDS = {
    "actor": ("description", "phone", "email", "website", "review_months"),
    "location": (
        *("address", "address_extra", "postcode", "city", "access_note", "phone", "email"),
        "review_months",
    ),
    "service": (
        *("summary", "description", "price_note", "bring_note", "conditions", "appointment"),
        *("accepts_new", "full_until", "phone", "email", "website", "review_months"),
    ),
    "place": ("note",),
}


def account_of(actor: Actor) -> User:
    """The partner account of an actor, made when there is none: no e-mail is asked."""
    members = User.objects.filter(membership__actor=actor, is_active=True)
    # Never an account of the town's, whose password and rights no letter may carry.
    found = members.filter(is_staff=False, is_superuser=False).order_by("pk").first()
    if found:
        return found
    with transaction.atomic():
        user = User.objects.create_user(label=actor.short_name[:80])
        Membership.objects.create(user=user, actor=actor)
    return user


def new_link(actor: Actor) -> str:
    """« Nouveau lien »: an address for 30 days; every link given before stops working."""
    user = account_of(actor)
    # The token is tied to the password, here an unusable one that nobody ever types.
    user.set_unusable_password()
    user.save()
    return _link(user)


def link_of(actor: Actor) -> str:
    """An address for 30 days beside those given before, for letters and e-mails in number."""
    return _link(account_of(actor))


def _link(user: User) -> str:
    token = sesame.utils.get_token(user, scope=SCOPE)
    return f"{settings.SITE_URL}{reverse('partner_enter')}?{urlencode({'jeton': token})}"


def addresses_of(actors: list[Actor]) -> dict[int, str]:
    """Primary key → where each may be written to: its partner's e-mail, else its own.

    "" when nothing is known, or when the town closed its account. One query for all.
    """
    accounts: dict[int, list[User]] = {actor.pk: [] for actor in actors}
    members = Membership.objects.filter(actor__in=list(accounts)).order_by("user_id")
    for member in members.select_related("user"):
        accounts[member.actor_id].append(member.user)
    return {actor.pk: _address(actor, accounts[actor.pk]) for actor in actors}


def _address(actor: Actor, accounts: list[User]) -> str:
    if accounts and not any(user.is_active for user in accounts):
        return ""
    known = (user.email for user in accounts if user.is_active and user.email)
    return next(known, actor.email)


def user_of(token: str) -> User | None:
    """Whose link this is; None when it is forged, too old, replaced, or now of the town's."""
    user = sesame.utils.get_user(token, scope=SCOPE, max_age=LASTS, update_last_login=False)
    return None if user and (user.is_staff or user.is_superuser) else user


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


def confirm(actor: Actor, chosen: list[Line]) -> int:
    """« Tout est juste »: the partner's word applies at once, to the records it ticked."""
    today, by = timezone.localdate(), _("par %(actor)s") % {"actor": actor.short_name}
    with transaction.atomic():
        return sum(
            changes.confirm(
                model.objects.filter(pk__in=[x.record.pk for x in chosen if x.kind == kind]),
                on=today,
                by=by,
            )
            for kind, model in MODELS.items()
        )


def propose(record, kind: str, values: dict, *, user: User, comment: str = "") -> Proposal | None:
    """Keep what the partner would change; None when nothing differs.

    A proposal of the same person on the same record that still waits is replaced, not piled up.
    Another phone, e-mail or website is told at once to the contact known until now.
    """
    now = {name: plain_value(getattr(record, name)) for name in values}
    wanted = {name: plain_value(value) for name, value in values.items()}
    wanted = {name: value for name, value in wanted.items() if not same(now[name], value)}
    waiting = Proposal.objects.waiting().filter(uid=record.uid, author=user)
    if not wanted and not comment:
        waiting.update(status=Proposal.Status.WITHDRAWN, decided_at=timezone.now())
        return None
    told = {
        "base": {name: now[name] for name in wanted},
        "values": wanted,
        "base_version": record.version,
        "comment": comment[:500],
    }
    with transaction.atomic():
        found = waiting.select_for_update().first()
        contact = {name: wanted[name] for name in CONTACT if name in wanted}
        is_news = contact.items() - (found.values.items() if found else set())
        if found is None:
            found = Proposal.objects.create(
                uid=record.uid,
                kind=kind,
                actor=_actor_of(record, kind),
                origin=Proposal.Origin.PARTNER,
                author=user,
                **told,
            )
        else:
            for name, value in told.items():
                setattr(found, name, value)
            found.save()
    if is_news:
        contacts.warn(record, contact, now, is_done=False)
    return found


def _actor_of(record, kind: str) -> Actor:
    if kind == "actor":
        return record
    return record.service.actor if kind == "place" else record.actor
