"""Widgets of staff forms."""

from django import forms
from django.utils.html import format_html


class CheckboxGroup(forms.CheckboxSelectMultiple):
    """Boxes under one name: without a group, a screen reader says « oui » and not of what.

    `label` is filled by the form, from the field that the boxes belong to.
    """

    label = ""

    def render(self, name, value, attrs=None, renderer=None):
        boxes = super().render(name, value, attrs, renderer)
        is_long = len(list(self.choices)) > 20
        css = "checkbox-group checkbox-group--long" if is_long else "checkbox-group"
        return format_html(
            '<div class="{}" role="group" aria-label="{}">{}</div>', css, self.label, boxes
        )
