"""Why a service is there: for `search --explain`, and for the page in plain words."""

from collections.abc import Iterator

from services.search.ranking import Ranking


def lines(ranking: Ranking) -> Iterator[str]:
    """What was understood of the query, for whoever tunes the search."""
    query = ranking.query
    yield f"Recherche : {query.text}   (langue : {query.language})"
    for slot in query.slots:
        if slot.readings and (slot.corrected or slot.completed or not slot.known):
            readings = ", ".join(f"{word} {share:.2f}" for word, share in slot.readings.items())
            yield f"  mot « {slot.word} » lu : {readings}"
    ordered = sorted(query.matches.values(), key=lambda match: -match.strength)
    for match in ordered:
        if match.strength >= 0.05:
            how = "sens proche de" if match.by_meaning else "dit"
            yield f"  sujet {match.concept} {match.strength:.2f} ({how} « {match.text} »)"
    signals = ", ".join(f"{name} {value:.2f}" for name, value in ranking.signals.items())
    yield f"  confiance {ranking.confidence:.2f} ({signals})"
