"""How sure the search is that the guide has an answer: below it, it says so."""

import math

# Fitted by logistic regression on 180 answerable and 85 foreign queries;
# the second row serves when the meaning is switched off.
WEIGHTS = {
    True: {
        "constant": -5.9,
        "cosine": 5.3,
        "cover": 4.0,
        "named": 2.9,
        "outside": -5.8,
        "phrase": 1.6,
        "topic": 2.1,
        "unread": -2.9,
    },
    False: {
        "constant": -4.0,
        "cover": 4.4,
        "named": 2.9,
        "outside": -5.7,
        "topic": 2.7,
        "unread": -3.2,
    },
}
# Sparing: an answer refused costs a resident more than a poor answer that she can see is poor.
LEAST = 0.4


def confidence(signals: dict[str, float], *, by_meaning: bool) -> float:
    """Between 0 and 1, from the signals of a ranking."""
    weights = WEIGHTS[by_meaning]
    total = weights["constant"] + sum(
        weight * signals.get(name, 0.0) for name, weight in weights.items() if name != "constant"
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
