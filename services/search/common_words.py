"""Words of every day that say little or nothing about what is looked for."""

# Articles, pronouns, auxiliaries, links, politeness, in French and in the visitors' languages.
_STOP = """
a ai aie aimerais aimerait ainsi alors am and apres as at au aucun aussi aux avec avez avoir
avons beaucoup besoin bien bir bonjour bonsoir bref bu c ca can car ce ceci cela celle celles
celui ces cet cette ceux chaque che chez ci come comme comment como d dans de deja del depuis
des deux di do dois doit donc dont du el elle elles em en encore entre es est et etaient etait
etant ete etes etre eu eux faire fais faisait fait faites faut font for g gli hello how i icin
il ile ils in is it j jai jak jamais je jusqu juste l la las le les leur leurs lo lorsque los
lui m ma mais me meme merci mes meu mi mia mieux minha mio moi moins moj moja mon my n na nasil
ne need ni non nos notre nous of on ont ou oui par para parce pas per peu peut peuvent peux
plait plus plutot pour pourquoi pourrais pourrait pouvez pouvoir pq pr presque puis puisque qu
quand que quel quelle quelles quelqu quelque quelques quels quero qui quiero quoi s sa salut se
sera serait ses si sinon slt soient soit sommes son sont souhaite souhaiterais sous stp suis sur
svp t ta tant te tel tes the to toi ton toujours tous tout toute toutes tres trop tu um uma un
una une va vais vas ve vers veulent veut veux voici voila vont vos votre voudrais vous w want
with y z
"""
# Words that say that one asks, not what for: kept, but light.
_LIGHT = """
acces accompagnement accompagner aide aider aides aidez aiuto ajuda aller apprendre atelier
ateliers ayuda bizarre bon cherche chercher chose choses connais connaitre cours demande
demander endroit gens gros help lieu madame mettre mise monsieur nouveau nouvelle personne
personnes petit possible pouvant prendre probleme public publics question recherche rien sais
sans savoir service services souci trouve trouver truc usage usager usagers usages utiliser
venir
comprend comprendre comprends devait devrai devrais devrait devoir dire dis dit disent fasse
faudrait obtenir parait puisse sache sachent savent sert venait vient viens voulais voulait
vouloir voudraient voudrait
"""
# What an expression may lose without saying less: « mes codes » is « codes ».
_ARTICLES = """
d de des di du el il l la las le les lo los m ma me mes meu minha mon my of s sa se ses son the
um un una une
"""
STOP_WORDS = frozenset(_STOP.split())
LIGHT_WORDS = frozenset(_LIGHT.split())
ARTICLES = frozenset(_ARTICLES.split())

# « Elle ne peut plus sortir de chez elle » says what « je peux plus sortir de chez moi » says:
# who speaks for another is understood as who speaks for himself.
_SAME = """
peux: peut peuvent pouvons pouvez pouvais pouvait
sais: sait savent savons savez savait
ai: a as ont avons avez avait
suis: est sont sommes etes etait
veux: veut veulent voulons voulez
fais: fait font faisons faites
vais: va vont allons allez
dois: doit doivent devons devez
arrive: arrives arrivent arrivons arrivez
moi: lui elle elles eux toi nous vous soi
mon: ma mes son sa ses ton ta tes notre nos votre vos leur leurs
"""
SAME_PERSON = {
    word: kept
    for kept, _, others in (line.partition(":") for line in _SAME.split("\n") if line)
    for word in others.split()
}
# Left out before such a comparison: the pronoun before the verb, and the « ne » few people say.
UNSAID = frozenset(["j", "je", "il", "on", "ils", "tu", "n", "ne", "m", "me", "s", "se", "y"])
