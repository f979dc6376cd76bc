"""Controlled vocabularies: what a choice is, and where every vocabulary is found by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

LIEUX = "lieux"
DATA_INCLUSION = "data_inclusion"


@dataclass(frozen=True)
class Choice:
    """One value: its code (also its URL slug), its words, and its value in each standard.

    `standards` maps a standard's name to the values it uses for this choice, the first being
    the one that is written out.
    """

    code: str
    label: str
    plain: str = ""
    standards: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def words(self) -> str:
        return self.plain or self.label

    def value_in(self, standard: str) -> str | None:
        values = self.standards.get(standard, ())
        return values[0] if values else None


class Vocabulary:
    """An ordered list of choices under one name."""

    def __init__(self, name: str, label: str, choices: Iterable[Choice]):
        self.name = name
        self.label = label
        self.choices = tuple(choices)
        self._by_code = {choice.code: choice for choice in self.choices}

    def __iter__(self) -> Iterator[Choice]:
        return iter(self.choices)

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Choice | None:
        return self._by_code.get(code)

    def label_of(self, code: str) -> str:
        """The words the public reads; the code itself when it is unknown."""
        choice = self._by_code.get(code)
        return choice.words() if choice else code

    def codes(self) -> list[str]:
        return [choice.code for choice in self.choices]

    def as_choices(self) -> list[tuple[str, str]]:
        """Pairs for a model or form field."""
        return [(choice.code, choice.label) for choice in self.choices]

    def order_of(self, code: str) -> int:
        """Rank in the vocabulary; unknown codes come last."""
        codes = self.codes()
        return codes.index(code) if code in self._by_code else len(codes)

    def from_standard(self, standard: str, value: str) -> Choice | None:
        """The choice a standard means by `value`, if we have one."""
        for choice in self.choices:
            if value in choice.standards.get(standard, ()):
                return choice
        return None


_REGISTRY: dict[str, Vocabulary] = {}
UNKNOWN = Vocabulary("", _("vocabulaire inconnu"), ())


def register(*vocabularies: Vocabulary) -> None:
    """Make vocabularies known by name; each app registers its own when it is ready."""
    for vocabulary in vocabularies:
        _REGISTRY[vocabulary.name] = vocabulary


def vocabulary(name: str) -> Vocabulary:
    return _REGISTRY.get(name, UNKNOWN)


def registered() -> list[Vocabulary]:
    return list(_REGISTRY.values())
