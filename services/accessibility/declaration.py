"""`/accessibilite/`: the declaration the law asks for, with every heading, from the audit."""

from datetime import date

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

from services.accessibility import audit
from services.web.caching import cached_page


@cached_page
def page(request):
    return render(request, "services/accessibility.html", context_of(audit.current()))


def context_of(found: audit.Audit) -> dict:
    names = {page["path"]: page["name"] for page in found.facts["sample"]}
    subjects = {criterion.number: criterion.subject for criterion in found.criteria}
    today = timezone.localdate()
    return {
        "audit": found,
        "mention": found.mention(today),
        "is_valid": found.is_valid(today),
        "rate": found.rate(),
        "auditor": found.facts["auditor"],
        "site_url": settings.SITE_URL,
        "declared_on": date.fromisoformat(found.facts["declared_on"]),
        "failures": [
            {
                "page": names[failure.path],
                "criterion": failure.criterion,
                "subject": subjects[failure.criterion],
                "note": failure.note,
            }
            for failure in found.failures()
        ],
        "machine_count": found.count("machine") + found.count("machine et personne"),
        "criteria_count": len(found.criteria),
    }
