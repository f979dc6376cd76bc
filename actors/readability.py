"""What makes a French text hard to read, each remark with its rule and what to write instead.

Nothing here forbids: staff read the remarks once the text is saved.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actors import glossary

PLAIN_WORDS, PROSE_WORDS = 15, 25
# Capital words that everyone reads without help.
_KNOWN = {"CV", "SMS", "QR", "PDF", "TV", "DVD", "USB", "II", "III", "IV"}
_SHOUTED_LETTERS = 6

# What is hard to read → what people say.
JARGON = {
    r"usagers?|utilisateurs?|bénéficiaires?|administrés?": "personne, habitant, vous",
    r"dématérialisée?s?|dématérialisation": "en ligne",
    r"téléservices?|e-administration": "démarche en ligne",
    r"illectronisme": "difficulté avec le numérique",
    r"médiation numérique": "aide au numérique",
    r"inclusion numérique": "aide au numérique pour tous",
    r"autonomisation|monter en compétences?|montée en compétences?": "apprendre à faire seul",
    r"prescripteurs?": "personne qui vous oriente",
    r"dispositifs?": "aide",
    r"problématiques?": "problème",
    r"accompagnement individualisé": "aide, une personne à la fois",
    r"au sein d[eu]s?": "dans",
    r"afin de": "pour",
    r"préalablement": "avant",
    r"s’acquitter": "payer",
}
_JARGON = [
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), plain) for words, plain in JARGON.items()
]
_POINTING = re.compile(r"cliquez ici|ci-contre|ci-dessous|ci-dessus|en savoir \+", re.IGNORECASE)


@dataclass(frozen=True)
class Remark:
    """What was read, the rule, and what to write instead."""

    excerpt: str
    rule: str
    advice: str

    def __str__(self) -> str:
        return f"« {self.excerpt} » : {self.rule} {self.advice}"


def remarks(text: str, *, most_words: int = PROSE_WORDS) -> list[Remark]:
    """Every remark on this text, in reading order of the rules; [] when it reads well."""
    text = text.replace("'", "’")
    found = [
        *_long_sentences(text, most_words),
        *_acronyms(text),
        *_shouting(text),
        *_pointing(text),
        *_jargon(text),
    ]
    return list(dict.fromkeys(found))


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?…])\s+|\n+", text) if part.strip()]


def word_count(sentence: str) -> int:
    """Elided words count twice (« l’aide »), so that no other way of counting finds more."""
    return len(re.findall(r"\w+(?:-\w+)*", sentence))


def _long_sentences(text: str, most: int) -> Iterator[Remark]:
    for sentence in sentences(text):
        count = word_count(sentence)
        if count > most:
            rule = _("%(count)d mots dans une phrase, %(most)d au plus.") % {
                "count": count,
                "most": most,
            }
            yield Remark(_short(sentence), rule, _("Coupez-la en deux."))


def _acronyms(text: str) -> Iterator[Remark]:
    explained = glossary.acronyms()
    for word in dict.fromkeys(re.findall(r"\b[A-ZÀ-Ü]{2,}\b", text)):
        if word in _KNOWN or _is_explained(word, text) or _is_shouted(word, text):
            continue
        entry = explained.get(word)
        advice = (
            _("Ajoutez ce qu’il veut dire : %(meaning)s") % {"meaning": entry.meaning}
            if entry
            else _("Écrivez-le une fois en toutes lettres.")
        )
        yield Remark(word, _("Un sigle que tout le monde ne connaît pas."), advice)


def _is_explained(word: str, text: str) -> bool:
    """Its meaning stands in brackets beside it, or it stands in brackets after its meaning."""
    return bool(re.search(rf"\({word}\+?\)|\b{word} \([^)]{{6,}}\)", text))


def _is_shouted(word: str, text: str) -> bool:
    return len(word) >= _SHOUTED_LETTERS or bool(
        re.search(rf"[A-ZÀ-Ü]{{3,}} {word}\b|\b{word} [A-ZÀ-Ü]{{3,}}", text)
    )


def _shouting(text: str) -> Iterator[Remark]:
    pattern = rf"\b[A-ZÀ-Ü]{{3,}}(?:[ ’-][A-ZÀ-Ü]{{3,}})+\b|\b[A-ZÀ-Ü]{{{_SHOUTED_LETTERS},}}\b"
    for words in dict.fromkeys(re.findall(pattern, text)):
        yield Remark(_short(words), _("Les majuscules se lisent mal."), _("Écrivez en minuscules."))


def _pointing(text: str) -> Iterator[Remark]:
    for words in dict.fromkeys(_POINTING.findall(text)):
        yield Remark(
            words,
            _("Ces mots ne disent rien à qui écoute la page."),
            _("Dites ce que la personne va trouver."),
        )


def _jargon(text: str) -> Iterator[Remark]:
    for pattern, plain in _JARGON:
        for words in dict.fromkeys(pattern.findall(text)):
            advice = _("Essayez : %(plain)s.") % {"plain": plain}
            yield Remark(words, _("Un mot difficile."), advice)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"
