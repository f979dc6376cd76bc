"""Two organisations alike, one the partner's own, with words that only some may read."""

from datetime import datetime, time, timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.contrib.auth.models import Group
from django.utils import timezone

from actors.models import Membership, State, User
from services import roles as groups
from services.models import (
    Call,
    Campaign,
    Closure,
    Finding,
    ImportRun,
    Invitation,
    Notice,
    PrintedEdition,
    Proposal,
    Report,
    SearchCount,
    Session,
    SessionSeries,
    Shortlist,
)
from tests.factories import make_actor, make_location, make_place, make_service
from tests.roles.matrix import (
    ADVISOR,
    ANONYMOUS,
    EDITOR,
    EDITORS,
    MANAGER,
    OTHER,
    OWN,
    PARTNER,
    PROFESSIONALS,
    RESCUE,
)
from tests.staff import PASSWORD, make_staff

# Words found nowhere else → who may read them.
SECRETS = {
    "interne-zk": EDITORS,
    "metier-zk": PROFESSIONALS,
    "brouillon-propre-zk": EDITORS | {PARTNER},
    "brouillon-autre-zk": EDITORS,
    "proposition-propre-zk": EDITORS | {PARTNER},
    "proposition-autre-zk": EDITORS,
}
_WORDS = {OWN: "propre", OTHER: "autre"}


def make_side(side: str, author: User, campaign: Campaign) -> SimpleNamespace:
    """One organisation with everything an address may name."""
    secret = {"staff_note": "interne-zk"}
    actor = make_actor(**secret, professional_note="metier-zk", phone="+33490500000")
    location = make_location(actor=actor, **secret, opening_hours="Mo-Fr 09:00-12:00")
    service = make_service(actor=actor, **secret, professional_note="metier-zk")
    place = make_place(service=service, location=location, **secret)
    draft = make_service(actor=actor, state=State.DRAFT, title=f"brouillon-{_WORDS[side]}-zk")
    day = timezone.localdate() + timedelta(days=7)
    series = SessionSeries.objects.create(
        service_at_location=place,
        weekday=day.weekday(),
        start=time(10),
        end=time(11),
        starts_on=day,
        ends_on=day,
    )
    start = timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=14)))
    session = Session.objects.create(
        service_at_location=place, start=start, end=start + timedelta(hours=1)
    )
    proposal = Proposal.objects.create(
        uid=service.uid,
        kind="service",
        actor=actor,
        origin=Proposal.Origin.PARTNER,
        author=author,
        base={"summary": service.summary},
        values={"summary": f"proposition-{_WORDS[side]}-zk"},
    )
    return SimpleNamespace(
        actor=actor,
        location=location,
        service=service,
        place=place,
        draft=draft,
        series=series,
        session=session,
        proposal=proposal,
        invitation=Invitation.objects.create(campaign=campaign, actor=actor),
        closure=Closure.objects.create(location=location, starts_on=day, ends_on=day),
        call=Call.objects.create(
            actor=actor, by=author, at=timezone.now(), outcome=Call.Outcome.CONFIRMED
        ),
        report=Report.objects.create(problem="other", uid=service.uid, kind="service"),
        imported=ImportRun.objects.create(
            standard="lieux", name="lieux.csv", status="ready", first=b"nom;adresse\nA;B\n"
        ),
        user=author,
    )


def make_world() -> tuple[dict[str, SimpleNamespace], dict[str, User | None]]:
    """(side → its records, role → its account)."""
    accounts = {
        ANONYMOUS: None,
        PARTNER: User.objects.create_user("partenaire@example.org", PASSWORD),
        ADVISOR: make_staff(groups.ADVISOR),
        EDITOR: make_staff(groups.EDITOR),
        MANAGER: make_staff(groups.MANAGER),
        RESCUE: make_staff("superuser"),
    }
    assert Group.objects.filter(user=accounts[ADVISOR]).count() == 1
    stranger = User.objects.create_user("autre@example.org", PASSWORD)
    _fill_tables()
    today = timezone.localdate()
    campaign = Campaign.objects.create(
        title="Noël", season="christmas", starts_on=today, ends_on=today + timedelta(days=30)
    )
    sides = {
        OWN: make_side(OWN, accounts[PARTNER], campaign),
        OTHER: make_side(OTHER, stranger, campaign),
    }
    Membership.objects.create(user=accounts[PARTNER], actor=sides[OWN].actor)
    Membership.objects.create(user=stranger, actor=sides[OTHER].actor)
    return sides, accounts


def _fill_tables() -> None:
    """A row in the tables that belong to nobody and start empty."""
    now, today = timezone.now(), timezone.localdate()
    Notice.objects.create(text="Avis", starts_on=today, ends_on=today)
    PrintedEdition.objects.create(number=1, kind="standard", built_at=now, revision=1)
    SearchCount.objects.create(day=today, words="cours", results=1, count=3)
    Shortlist.objects.create(code="abcdefgh", expires_at=now + timedelta(days=1))
    Finding.objects.create(uid=uuid4(), kind="location", code="no_hours", seen_on=today)
