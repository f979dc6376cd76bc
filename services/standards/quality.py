"""The quality score of data.inclusion, criterion by criterion, and what would raise it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

_FRESH_DAYS, _STALE_DAYS = 180, 730
_SHORT, _GOOD, _LONG, _TOO_LONG = 50, 200, 2000, 10_000


@dataclass(frozen=True)
class Criterion:
    """One measure between 0 and 1, None where it does not apply, and the advice that raises it."""

    code: str
    value: float | None
    advice: str


@dataclass(frozen=True)
class Score:
    """Mean of what applies, and the advices, the most useful first."""

    value: float
    criteria: tuple[Criterion, ...]

    @property
    def advices(self) -> list[str]:
        lacking = [one for one in self.criteria if one.value is not None and one.value < 1]
        return [str(one.advice) for one in sorted(lacking, key=lambda one: one.value)]


def score(service: dict, *, day: date) -> Score:
    """Score of an object of `services.json`, on `day`: the same ten criteria as the platform."""
    criteria = tuple(
        Criterion(measure.__name__.lstrip("_"), measure(service, day), advice)
        for measure, advice in _CRITERIA.items()
    )
    values = [round(one.value, 2) for one in criteria if one.value is not None]
    return Score(round(sum(values) / len(values), 2), criteria)


def _has(service: dict, *names: str) -> float:
    return float(any(service.get(name) for name in names))


def _among(service: dict, name: str, value: str) -> bool:
    return value in service.get(name, ())


def _address(service: dict, day: date) -> float | None:
    is_met = _among(service, "modes_accueil", "en-presentiel")
    if is_met or _among(service, "modes_mobilisation", "se-presenter"):
        return _has(service, "adresse")
    return None


def _mobilisation(service: dict, day: date) -> float:
    return (_has(service, "modes_mobilisation") + _has(service, "mobilisable_par")) / 2


def _audience(service: dict, day: date) -> float:
    return _has(service, "publics")


def _theme(service: dict, day: date) -> float:
    return _has(service, "thematiques")


def _contact(service: dict, day: date) -> float:
    return _has(service, "courriel", "telephone", "lien_mobilisation")


def _email(service: dict, day: date) -> float | None:
    if _among(service, "modes_mobilisation", "envoyer-un-courriel"):
        return _has(service, "courriel")
    return None


def _phone(service: dict, day: date) -> float | None:
    if _among(service, "modes_mobilisation", "telephoner"):
        return _has(service, "telephone")
    return None


def _freshness(service: dict, day: date) -> float:
    age = (day - date.fromisoformat(service["date_maj"])).days
    return min(1.0, max(0.0, (_STALE_DAYS - age) / (_STALE_DAYS - _FRESH_DAYS)))


def _fees(service: dict, day: date) -> float:
    if service.get("frais") == "payant":
        return 1.0 if service.get("frais_precisions") else 0.5
    return _has(service, "frais")


def _description(service: dict, day: date) -> float:
    length = len(service["description"])
    if _GOOD <= length < _LONG:
        return 1.0
    return 0.5 if _SHORT <= length < _GOOD or _LONG <= length <= _TOO_LONG else 0.0


_CRITERIA: dict[Callable[[dict, date], float | None], str] = {
    _address: _("Ajoutez l’adresse où l’on est reçu."),
    _mobilisation: _("Dites qui peut demander ce service, et comment."),
    _audience: _("Dites à qui ce service s’adresse, même si c’est à tous."),
    _theme: _("Choisissez un thème."),
    _contact: _("Ajoutez un téléphone, une adresse e-mail ou un formulaire."),
    _email: _("Ajoutez l’adresse e-mail à laquelle écrire."),
    _phone: _("Ajoutez le téléphone à appeler."),
    _freshness: _("Vérifiez la fiche : elle date de plus de six mois."),
    _fees: _("Dites si c’est gratuit, ou combien cela coûte."),
    _description: _("Écrivez une présentation de 200 à 2 000 signes."),
}
