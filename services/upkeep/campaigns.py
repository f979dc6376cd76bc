"""Campaigns of a season: who is asked, by e-mail or by letter, who answered, who is asked again."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor, Location
from services.models import Campaign, GuideSettings, Invitation
from services.upkeep import mail, partners

SUMMER_MONTHS, LAST_SUMMER_DAY = (7, 8), 31
_CHRISTMAS = ((12, 19), (1, 4))


def next_season(today: date) -> dict:
    """What a new campaign proposes: the next summer or Christmas, as initial values."""
    if today.month in range(2, 9):
        season, first, last = Campaign.Season.SUMMER, (7, 1), (8, LAST_SUMMER_DAY)
        starts_on, ends_on = date(today.year, *first), date(today.year, *last)
    else:
        season, (first, last) = Campaign.Season.CHRISTMAS, _CHRISTMAS
        year = today.year - (today.month == 1)
        starts_on, ends_on = date(year, *first), date(year + 1, *last)
    title = f"{Campaign.Season(season).label.capitalize()} {starts_on.year}"
    return {"season": season, "starts_on": starts_on, "ends_on": ends_on, "title": title}


def with_counts(campaigns: QuerySet) -> QuerySet:
    """Each with `asked` and `answered`."""
    return campaigns.annotate(
        asked=Count("invitations"),
        answered=Count("invitations", filter=~Q(invitations__answer="")),
    )


@dataclass
class Row:
    """One organisation of a campaign: where it may be written to, and whom to ring else."""

    invitation: Invitation
    address: str


@dataclass
class Mailing:
    """What a sending did."""

    mailed: int = 0
    without_address: int = 0
    failures: list[str] = field(default_factory=list)


def rows(campaign: Campaign) -> list[Row]:
    found = campaign.invitations.select_related("actor").order_by("actor__name_key", "pk")
    addresses = partners.addresses_of([one.actor for one in found])
    return [Row(one, addresses[one.actor_id]) for one in found]


def write(campaign: Campaign, *, again: bool, at: datetime) -> Mailing:
    """Write to those never written to, or (`again`) once more to those who did not answer."""
    done = Mailing()
    for row in rows(campaign):
        one = row.invitation
        if one.answer or (one.mailed_at is None) == again:
            continue
        if not row.address:
            done.without_address += 1
            continue
        try:
            mail.send("campaign", row.address, subject_of(campaign), _context(one))
        except mail.NotSent as error:
            done.failures.append(f"{one.actor.short_name} : {error}")
            if not mail.is_ready():
                break
            continue
        setattr(one, "relaunched_at" if again else "mailed_at", at)
        one.save(update_fields=["relaunched_at", "mailed_at"])
        done.mailed += 1
    return done


def subject_of(campaign: Campaign) -> str:
    return _("Guide numérique, %(title)s : serez-vous fermés ?") % {"title": campaign.title}


def _context(invitation: Invitation) -> dict:
    return {
        "actor": invitation.actor,
        "campaign": invitation.campaign,
        "link": partners.link_of(invitation.actor),
        "days": partners.LASTS.days,
        "guide": GuideSettings.objects.first() or GuideSettings(),
    }


def letters(campaign: Campaign) -> list[dict]:
    """For paper: those who have not answered, each with its own link."""
    asked = [row.invitation for row in rows(campaign) if not row.invitation.answer]
    return [{"actor": one.actor, "link": partners.link_of(one.actor)} for one in asked]


# The partner's side.


def asked_of(actors, today: date) -> list[Invitation]:
    """What these organisations are asked now, answered or not."""
    found = Invitation.objects.filter(
        actor__in=list(actors), campaign__in=Campaign.objects.open(today)
    )
    return list(found.select_related("campaign", "actor").order_by("campaign__starts_on", "pk"))


def answer(invitations: QuerySet, said: str) -> int:
    """Keep the answer; « rien ne change » never hides that somebody shuts."""
    if said == Invitation.Answer.SAME:
        invitations = invitations.unanswered()
    return invitations.update(answer=said, answered_at=timezone.now())


def closed(location: Location, first: date, last: date) -> int:
    """A closure inside the period of a campaign answers it."""
    mine = _open_for(location.actor).filter(
        campaign__starts_on__lte=last, campaign__ends_on__gte=first
    )
    return answer(mine, Invitation.Answer.CLOSED)


def changed(actor: Actor) -> int:
    """Other hours proposed while a campaign asks are an answer too."""
    mine = _open_for(actor).exclude(answer=Invitation.Answer.CLOSED)
    return answer(mine, Invitation.Answer.CHANGED)


def _open_for(actor: Actor) -> QuerySet:
    today = timezone.localdate()
    return Invitation.objects.filter(actor=actor, campaign__in=Campaign.objects.open(today))
