"""Which pages the browser tests walk: one address of each kind, or the whole site map."""

from xml.etree import ElementTree

from django.utils.translation import get_language_from_path

from actors.models import Actor, Location
from services.models import Proposal, Service


def one_of_each_kind() -> dict[str, str]:
    """Kind of page → an address of it, on the guide as shipped."""
    held = Service.objects.published().filter(places__location__latitude__isnull=False)
    placeless = Service.objects.published().filter(places=None).first()
    return {
        "accueil": "/",
        "résultats": "/services/?q=impots",
        "résultats filtrés": "/services/?pilier=accomplissement&public=seniors",
        "ouvert maintenant": "/services/?ouvert=maintenant",
        "aucun résultat": "/services/?q=zzzzzz",
        "carte": "/carte/",
        "service": held.order_by("pk").first().get_absolute_url(),
        **({"service sans lieu": placeless.get_absolute_url()} if placeless else {}),
        "acteurs": "/acteurs/",
        "acteur": Actor.objects.published().order_by("pk").first().get_absolute_url(),
        "lieux": "/lieux/",
        "lieu": Location.objects.published().order_by("pk").first().get_absolute_url(),
        "question 1": "/aide/",
        "question 2": "/aide/?besoin=ateliers",
        "question 3": "/aide/?besoin=ateliers&public=",
        "questions sur papier": "/aide/papier/",
        "réponses": "/services/?besoin=ateliers&aide=1",
        "parcours": "/parcours/",
        "un parcours": "/parcours/en-famille/",
        "agenda vide": "/agenda/",
        "ma liste vide": "/ma-liste/",
        "ma liste": f"/ma-liste/?s={'.'.join(str(s.pk) for s in held.order_by('pk')[:3])}",
        "chiffres": "/chiffres/",
        "données": "/donnees/",
        "sur votre site": "/embed/",
        "sans réseau": "/hors-ligne/",
        "guide gardé": "/hors-ligne/guide/",
        "mots difficiles": "/mots/",
        "signaler": "/signaler/",
        "plan du site": "/plan-du-site/",
        "mentions légales": "/mentions-legales/",
        "confidentialité": "/confidentialite/",
        "accessibilité": "/accessibilite/",
        "page absente": "/services/nulle-part/",
    }


def of_the_site_map(client) -> list[str]:
    """Every path of `/sitemap.xml`, in French: the other languages are the same pages."""
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  our own file
    places = (node.text for node in tree.iter() if node.tag.endswith("}loc"))
    paths = ["/" + place.split("/", 3)[3] for place in places]
    return [path for path in paths if get_language_from_path(path) is None]


def of_the_workshop() -> list[str]:
    """One address of each kind of page that city staff see: forms, lists, calls, proposals."""
    actor = Actor.objects.published().order_by("pk").first()
    location = Location.objects.published().filter(actor=actor).first()
    proposal = Proposal.objects.create(
        uid=actor.uid,
        kind="actor",
        actor=actor,
        origin=Proposal.Origin.PARTNER,
        base={"phone": actor.phone},
        values={"phone": "+33490500000"},
    )
    return [
        "/gestion/",
        "/gestion/password_change/",
        *(f"/gestion/services/{name}/" for name in ("service", "report", "searchcount")),
        f"/gestion/actors/actor/{actor.pk}/change/",
        f"/gestion/actors/location/{location.pk}/change/",
        f"/gestion/actors/location/{location.pk}/history/",
        "/gestion/services/service/add/",
        "/gestion/services/closure/add/",
        "/gestion/actors/user/add/",
        "/gestion/appels/",
        "/gestion/couverture/",
        "/gestion/label/",
        f"/gestion/appels/{actor.pk}/",
        f"/gestion/horaires/location/{location.uid}/",
        f"/gestion/propositions/{proposal.pk}/",
    ]


def of_a_partner(actor: Actor) -> list[str]:
    """What an organisation sees once in: its records, one form of each kind, a closure."""
    location = actor.locations.first()
    return [
        "/partenaire/",
        f"/partenaire/actor/{actor.uid}/",
        f"/partenaire/service/{actor.services.first().uid}/",
        *(
            [f"/partenaire/location/{location.uid}/", f"/partenaire/fermer/{location.uid}/"]
            if location
            else []
        ),
    ]
