"""How sure the search is that the guide has an answer: below it, it says so."""

import math

# Fitted by logistic regression on 395 answerable and 67 foreign queries (those of
# tests/data/search), held near the weights that 480 and 150 others had given; the second row
# serves when the meaning is switched off. `unread`: words of no language known here; `unheard`:
# French words that neither the guide nor its lexicon says.
WEIGHTS = {
    True: {
        "constant": -9.2,
        "cosine": 4.6,
        "cover": 3.9,
        "meant": 2.0,
        "named": 0.3,
        "outside": -9.3,
        "phrase": 7.0,
        "topic": 1.8,
        "unheard": -4.6,
        "unread": -6.4,
        "words": 3.0,
    },
    False: {
        "constant": -6.6,
        "cover": 6.3,
        "named": 3.5,
        "outside": -5.2,
        "topic": 3.1,
        "unheard": -3.4,
        "unread": -3.4,
        "words": 2.0,
    },
}
# Sparing: an answer refused costs a resident more than a poor answer that she can see is poor.
LEAST = 0.42


def confidence(signals: dict[str, float], *, by_meaning: bool) -> float:
    """Between 0 and 1, from the signals of a ranking."""
    weights = WEIGHTS[by_meaning]
    total = weights["constant"] + sum(
        weight * signals.get(name, 0.0) for name, weight in weights.items() if name != "constant"
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
