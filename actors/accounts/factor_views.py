"""`/gestion/second-facteur/`: give a code, enrol a telephone once, print codes, close sessions."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from actors import qr
from actors.accounts import second_factor, sessions
from actors.models import RecoveryCode, User


def _person(request) -> User | None:
    """Who is here, factor given or not: a member of the city's staff, or nobody."""
    is_whole = request.user.is_authenticated
    user = request.user if is_whole else request.half_signed_in
    return user if user is not None and user.is_staff else None


def _for_staff(view):
    @never_cache
    @sensitive_post_parameters()
    def checked(request):
        user = _person(request)
        if user is None:
            return HttpResponseRedirect(reverse("admin:login"))
        return view(request, user)

    return checked


@_for_staff
def ask(request, user: User):
    """A code of the telephone, or one of the paper's; then back to where one went."""
    if not second_factor.is_enrolled(user):
        return _to_enrol(request)
    error, status = "", 200
    if request.method == "POST":
        if second_factor.check(user, request.POST.get("code", "")):
            second_factor.give(request)
            request.session.cycle_key()
            return HttpResponseRedirect(_next(request))
        wait = second_factor.waiting_s(user)
        error, status = _wrong_code(wait), 422
    context = {
        "title": _("Votre code"),
        "error": error,
        "next": _next(request),
    }
    return _page(request, "accounts/second_factor.html", context, status)


def _wrong_code(wait: int) -> str:
    text = ngettext(
        "Ce code n’ouvre pas. Attendez %(n)s seconde, puis tapez le code affiché à ce moment-là.",
        "Ce code n’ouvre pas. Attendez %(n)s secondes, puis tapez le code affiché à ce moment-là.",
        max(1, wait),
    )
    return text % {"n": max(1, wait)}


@_for_staff
def enrol(request, user: User):
    """Photograph a square, type the first code, print ten codes for the day the phone is lost."""
    if second_factor.is_enrolled(user) and not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("second_factor"))
    secret, error = second_factor.new_secret(), ""
    if request.method == "POST":
        secret = second_factor.unsealed(request.POST.get("sealed", ""), user) or secret
        code = "".join(request.POST.get("code", "").split())[:10]
        if codes := second_factor.enrol(user, secret, code):
            second_factor.give(request)
            request.session.cycle_key()
            return _printed(request, codes)
        error = _("Ce code n’est pas le bon. Tapez celui que le téléphone montre maintenant.")
    context = {
        "title": _("Protéger votre compte"),
        "qr": qr.svg(second_factor.address_of(secret, user)),
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "sealed": second_factor.sealed(secret, user),
        "error": error,
        "next": _next(request),
    }
    return _page(request, "accounts/enrol.html", context, 422 if error else 200)


@_for_staff
def security(request, user: User):
    """What protects this account, and three buttons."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("second_factor"))
    context = {
        "title": _("Sécurité de votre compte"),
        "is_enrolled": second_factor.is_enrolled(user),
        "codes_left": RecoveryCode.objects.filter(user=user).count(),
    }
    return _page(request, "accounts/security.html", context)


@require_POST
@_for_staff
def new_codes(request, user: User):
    if not request.user.is_authenticated or not second_factor.is_enrolled(user):
        return HttpResponseRedirect(reverse("second_factor"))
    return _printed(request, second_factor.new_recovery_codes(user))


@require_POST
@_for_staff
def close_sessions(request, user: User):
    """« Fermer toutes mes sessions », this one too."""
    sessions.close_all(user)
    return HttpResponseRedirect(reverse("admin:login"))


def _printed(request, codes: list[str]):
    """Shown once, on the answer to the form: no page holds them afterwards."""
    context = {"title": _("Vos codes de secours"), "codes": codes, "next": _next(request)}
    return _page(request, "accounts/recovery_codes.html", context)


def _to_enrol(request):
    query = urlencode({"next": _next(request)})
    return HttpResponseRedirect(f"{reverse('second_factor_enrol')}?{query}")


def _next(request) -> str:
    """A page of `/gestion/` of this very site, or its first one."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    is_staff_page = wanted.startswith(second_factor.STAFF_PAGES)
    return wanted if is_ours and is_staff_page else resolve_url("admin:index")


def _page(request, template: str, context: dict, status: int = 200):
    return TemplateResponse(
        request, template, admin.site.each_context(request) | context, status=status
    )
