"""Widgets of staff forms."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.html import format_html
from django.utils.translation import gettext as _


class CheckboxGroup(forms.CheckboxSelectMultiple):
    """Boxes under one name: without a group, a screen reader says « oui » and not of what.

    `label` is filled by the form, from the field that the boxes belong to.
    """

    label = ""

    def render(self, name, value, attrs=None, renderer=None):
        boxes = super().render(name, value, attrs, renderer)
        is_long = len(list(self.choices)) > 30
        css = "checkbox-group checkbox-group--long" if is_long else "checkbox-group"
        return format_html(
            '<div class="{}" role="group" aria-label="{}">{}</div>', css, self.label, boxes
        )


def give_name(field: forms.Field) -> None:
    """Tell a widget of several controls what its field is called."""
    widget = getattr(field.widget, "widget", field.widget)  # the admin wraps those with a « + »
    if isinstance(widget, CheckboxGroup):
        widget.label = field.label
    elif isinstance(widget, AdminSplitDateTime):
        day, hour = widget.widgets
        day.attrs["aria-label"] = _("%(field)s : date") % {"field": field.label}
        hour.attrs["aria-label"] = _("%(field)s : heure") % {"field": field.label}
