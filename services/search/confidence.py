"""How sure the search is that the guide has an answer: below it, it says so."""

import math

# Fitted by logistic regression on 523 answerable and 239 foreign queries (those of
# tests/data/search but the last set), so that 2 in 100 answerable ones are refused; the second row
# serves when the meaning is switched off. `near`, `phrase`: the likeliest subject and its nearest
# saying; `aside`: the nearest saying of what the guide does not answer; `unread`: words of no
# language known here; `unheard`: French words that neither the guide nor its lexicon says.
WEIGHTS = {
    True: {
        "constant": -3.94,
        "aside": -6.6,
        "cosine": 3.3,
        "cover": 2.1,
        "named": 0.8,
        "near": 2.9,
        "outside": -5.2,
        "phrase": 3.4,
        "topic": 2.6,
        "unheard": -2.7,
        "unread": -0.5,
        "words": 2.0,
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
