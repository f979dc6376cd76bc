"""Filling of the Term table from the vocabularies, as Django fills Permission."""

from actors import vocabularies
from actors.models import Term


def fill_terms(names: list[str], *, using: str = "default") -> int:
    """Create the missing terms of the named vocabularies; never delete one. Returns how many."""
    terms = Term.objects.using(using)
    known = set(terms.filter(vocabulary__in=names).values_list("vocabulary", "code"))
    wanted = [(name, choice.code) for name in names for choice in vocabularies.vocabulary(name)]
    missing = [pair for pair in wanted if pair not in known]
    return len(terms.bulk_create(Term(vocabulary=name, code=code) for name, code in missing))
