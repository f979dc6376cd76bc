"""Checks that SQL cannot make, each with a French sentence that says what to type instead."""

import re
import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors import opening_hours


def validate_opening_hours(text: str) -> None:
    """Raise ValidationError when `text` is not OSM opening hours we can evaluate."""
    try:
        opening_hours.validate(text)
    except opening_hours.HoursError as error:
        raise ValidationError(str(error), code="opening_hours") from error


def validate_postcode(text: str) -> None:
    if not re.fullmatch(r"\d{5}", text):
        raise ValidationError(
            _("Ce code postal n’est pas valable. Écrivez cinq chiffres, par exemple 13140."),
            code="postcode",
        )


def validate_city_code(text: str) -> None:
    if not re.fullmatch(r"[0-9][0-9AB]\d{3}", text):
        raise ValidationError(
            _("Ce code de commune n’est pas valable. Celui de Miramas est 13063."),
            code="city_code",
        )


def validate_siret(text: str) -> None:
    if not re.fullmatch(r"\d{14}", text):
        raise ValidationError(
            _("Un numéro SIRET compte quatorze chiffres, sans espace."), code="siret"
        )


def validate_rna(text: str) -> None:
    if not re.fullmatch(r"W[0-9A-Z]{9}", text):
        raise ValidationError(
            _("Un numéro d’association commence par W, suivi de neuf chiffres."), code="rna"
        )


def validate_text_list(value: object) -> None:
    """Accept a JSON list of non-empty strings only."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValidationError(_("Écrivez une liste de textes."), code="text_list")


def validate_eligibility_zone(value: object) -> None:
    """Codes of communes, départements, regions, EPCI, countries, or `france`."""
    validate_text_list(value)
    pattern = r"\w{5}|\w{2,3}|\d{9}|99[0-5]\d{2}|france"
    for item in value:
        if not re.fullmatch(pattern, item):
            raise ValidationError(
                _("« %(item)s » n’est pas un code de territoire. Exemple : 13063 pour Miramas."),
                code="eligibility_zone",
                params={"item": item},
            )


def validate_uid(text: str) -> None:
    try:
        uuid.UUID(str(text))
    except ValueError as error:
        raise ValidationError(_("Cet identifiant n’est pas valable."), code="uid") from error
