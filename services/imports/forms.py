"""The form that receives a file to import."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.models import ImportRun
from services.standards.files import FileError
from services.standards.sources import open_inclusion, open_lieux, producer_of

# 10,000 rows of a list of places weigh some 8 MB.
LARGEST = 10 * 1024 * 1024
Standard = ImportRun.Standard


class UploadForm(forms.Form):
    standard = forms.ChoiceField(
        label=gettext_lazy("Ce que contient le fichier"),
        choices=Standard.choices,
        widget=forms.RadioSelect,
        initial=Standard.LIEUX,
    )
    first = forms.FileField(
        label=gettext_lazy("Le fichier"),
        help_text=gettext_lazy(
            "CSV ou JSON, 10 Mo au plus. Pour data.inclusion : le fichier des structures."
        ),
        error_messages={
            "required": gettext_lazy("Choisissez le fichier à importer."),
            "empty": gettext_lazy("Le fichier est vide."),
        },
    )
    second = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=gettext_lazy("Le fichier des services"),
        help_text=gettext_lazy("Pour data.inclusion seulement."),
    )
    source = forms.CharField(
        required=False,
        max_length=100,
        label=gettext_lazy("Producteur"),
        help_text=gettext_lazy(
            "Qui tient ce fichier, s’il ne le dit pas lui-même. Gardez le même nom à chaque fois. "
            "Sinon, le nom du fichier sert."
        ),
    )
    new_state = forms.ChoiceField(
        label=gettext_lazy("Les nouvelles fiches"),
        choices=[
            ("draft", gettext_lazy("restent en brouillon, à relire")),
            ("published", gettext_lazy("sont publiées tout de suite")),
        ],
        widget=forms.RadioSelect,
        initial="draft",
    )

    def clean_first(self):
        return self._of_a_fair_size("first")

    def clean_second(self):
        return self._of_a_fair_size("second")

    def _of_a_fair_size(self, name: str):
        file = self.cleaned_data[name]
        if file and file.size > LARGEST:
            raise forms.ValidationError(
                _("Ce fichier pèse plus de 10 Mo. Coupez-le en plusieurs, puis recommencez.")
            )
        return file

    def clean(self) -> dict:
        cleaned = super().clean()
        is_double = cleaned.get("standard") == Standard.INCLUSION
        if is_double and not cleaned.get("second") and "second" not in self.errors:
            self.add_error("second", _("Il faut aussi le fichier des services."))
        if not self.errors:
            self._read(is_double)
        return cleaned

    def _read(self, is_double: bool) -> None:
        """What is no table is said at once, before anything is kept."""
        self.data_of_first = self.cleaned_data["first"].read()
        self.data_of_second = self.cleaned_data["second"].read() if is_double else b""
        try:
            if is_double:
                open_inclusion(self.data_of_first, self.data_of_second)
            else:
                open_lieux(self.data_of_first, "")
        except FileError as error:
            self.add_error("first", str(error))

    def save(self, user) -> ImportRun:
        data = self.cleaned_data
        first, second = data["first"], data.get("second")
        is_double = data["standard"] == Standard.INCLUSION
        files = [first, second] if is_double else [first]
        return ImportRun.objects.create(
            standard=data["standard"],
            name=", ".join(file.name for file in files)[:200],
            source=(data["source"] or producer_of(first.name))[:100],
            new_state=data["new_state"],
            first=self.data_of_first,
            second=self.data_of_second,
            status=ImportRun.Status.READING,
            by=user,
        )
