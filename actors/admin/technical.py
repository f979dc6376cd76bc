"""Tables that staff only look at, and that the menu does not list."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.admin.plain import PlainAdmin
from actors.models import AuditEntry, Term, User


class LookOnlyAdmin(PlainAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Term)
class TermAdmin(LookOnlyAdmin):
    list_display = ("vocabulary", "code", "label")
    list_filter = ("vocabulary",)
    search_fields = ("code",)
    ordering = ("vocabulary", "code")


@admin.register(AuditEntry)
class AuditEntryAdmin(LookOnlyAdmin):
    """The audit trail, for managers; the accounts' names are those of today."""

    list_display = ("at", "action", "who", "about", "details")
    list_display_links = None
    list_filter = ("action", "at")
    search_fields = ("about",)
    search_help_text = _("Par exemple « compte 12 » ou « proposition 4 ».")

    def get_changelist_instance(self, request):
        page = super().get_changelist_instance(request)
        numbers = {entry.account for entry in page.result_list if entry.account}
        names = {user.pk: str(user) for user in User.objects.filter(pk__in=numbers)}
        for entry in page.result_list:
            entry.account_name = names.get(entry.account)
        return page

    @admin.display(description=_("par"), ordering="account")
    def who(self, entry: AuditEntry) -> str:
        if entry.account is None:
            return ""
        # A table that leaves the site asks for no name.
        name = getattr(entry, "account_name", "")
        return name or gettext("compte no %(pk)s") % {"pk": entry.account}
