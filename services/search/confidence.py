"""How sure the search is that the guide has an answer: below it, it says so."""

import math

# Fitted by logistic regression on 150 answerable and 90 foreign queries (see the README);
# the second row serves when the meaning is switched off.
WEIGHTS = {
    True: {
        "constant": -6.5,
        "cosine": 8.8,
        "cover": 3.2,
        "outside": -5.3,
        "phrase": 0.9,
        "said": 1.6,
        "topic": 3.1,
        "unread": -2.4,
    },
    False: {
        "constant": -3.7,
        "cover": 3.4,
        "outside": -5.0,
        "said": 3.0,
        "topic": 3.2,
        "unread": -2.4,
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
