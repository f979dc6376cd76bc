"""The three questions, and which one comes next: all of it said by the address of the page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# Marks a list of results that three answers led to.
MARK = "aide"
# Asks one question again, whatever was answered.
AGAIN = "question"


@dataclass(frozen=True)
class Question:
    """`parameters` are those of the results page; one that is there but empty is « je ne sais »."""

    code: str
    number: int
    title: str
    hint: str
    parameters: tuple[str, ...]

    def is_answered(self, params: Mapping) -> bool:
        return any(name in params for name in self.parameters)


QUESTIONS = (
    Question(
        "pour-quoi",
        1,
        _("Pour quoi faire ?"),
        _("Choisissez ce qui ressemble le plus à votre besoin."),
        ("besoin",),
    ),
    Question(
        "pour-qui",
        2,
        _("Pour qui ?"),
        _("Quelques aides sont faites pour un public. Dans le doute, dites « Je ne sais pas »."),
        ("public",),
    ),
    Question(
        "ou-quand",
        3,
        _("Où et quand ?"),
        _("Choisissez, ou laissez « Je ne sais pas »."),
        ("quartier", "ouvert"),
    ),
)
PARAMETERS = tuple(name for question in QUESTIONS for name in question.parameters)


def to_ask(params: Mapping, has_options: Callable[[Question], bool]) -> Question | None:
    """The question to show: the one asked again, else the first open one that leads somewhere."""
    again = next((q for q in QUESTIONS if q.code == params.get(AGAIN)), None)
    if again and has_options(again):
        return again
    unanswered = (q for q in QUESTIONS if not q.is_answered(params))
    return next((question for question in unanswered if has_options(question)), None)


def before(question: Question, params: Mapping) -> Question | None:
    """The last question before this one that was answered: where « retour » leads."""
    earlier = [q for q in QUESTIONS if q.number < question.number and q.is_answered(params)]
    return earlier[-1] if earlier else None


def kept_answers(params, *, but: Iterable[str] = ()) -> list[tuple[str, str]]:
    """(parameter, value) pairs of the answers given so far, « je ne sais pas » included."""
    left_out = set(but)
    return [
        (name, value)
        for name in PARAMETERS
        if name in params and name not in left_out
        for value in params.getlist(name)[:1]
    ]
