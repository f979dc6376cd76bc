"""Admin of locations, completed with what is offered there and when it is shut."""

from django.contrib import admin

from actors.admin.location import LocationAdmin
from actors.models import Location
from services.admin.agenda import ClosureInline
from services.admin.places import PlaceAtLocationInline

admin.site.unregister(Location)


@admin.register(Location)
class FullLocationAdmin(LocationAdmin):
    inlines = [PlaceAtLocationInline, ClosureInline]
