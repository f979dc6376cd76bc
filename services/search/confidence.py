"""How sure the search is that the guide has an answer: below it, it says so."""

import math

# Fitted by logistic regression on 480 answerable and 150 foreign queries;
# the second row serves when the meaning is switched off.
WEIGHTS = {
    True: {
        "constant": -6.6,
        "cosine": 4.2,
        "cover": 2.5,
        "named": 1.7,
        "outside": -8.0,
        "phrase": 6.2,
        "meant": 2.1,
        "topic": 0.2,
        "unread": -6.7,
        "words": 1.7,
    },
    False: {
        "constant": -6.6,
        "cover": 6.3,
        "named": 3.5,
        "outside": -5.2,
        "topic": 3.1,
        "unread": -3.4,
        "words": 2.0,
    },
}
# Sparing: an answer refused costs a resident more than a poor answer that she can see is poor.
LEAST = 0.5


def confidence(signals: dict[str, float], *, by_meaning: bool) -> float:
    """Between 0 and 1, from the signals of a ranking."""
    weights = WEIGHTS[by_meaning]
    total = weights["constant"] + sum(
        weight * signals.get(name, 0.0) for name, weight in weights.items() if name != "constant"
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
