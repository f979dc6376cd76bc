"""Admin of accounts: an e-mail or nothing, a designation, what the account may do."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.contrib.auth.models import Group
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actors import audit
from actors.accounts import second_factor, sessions
from actors.admin.base import tell
from actors.admin.plain import PlainAdmin
from actors.forms import WordsFormMixin
from actors.models import Membership, ProConnectIdentity, User

# What a group may do is declared in the code and set again at each migration.
admin.site.unregister(Group)


class AccountForm(WordsFormMixin, forms.ModelForm):
    class Meta:
        labels = {
            "groups": gettext_lazy("rôles"),
            "is_superuser": gettext_lazy("compte de secours"),
        }
        help_texts = {
            "groups": gettext_lazy(
                "Rédaction : modifier et publier les fiches. Responsable : aussi les comptes et "
                "les réglages. Conseil : lire les notes pour les professionnels."
            ),
            "is_superuser": gettext_lazy("Peut tout faire. À garder pour les jours de panne."),
        }


class NewAccountForm(WordsFormMixin, AdminUserCreationForm):
    usable_password = AdminUserCreationForm.create_usable_password_field(
        gettext_lazy("Sans mot de passe, le compte sert à un partenaire qui reçoit un lien.")
    )

    class Meta:
        model = User
        fields = ("email", "label")


class PasswordForm(AdminPasswordChangeForm):
    """Two boxes: a password is given or changed here, never taken away."""

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.fields.pop("usable_password", None)


class MembershipInline(admin.StackedInline):
    model = Membership
    autocomplete_fields = ("actor",)
    extra = 0
    verbose_name = gettext_lazy("acteur tenu à jour")
    verbose_name_plural = gettext_lazy("acteurs que ce compte tient à jour")


@admin.register(User)
class AccountAdmin(UserAdmin, PlainAdmin):
    form = AccountForm
    add_form = NewAccountForm
    add_form_template = "admin/account_add.html"
    change_password_form = PasswordForm
    change_user_password_template = "admin/account_password.html"  # noqa: S105 a file name
    actions = ["remove_second_factor", "detach_proconnect", "close_sessions"]
    inlines = [MembershipInline]
    list_display = ("designation", "email", "roles", "is_staff", "is_active", "last_login")
    list_display_links = ("designation",)
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("email", "label")
    search_help_text = gettext_lazy("Une adresse e-mail ou une désignation.")
    ordering = ("label", "email", "pk")
    filter_horizontal = ()
    readonly_fields = ("password_link", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "label", "password_link")}),
        (
            gettext_lazy("Ce que ce compte peut faire"),
            {"fields": ("is_active", "is_staff", "groups", "is_superuser")},
        ),
        (gettext_lazy("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "label")}),
        (
            gettext_lazy("Mot de passe"),
            {"fields": ("usable_password", "password1", "password2")},
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return readonly if request.user.is_superuser else (*readonly, "is_superuser")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_touch(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_touch(request.user, obj)

    @admin.action(
        description=gettext_lazy("Retirer le second facteur (téléphone perdu)"),
        permissions=["change"],
    )
    def remove_second_factor(self, request, queryset):
        count = sum(second_factor.reset(user) for user in self._touched(request, queryset))
        tell(
            request,
            count,
            ngettext("%d second facteur retiré.", "%d seconds facteurs retirés.", count),
        )

    @admin.action(description=gettext_lazy("Détacher ProConnect"), permissions=["change"])
    def detach_proconnect(self, request, queryset):
        users = self._touched(request, queryset)
        found = ProConnectIdentity.objects.filter(user__in=users)
        for identity in found:
            audit.record("identity_unlinked", request=request, about=f"compte {identity.user_id}")
        count, _each = found.delete()
        tell(request, count, ngettext("%d compte détaché.", "%d comptes détachés.", count))

    @admin.action(description=gettext_lazy("Fermer toutes les sessions"), permissions=["change"])
    def close_sessions(self, request, queryset):
        users = self._touched(request, queryset)
        for user in users:
            sessions.close_all(user)
        count = len(users)
        tell(request, count, ngettext("%d compte déconnecté.", "%d comptes déconnectés.", count))

    def _touched(self, request, queryset) -> list[User]:
        return [user for user in queryset if _may_touch(request.user, user)]

    @admin.display(description=gettext_lazy("compte"), ordering="label")
    def designation(self, obj) -> str:
        return str(obj)

    @admin.display(description=gettext_lazy("rôles"))
    def roles(self, obj) -> str:
        return ", ".join(group.name for group in obj.groups.all())

    @admin.display(description=gettext_lazy("mot de passe"))
    def password_link(self, obj) -> str:
        words = (
            _("Changer le mot de passe")
            if obj.has_usable_password()
            else _("Donner un mot de passe")
        )
        return format_html('<a href="../password/">{}</a>', words)


def _may_touch(user, account) -> bool:
    """A rescue account is changed by another one only: a manager must not become one."""
    return account is None or not account.is_superuser or user.is_superuser
