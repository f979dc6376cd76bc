"""A guide that never was, of any size: for benchmarks only."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction

from actors.models import Actor, Location, State, Term
from actors.models.slugs import slug_base
from services.models import Need, Service, ServiceAtLocation
from services.search.lexicon import LEXICON_FILE, Concept, Lexicon, read

# What one text costs (its meaning, some 4 ms) is paid at most this many times.
MOST_TEXTS = 2_000
BATCH = 1_000
SOURCE = "synthetique"
# Without a date nothing would be exported.
SOURCE_DATE = date(2026, 1, 2)
_CENTRE = (43.582222, 5.001944)
_SPREAD = 0.012
_STREETS = "Acacias Alouettes Bruyères Cigales Genêts Lavandes Mûriers Oliviers Platanes Thyms"
_KINDS = ("association", "centre-social", "autre")
_OPENINGS = (
    "Mo-Fr 09:00-12:00",
    "Mo-Fr 08:30-12:00,13:30-17:00; PH off",
    "Tu,Th 14:00-17:00",
    "We 14:00-18:00; Sa 09:30-12:30",
    "Mo-Th 17:30-20:00",
    "",
)
_FORMS = (
    "{what}",
    "{what} : atelier pour débuter",
    "{what}, avec un conseiller",
    "Permanence : {what}",
    "{what} pour les seniors",
    "{what} pour les jeunes",
    "{what}, sans rendez-vous",
    "{what}, en petit groupe",
)
_SENTENCES = (
    "On vous aide pour {a} et {b}.",
    "Venez avec vos questions sur {a}, {b} ou {c}.",
    "Une personne vous montre {a}, puis {b}, à votre rythme.",
    "Au programme : {a}, {b}, {c}.",
    "Apportez vos papiers pour {a}.",
    "Le groupe se réunit chaque semaine autour de {b}.",
)
_AUDIENCES = ("tous-publics", "seniors", "jeunes", "familles", "demandeurs-emploi")
_THEMES = (
    "aide-aux-demarches-administratives",
    "maitrise-des-outils-numeriques-du-quotidien",
    "insertion-professionnelle-via-le-numerique",
    "acces-internet-et-materiel-informatique",
    "loisirs-et-creations-numeriques",
)
_PILLARS = ("necessite", "accomplissement", "loisir")


def texts(chance: random.Random, count: int) -> list[tuple[str, str, tuple[str, ...]]]:
    """At most `MOST_TEXTS` distinct (title, description, needs), from the lexicon's subjects."""
    lexicon = Lexicon(read(LEXICON_FILE.read_text(encoding="utf-8")))
    concepts = [c for c in lexicon.concepts.values() if c.is_topic and c.label and len(c.terms) > 3]
    found: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    most = min(count, MOST_TEXTS)
    number = 0
    while len(found) < most:
        concept = chance.choice(concepts)
        title = chance.choice(_FORMS).format(what=concept.label)
        if title in found:
            number += 1
            title = f"{title} ({number})"
        found[title] = (title, _description(chance, concept), concept.needs)
    return list(found.values())


def _description(chance: random.Random, concept: Concept) -> str:
    said = [term.text for term in concept.terms if term.stems and term.weight > 0]
    said += concept.phrases[:12]
    lines = []
    for form in chance.sample(_SENTENCES, 4):
        a, b, c = (chance.choice(said) for _ in range(3))
        lines.append(form.format(a=a, b=b, c=c))
    return " ".join(lines)


class Generator:
    """Writes the records of a synthetic guide: N services, N / 6 locations, N / 8 actors."""

    def __init__(self, count: int, seed: int, progress: Callable[[int], None]):
        self.count, self.progress = count, progress
        self.chance = random.Random(seed)  # noqa: S311 - the same guide for the same seed
        self.mark = f"{seed}"
        self.terms = {(t.vocabulary, t.code): t.pk for t in Term.objects.all()}
        self.needs = dict(Need.objects.values_list("code", "pk"))

    @transaction.atomic
    def write(self) -> None:
        actors = self._save(Actor, map(self._actor, range(max(1, self.count // 8))))
        places = partial(self._location, actors)
        locations = self._save(Location, map(places, range(max(1, self.count // 6))))
        found = texts(self.chance, self.count)
        done = 0
        for start in range(0, self.count, BATCH):
            numbers = range(start, min(start + BATCH, self.count))
            services = self._save(Service, (self._service(n, actors, found) for n in numbers))
            self._hold(services, locations)
            self._link(services, [found[n % len(found)][2] for n in numbers])
            done += len(services)
            self.progress(done)

    def _save(self, model, records: Iterator) -> list:
        rows = []
        for record in records:
            record.complete()
            rows.append(record)
        return model.objects.bulk_create(rows, batch_size=BATCH)

    def _common(self, *words: str) -> dict:
        number = self.chance.getrandbits(128)
        return {
            "uid": UUID(int=number, version=4),
            "slug": f"{slug_base(*words)[:90]}-{number % 10**10}",
            "state": State.PUBLISHED,
            "source": SOURCE,
            "source_date": SOURCE_DATE,
        }

    def _actor(self, number: int) -> Actor:
        name = f"Organisme {number + 1}"
        kind = _KINDS[number % len(_KINDS)]
        return Actor(
            **self._common(name),
            name=name,
            short_name=name,
            kind=kind,
            phone=f"+3346571{number % 10_000:04d}",
        )

    def _location(self, actors: list[Actor], number: int) -> Location:
        name = f"Lieu {number + 1}"
        street = self.chance.choice(_STREETS.split())
        return Location(
            **self._common(name),
            actor=actors[number % len(actors)],
            name=name,
            address=f"{number % 90 + 1} rue des {street}",
            postcode="13140",
            city="Miramas",
            city_code="13063",
            latitude=round(_CENTRE[0] + self.chance.uniform(-_SPREAD, _SPREAD), 6),
            longitude=round(_CENTRE[1] + self.chance.uniform(-_SPREAD, _SPREAD), 6),
            opening_hours=self.chance.choice(_OPENINGS),
        )

    def _service(self, number: int, actors: list[Actor], found: list) -> Service:
        title, description, _needs = found[number % len(found)]
        return Service(
            **self._common(title),
            actor=actors[number % len(actors)],
            title=title[:150],
            pillar=self.chance.choice(_PILLARS),
            summary=description.split(". ")[0][:279],
            description=description,
        )

    def _hold(self, services: list[Service], locations: list[Location]) -> None:
        ServiceAtLocation.objects.bulk_create(
            ServiceAtLocation(
                uid=UUID(int=self.chance.getrandbits(128), version=4),
                service=service,
                location=self.chance.choice(locations),
            )
            for service in services
        )

    def _link(self, services: list[Service], needs: list[tuple[str, ...]]) -> None:
        terms, links = [], []
        of_term, of_need = Service.terms.through, Service.needs.through
        for service, codes in zip(services, needs, strict=True):
            chosen = [
                ("theme", self.chance.choice(_THEMES)),
                ("audience", self.chance.choice(_AUDIENCES)),
                ("fee", self.chance.choice(("gratuit", "gratuit", "payant"))),
            ]
            terms += [
                of_term(service_id=service.pk, term_id=self.terms[one])
                for one in chosen
                if one in self.terms
            ]
            links += [
                of_need(service_id=service.pk, need_id=self.needs[code])
                for code in codes
                if code in self.needs
            ]
        of_term.objects.bulk_create(terms)
        of_need.objects.bulk_create(links)
