"""Admin of exceptional closures and of workshops."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.admin.history import HistoryAdmin
from actors.admin.plain import FoldedSearchMixin, PlainAdmin, PlainFields
from services.admin.action import action_link
from services.admin.filters import SessionToComeFilter, ToComeFilter
from services.admin.forms import ClosureForm, SeriesForm
from services.models import Closure, Session, SessionSeries

_PLACE_SEARCH = (
    "service_at_location__service__title_key",
    "service_at_location__location__name_key",
)
_PLACE_RELATED = ("service_at_location__service", "service_at_location__location")


class ClosureInline(PlainFields, admin.StackedInline):
    model = Closure
    fields = (("starts_on", "ends_on"), "reason")
    extra = 0

    def get_queryset(self, request):
        """Those of the whole building; those of one service have their own page."""
        return super().get_queryset(request).filter(service_at_location__isnull=True)


@admin.register(Closure)
class ClosureAdmin(FoldedSearchMixin, HistoryAdmin, PlainAdmin):
    form = ClosureForm
    autocomplete_fields = ("location", "service_at_location")
    list_display = ("location", "service_at_location", "starts_on", "ends_on", "reason")
    list_select_related = ("location", *_PLACE_RELATED)
    list_filter = (ToComeFilter,)
    search_fields = ("location__name_key", "reason")
    search_help_text = _("Un lieu ou une raison.")
    date_hierarchy = "starts_on"
    fields = ("location", "service_at_location", ("starts_on", "ends_on"), "reason")


@admin.register(Session)
class SessionAdmin(FoldedSearchMixin, PlainAdmin):
    autocomplete_fields = ("service_at_location",)
    list_display = ("service_at_location", "start", "end", "places_left", "cancelled", "deed")
    list_select_related = (*_PLACE_RELATED, "action")
    list_filter = (SessionToComeFilter, "cancelled")
    search_fields = _PLACE_SEARCH
    search_help_text = _("Un service ou un lieu.")
    date_hierarchy = "start"
    fields = (
        "service_at_location",
        "start",
        "end",
        ("capacity", "places_left"),
        "level",
        "price",
        "cancelled",
    )

    @admin.display(description=_("action de l’année"))
    def deed(self, session: Session) -> str:
        """A workshop that took place may count for the label."""
        return "" if session.cancelled else action_link(session)


@admin.register(SessionSeries)
class SessionSeriesAdmin(FoldedSearchMixin, PlainAdmin):
    form = SeriesForm
    actions = ["renew"]
    autocomplete_fields = ("service_at_location",)
    list_display = ("service_at_location", "weekday", "start", "end", "starts_on", "ends_on")
    list_select_related = _PLACE_RELATED
    list_filter = (ToComeFilter, "weekday")
    search_fields = _PLACE_SEARCH
    search_help_text = _("Un service ou un lieu.")
    fields = (
        "service_at_location",
        ("weekday", "every_n_weeks"),
        ("start", "end"),
        ("starts_on", "ends_on"),
        "skip_school_holidays",
        "exceptions",
        "capacity",
        "level",
        "price",
    )

    @admin.action(description=_("Renouveler pour douze mois"), permissions=["change"])
    def renew(self, request, queryset):
        for series in queryset:
            try:
                series.renew()
            except ValidationError as error:
                messages.error(request, f"{series} : {' '.join(error.messages)}")
            else:
                until = date_format(series.ends_on, "j F Y")
                told = gettext("%(series)s : renouvelée jusqu’au %(until)s.")
                messages.success(request, told % {"series": series, "until": until})
