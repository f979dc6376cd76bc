"""What was understood of a query, line by line: for `search --explain`."""

from collections.abc import Iterator

from services.search.guide import Answer


def lines(answer: Answer) -> Iterator[str]:
    """For whoever tunes the search."""
    query = answer.query
    yield f"Recherche : {query.text}   (langue : {query.language})"
    for slot in query.slots:
        if slot.readings and (slot.corrected or slot.completed or not slot.known):
            readings = ", ".join(f"{word} {share:.2f}" for word, share in slot.readings.items())
            yield f"  mot « {slot.word} » lu : {readings}"
    ordered = sorted(query.matches.values(), key=lambda match: -match.strength)
    for match in ordered:
        if match.strength >= 0.05:
            yield f"  sujet {match.concept} {match.strength:.2f} (dit « {match.text} »)"
    if answer.senses.saying:
        told = ", ".join(f"{code} {share:.2f}" for code, share in answer.senses.shares.items())
        yield f"  sens proche de « {answer.senses.saying} » : {told}"
    signals = ", ".join(f"{name} {value:.2f}" for name, value in answer.signals.items())
    yield f"  confiance {answer.confidence:.2f} ({signals})"
