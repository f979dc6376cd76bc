"""The guide for editors: ten things to do in a week, in the words of the pages themselves."""

from dataclasses import dataclass

from django.contrib import admin
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from services.upkeep.call_views import for_editors

# In French only, like the rest of the admin: this page is the manual of the town's own staff.
PICTURES = "admin-guide/aide"
WIDTH, HEIGHT = 900, 520


@dataclass(frozen=True)
class Task:
    """One thing to do: its steps, where it is done, and what its picture shows."""

    code: str
    title: str
    steps: tuple[str, ...]
    address: str
    link: str
    alt: str
    remark: str = ""
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def picture(self) -> str:
        return static(f"{PICTURES}/{self.code}.png")

    @property
    def url(self) -> str:
        return reverse(self.address)


TASKS = (
    Task(
        "journee",
        "Commencer la journée",
        (
            "Ouvrez la gestion du guide. « À faire aujourd’hui » dit le travail et son nombre.",
            "Cliquez sur une ligne : la liste s’ouvre, déjà filtrée.",
            "Le reste est plié en dessous. Il peut attendre.",
        ),
        "admin:index",
        "Ouvrir la première page",
        "La première page : « À faire aujourd’hui » et ses lignes, chacune avec un nombre.",
    ),
    Task(
        "appel",
        "Appeler un organisme et confirmer ses fiches",
        (
            "Cliquez sur « organismes à appeler ». Le premier est le plus utile.",
            "Composez le grand numéro. Lisez à voix haute ce que dit chaque fiche.",
            "Décochez ce qui est faux, puis « Ce qui est coché est juste ».",
            "Personne ne répond ? « Pas de réponse », et la page suivante s’ouvre.",
        ),
        "call_list",
        "Ouvrir la liste des appels",
        "La feuille d’appel : le numéro en grand, les fiches à lire, deux boutons.",
        "Vous vous êtes trompé ? « Annuler cette confirmation » remet tout comme avant.",
    ),
    Task(
        "horaires",
        "Corriger des horaires",
        (
            "Ouvrez la fiche du lieu, puis « Saisir les horaires dans un tableau ».",
            "Cochez les jours qui se ressemblent et donnez leurs heures une seule fois.",
            "Relisez la phrase en français : c’est ce que le public lira.",
            "Cochez « Je viens de les vérifier » si quelqu’un vous les a dits. Enregistrez.",
        ),
        "admin:actors_location_changelist",
        "Ouvrir la liste des lieux",
        "Le tableau des horaires : des jours à cocher, des heures, et la phrase lue par le public.",
        "Vacances, jours fériés et jours particuliers sont plus bas, sur la même page.",
    ),
    Task(
        "fermeture",
        "Annoncer une fermeture",
        (
            "Dans le menu, à « Fermetures », cliquez sur « Ajouter ».",
            "Choisissez le lieu, la première et la dernière date, et dites pourquoi.",
            "Enregistrez : le site dit « fermé » ces jours-là, sans rien changer aux horaires.",
        ),
        "admin:services_closure_add",
        "Ajouter une fermeture",
        "Le formulaire d’une fermeture : un lieu, deux dates, une raison.",
    ),
    Task(
        "signalement",
        "Traiter un signalement",
        (
            "Cliquez sur « signalements à traiter ».",
            "« À propos de » ouvre la fiche en cause. Corrigez-la.",
            "Revenez, cochez le signalement, choisissez « Corrigé : le dire à la personne ».",
        ),
        "admin:services_report_changelist",
        "Ouvrir les signalements",
        "La liste des signalements, avec la fiche en cause et la date à ne pas dépasser.",
    ),
    Task(
        "proposition",
        "Valider ce que propose un partenaire",
        (
            "Cliquez sur « propositions à valider ».",
            "Comparez « Aujourd’hui » et « Proposé », champ par champ.",
            "Cochez ce que vous acceptez, puis « Accepter ce qui est coché ».",
            "Pour refuser, écrivez pourquoi : la personne le lira.",
        ),
        "admin:services_proposal_changelist",
        "Ouvrir les propositions",
        "Une proposition : la valeur d’aujourd’hui, la valeur proposée, une case à cocher.",
        "Un téléphone ou une adresse e-mail changés passent toujours par vous.",
    ),
    Task(
        "partenaire",
        "Donner son lien à un partenaire",
        (
            "Ouvrez la fiche de l’organisme, puis « Lien personnel du partenaire ».",
            "Cliquez sur « Faire un nouveau lien ».",
            "Copiez-le, imprimez la lettre avec son carré, ou envoyez-le par e-mail.",
        ),
        "admin:actors_actor_changelist",
        "Ouvrir la liste des acteurs",
        "La page du lien personnel d’un partenaire.",
        "Faire un nouveau lien arrête l’ancien.",
    ),
    Task(
        "nouveau",
        "Ajouter un service",
        (
            "Dans le menu, à « Services », cliquez sur « Ajouter ».",
            "Écrivez le titre avec les mots des habitants. Choisissez l’organisme et le pilier.",
            "« En clair » tient en quelques phrases courtes : c’est ce qu’on lit sur les cartes.",
            "En bas, ajoutez une permanence : le lieu, et ses horaires s’ils diffèrent.",
            "Laissez « brouillon » pour relire plus tard, ou choisissez « publié ».",
        ),
        "admin:services_service_add",
        "Ajouter un service",
        "Le formulaire d’un service : le titre, l’acteur, le pilier, la phrase en clair.",
    ),
    Task(
        "import",
        "Importer un fichier",
        (
            "Choisissez le fichier, puis « Voir ce que ce fichier changerait ».",
            "Lisez les lignes refusées : chacune dit sa ligne, sa colonne et pourquoi.",
            "Décochez ce que vous ne voulez pas, puis « Écrire dans le guide ».",
            "Un regret ? « Annuler tout cet import » remet le guide comme avant.",
        ),
        "import_list",
        "Importer un fichier",
        "L’aperçu d’un import : ce qui serait créé, ce qui change, ce qui est refusé.",
    ),
    Task(
        "liste",
        "Donner une liste à un élu",
        (
            "Ouvrez la liste des services. Filtrez-la à droite : un besoin, un pilier, un état.",
            "« Tableau (Excel) » l’enregistre, « Imprimer la liste » la met sur papier.",
        ),
        "admin:services_service_changelist",
        "Ouvrir la liste des services",
        "La liste des services avec, en haut, les boutons de tableau et d’impression.",
    ),
)


@for_editors
@require_safe
def help_page(request):
    context = admin.site.each_context(request) | {"title": "Mode d’emploi", "tasks": TASKS}
    return TemplateResponse(request, "services/upkeep/help.html", context)
