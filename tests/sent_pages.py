"""Pages as they are sent: their tree, what a screen reader says of it, what is wrong with it."""

import html5lib
from django.test import Client

from actors.models import Actor
from services.upkeep import partners
from tests.browser.pages import of_a_partner, of_the_workshop
from tests.staff import SUPERUSER, staff_client


class Page:
    """A page as it was sent: its path, its text, its tree."""

    def __init__(self, path: str, answer):
        self.path, self.html = path, answer.content.decode()
        self.parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.tree = self.parser.parse(self.html)

    def all(self, *tags: str) -> list:
        return [node for node in self.tree.iter() if node.tag in tags]

    def by_class(self, name: str) -> list:
        return [node for node in self.tree.iter() if name in classes(node)]


def classes(node) -> list[str]:
    return (node.get("class") or "").split() if isinstance(node.tag, str) else []


def said(node) -> str:
    """What a screen reader says of a node."""
    if node.get("aria-label"):
        return node.get("aria-label")
    parts = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and child.get("aria-hidden") != "true":
            parts.append(child.get("alt") or said(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split()) or node.get("title", "")


def inside() -> list[Page]:
    """Pages of a partner, then of city staff."""
    staff, partner = staff_client(SUPERUSER), Client()
    actor = Actor.objects.get(short_name="CCAS")
    partner.force_login(partners.account_of(actor))
    return [
        *(Page(path, partner.get(path)) for path in of_a_partner(actor)),
        *(Page(path, staff.get(path)) for path in of_the_workshop()),
    ]


def is_admin(page: Page) -> bool:
    return page.path.startswith("/gestion/")


def faults(pages, check) -> str:
    """What is wrong, one line each; nothing when all is well."""
    return "\n".join(f"{page.path}: {fault}" for page in pages for fault in check(page))
