"""Read rules of services: every list, map and export starts from these."""

from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q

from actors import geo
from actors.models import Actor, State
from actors.models.base import RecordQuerySet

# JSON that no public page shows: decoding it took a third of the time of a list.
UNSHOWN = ("imported", "sources")


class ServiceAtLocationQuerySet(RecordQuerySet):
    def published(self):
        return self.filter(
            service__state=State.PUBLISHED,
            service__actor__state=State.PUBLISHED,
            location__state=State.PUBLISHED,
        )

    def at_published_locations(self):
        return self.filter(location__state=State.PUBLISHED)

    def with_location(self):
        """With the place each is held at, without what no page shows."""
        return self.select_related("location").defer(
            *UNSHOWN, *(f"location__{name}" for name in UNSHOWN)
        )

    def editable_by(self, user):
        if user.is_active and user.edits_everything:
            return self
        return self.filter(service__actor__in=Actor.objects.editable_by(user))


class ServiceQuerySet(RecordQuerySet):
    def published(self):
        return self.filter(state=State.PUBLISHED, actor__state=State.PUBLISHED)

    def stated(self):
        """Those that a source says of this very place, not deduced from a usual mission."""
        return self.filter(inferred=False)

    def reachable(self):
        """Those that somebody can ask for: a phone, an e-mail or an online form."""
        of_place = ~Q(location__phone="") | ~Q(location__email="") | ~Q(location__booking_url="")
        return self.filter(
            ~Q(phone="")
            | ~Q(email="")
            | ~Q(mobilisation_url="")
            | ~Q(actor__phone="")
            | ~Q(actor__email="")
            | self._held_at(of_place)
        )

    def editable_by(self, user):
        if user.is_active and user.edits_everything:
            return self
        return self.filter(actor__in=Actor.objects.editable_by(user))

    def with_term(self, vocabulary: str, codes):
        """Services with any of the codes; a subquery, so that two vocabularies combine freely."""
        through = self.model.terms.through
        return self.filter(
            Exists(
                through.objects.filter(
                    service_id=OuterRef("pk"),
                    term__vocabulary=vocabulary,
                    term__code__in=list(codes),
                )
            )
        )

    def of_pillar(self, codes):
        return self.filter(pillar__in=list(codes))

    def of_actor(self, slugs):
        return self.filter(actor__slug__in=list(slugs))

    def with_need(self, codes):
        through = self.model.needs.through
        return self.filter(
            Exists(through.objects.filter(service_id=OuterRef("pk"), need__code__in=list(codes)))
        )

    def _held_at(self, *conditions, **fields):
        from services.models.service import ServiceAtLocation

        return Exists(
            ServiceAtLocation.objects.filter(
                *conditions, service_id=OuterRef("pk"), location__state=State.PUBLISHED, **fields
            )
        )

    def held_at(self, location):
        return self.filter(self._held_at(location=location))

    def in_quarter(self, codes):
        return self.filter(self._held_at(location__quarter__in=list(codes)))

    def in_box(self, west: float, south: float, east: float, north: float):
        return self.filter(
            self._held_at(
                location__longitude__gte=west,
                location__longitude__lte=east,
                location__latitude__gte=south,
                location__latitude__lte=north,
            )
        )

    def near(self, latitude: float, longitude: float, metres: float | None = None):
        """Annotate `squared_metres` to the nearest place; keep only those within `metres`."""
        distance = geo.squared_distance(latitude, longitude, prefix="places__location__")
        placed = Q(
            places__location__state=State.PUBLISHED, places__location__latitude__isnull=False
        )
        found = self.annotate(squared_metres=Min(distance, filter=placed))
        if metres is None:
            return found
        box = geo.bounds_around(latitude, longitude, metres)
        return found.in_box(*box).filter(squared_metres__lte=metres * metres)

    def with_card(self):
        """Everything a card shows, in a constant number of queries."""
        from services.models.service import ServiceAtLocation

        places = ServiceAtLocation.objects.at_published_locations().with_location()
        return (
            self.select_related("actor")
            .defer(*UNSHOWN, *(f"actor__{name}" for name in UNSHOWN))
            .prefetch_related(Prefetch("places", queryset=places, to_attr="shown_places"), "terms")
        )

    def stated_first(self):
        return self.order_by("inferred", "title_key", "pk")

    def nearest_first(self):
        return self.order_by(F("squared_metres").asc(nulls_last=True), "inferred", "pk")

    def in_alphabetical_order(self):
        return self.order_by("title_key", "pk")

    def counted_by_pillar(self) -> dict[str, int]:
        rows = self.order_by().values_list("pillar").annotate(n=Count("pk"))
        return dict(rows)
