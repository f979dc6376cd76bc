"""The commonest first names and surnames, folded, and which words of a text are names.

The list is short and need not be complete: it is for names that French or the guide knows as
words, « pierre », « martin »; one that neither knows is never written anywhere.
"""

import re

from services.search.analysis import words
from services.search.spelling import Speller

_FIRST_NAMES = """
adam adele adrien agathe agnes ahmed aicha alain albert alex alexandra alexandre alexis ali alice
aline amandine amelie amina anais andre andrea angele angelique anna anne antoine arnaud arthur
audrey aurelie aurore axel baptiste barbara beatrice benjamin benoit bernadette bernard bertrand
brice brigitte bruno camille carla carole caroline catherine cecile celia celine chantal charles
charlotte chloe christelle christian christiane christine christophe claire clara claude claudine
clemence clement colette corinne cyril damien daniel daniele danielle david delphine denis denise
didier dominique dylan edouard eliane elie elisabeth elodie emile emilie emma emmanuel enzo eric
estelle etienne eugene eva fabien fabienne fabrice farid fatiha fatima felix fernand florence
florent florian franck francis francois francoise frederic gabriel gaelle genevieve georges gerald
gerard germaine ghislaine gilbert gilles ginette gisele gregory guillaume guy hamid hassan helene
henri herve hugo hugues ibrahim ines irene isabelle jacqueline jacques jade jamel jean jeanne
jeannine jennifer jeremy jerome jessica joel josette joseph josiane josephine juan jules julia
julie julien juliette justine karim karima karine kevin khadija laetitia lea leila leo leon
liliane lina lionel lisa loic lola louis louise luc lucas lucie lucien lucienne lydia madeleine
malik manon manuel marc marcel marcelle marguerite maria marie marina marine marion marius martine
maryse mathieu mathilde matthieu maurice max maxime mehdi melanie melissa michael michel michele
micheline mireille mohamed mohammed monique morgan mourad mustapha myriam nadia nadine nathalie
nathan nicolas nicole noemie nora nordine odette odile olivier omar oscar paola pascal pascale
patrice patricia patrick paul paula paulette pauline philippe pierre pierrette quentin rachel
rachid raphael raymond raymonde regine regis remi renaud rene renee richard robert robin roger
roland romain romane rosa rose roxane sabine sabrina salim samia samir samuel sandra sandrine sara
sarah sebastien serge severine simon simone sofia solange sonia sophie stephane stephanie suzanne
sylvain sylvie tatiana teresa theo theodore therese thibault thierry thomas tony valentin
valentine valerie vanessa veronique victoire vincent virginie viviane xavier yann yannick yasmine
youssef yves yvette yvonne zoe zohra
"""
_SURNAMES = """
andre barbier benali blanc blanchard bonnet boyer brun brunet carpentier caron chevalier colin
david denis diallo dubois dufour dumas dumont dupont dupuis durand fabre faure fernandez fontaine
fournier francois garcia garnier gaillard gautier gauthier gerard girard giraud gomez gonzalez
guerin henry hernandez joly lambert laurent leclerc lefebvre lefevre legrand lemaire leroux leroy
lopez marchand martin martinez masson mathieu mercier meunier meyer michel moreau morel morin
moulin muller nguyen nicolas olivier perez perrin petit philippe picard pons renard rey richard
robert robin roche rodriguez roger rolland rousseau roussel roux roy sanchez simon thomas vidal
vincent
"""
NAMES = frozenset(f"{_FIRST_NAMES} {_SURNAMES}".split())
_PIECE = re.compile(r"[^\W_]+")


def names_in(text: str, speller: Speller) -> set[str]:
    """The folded words that are names, by a capital inside the text or by the list.

    A word that the guide or its lexicon knows is no name, unless two of the list stand side by
    side: « Pierre Martin » is a person in a town that has a rue Saint-Pierre too.
    """
    typed = words(text)
    first = _PIECE.search(text)
    capital = {
        word
        for piece in _PIECE.finditer(text)
        if piece.start() > first.start() and piece.group()[0].isupper()
        for word in words(piece.group())
    }
    found = {word for word in typed if (word in NAMES or word in capital) and word not in speller}
    for left, right in zip(typed, typed[1:], strict=False):
        if left in NAMES and right in NAMES:
            found |= {left, right}
    return found
