"""Answers in words, options that lead somewhere, and the address each one gives."""

from dataclasses import dataclass, field
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from services import openings
from services.choices import PILLAR
from services.guidance.questions import AGAIN, MARK, PARAMETERS, QUESTIONS, Question, kept_answers
from services.panel import Field, Option, Panel
from services.results import Results


@dataclass(frozen=True)
class Choice:
    """One thing to choose: a link, or a box on paper."""

    label: str
    count: int
    url: str = ""
    icon: str = ""


@dataclass
class Lot:
    """Choices under one heading; `code` is a pillar's where there is one."""

    choices: list[Choice]
    title: str = ""
    code: str = ""


@dataclass(frozen=True)
class Answer:
    """What was said to one question, and where to say something else."""

    question: str
    text: str
    url: str


@dataclass
class Guidance:
    """The questions over the results that the answers so far leave."""

    params: QueryDict
    at: datetime
    revision_number: int
    panel: Panel = field(init=False)

    def __post_init__(self):
        self.panel = self._panel(self.params)

    def _panel(self, params: QueryDict) -> Panel:
        known = QueryDict(mutable=True)
        for name, value in kept_answers(params):
            if value:
                known.appendlist(name, value)
        results = Results.of(known, at=self.at, revision_number=self.revision_number)
        return Panel(results, known, "")

    @property
    def chosen(self) -> dict[str, list[str]]:
        return self.panel.filterset.chosen

    def counts(self, name: str) -> dict[str, int]:
        """Per option, how many services the answers to the other questions leave for it."""
        return {code: n for code, n in self.panel.counts[name].items() if n}

    def _total(self, **values: str) -> int:
        params = self.params.copy()
        for name, value in values.items():
            params[name] = value
        return self._panel(params).total

    def open_counts(self) -> dict[str, int]:
        wanted = {code: self._total(ouvert=code) for code in (openings.NOW, openings.TODAY)}
        return {code: n for code, n in wanted.items() if n}

    def has_options(self, question: Question) -> bool:
        if question.code == "ou-quand":
            return bool(self.counts("quartier") or self.open_counts())
        return bool(self.counts(question.parameters[0]))

    # Addresses.

    def url(self, *, but: tuple[str, ...] = (), **values: str) -> str:
        """This page with other answers."""
        pairs = [*kept_answers(self.params, but=(*but, *values)), *values.items()]
        return f"{reverse('aide')}?{urlencode(pairs)}"

    def again_url(self, question: Question) -> str:
        """This page at that question, every answer kept."""
        return self.url(**{AGAIN: question.code})

    def unsure_url(self, question: Question) -> str:
        return self.url(**dict.fromkeys(question.parameters, ""))

    def results_url(self) -> str:
        pairs = [(name, code) for name in PARAMETERS for code in self.chosen[name]]
        return f"{reverse('services:list')}?{urlencode([*pairs, (MARK, '1')])}"

    # Options.

    def needs(self) -> list[Lot]:
        """Needs by pillar, each a link to the next question."""
        counts, known = self.counts("besoin"), self.panel.filterset.catalogue.needs
        lots = [
            Lot(
                [
                    Choice(str(need), counts[code], self.url(besoin=code), need.icon)
                    for code, need in known.items()
                    if need.pillar == pillar.code and counts.get(code)
                ],
                str(pillar.words()),
                pillar.code,
            )
            for pillar in PILLAR
        ]
        return [lot for lot in lots if lot.choices]

    def audiences(self) -> list[Choice]:
        counts = self.counts("public")
        return [
            Choice(self.panel.label_of("public", code), counts[code], self.url(public=code))
            for code in self.panel.ordered_codes("public")
            if counts.get(code)
        ]

    def where_and_when(self) -> list[Field]:
        """Two sets of radio buttons; the first of each is « je ne sais pas »."""
        labels = {"quartier": _("Dans quel quartier ?"), "ouvert": _("Quand ?")}
        counts = {"quartier": self.counts("quartier"), "ouvert": self.open_counts()}
        return [
            Field(name, label, "radio", self._radios(name, counts[name]))
            for name, label in labels.items()
            if counts[name]
        ]

    def _radios(self, name: str, counts: dict[str, int]) -> list[Option]:
        codes = self.panel.ordered_codes(name) if name == "quartier" else list(counts)
        chosen = self.chosen[name]
        unsure = Option("", _("Je ne sais pas"), None, not chosen)
        return [unsure] + [
            Option(code, self.panel.label_of(name, code), counts[code], code in chosen)
            for code in codes
            if counts.get(code)
        ]

    def ways_out(self) -> list[Choice]:
        """For answers that leave nothing together: each one without one of them."""
        found = []
        for name in PARAMETERS:
            if self.chosen[name]:
                kept = ", ".join(
                    self.panel.label_of(other, code)
                    for other in PARAMETERS
                    if other != name
                    for code in self.chosen[other]
                )
                label = kept or _("Toutes les aides")
                found.append(Choice(label, self._total(**{name: ""}), self.url(**{name: ""})))
        return [choice for choice in found if choice.count]

    def given(self) -> list[Answer]:
        """What was answered so far."""
        answered = [question for question in QUESTIONS if question.is_answered(self.params)]
        return answers(self.panel, answered, kept_answers(self.params))

    def quarters(self) -> list[str]:
        """For paper, where « ouvert maintenant » means nothing."""
        counts = self.counts("quartier")
        return [
            self.panel.label_of("quartier", code)
            for code in self.panel.ordered_codes("quartier")
            if counts.get(code)
        ]


def answers(panel: Panel, questions, pairs: list[tuple[str, str]]) -> list[Answer]:
    """Each question with its answer in words, and the address that asks it again."""
    found = []
    for question in questions:
        labels = [
            panel.label_of(name, code)
            for name in question.parameters
            for code in panel.filterset.chosen[name]
        ]
        text = ", ".join(labels) or _("Je ne sais pas")
        query = urlencode([*pairs, (AGAIN, question.code)])
        found.append(Answer(str(question.title), text, f"{reverse('aide')}?{query}"))
    return found


def answers_of_results(panel: Panel, params: QueryDict) -> list[Answer]:
    """What stands above the results that the three questions led to; nothing otherwise."""
    if MARK not in params:
        return []
    # Nothing was left open: what is missing was answered with « je ne sais pas ».
    return answers(panel, QUESTIONS, [(name, params.get(name, "")) for name in PARAMETERS])
