
import django.core.validators
import django.db.models.deletion
import services.figures.headings
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0001_initial"),
        ("services", "0006_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Ce qui a été fait, en une phrase.",
                        max_length=150,
                        verbose_name="titre",
                    ),
                ),
                (
                    "date",
                    models.DateField(
                        help_text="Le premier jour, si cela a duré.", verbose_name="date"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=services.figures.headings.kinds,
                        help_text="Les rubriques du dossier Villes Internet.",
                        max_length=20,
                        verbose_name="rubrique",
                    ),
                ),
                (
                    "pillar",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("necessite", "Numérique nécessité"),
                            ("accomplissement", "Numérique accomplissement"),
                            ("loisir", "Numérique loisir et médiation numérique"),
                        ],
                        help_text="Laissez vide si l’action n’entre dans aucun pilier, comme la fibre.",
                        max_length=20,
                        verbose_name="pilier",
                    ),
                ),
                (
                    "people_reached",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Laissez vide si personne n’a compté.",
                        null=True,
                        verbose_name="personnes touchées",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Laissez vide si le coût n’est pas connu.",
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="coût en euros",
                    ),
                ),
                (
                    "evidence_url",
                    models.URLField(
                        blank=True,
                        help_text="Une page, un article, une photo en ligne.",
                        max_length=300,
                        verbose_name="lien de preuve",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="présentation")),
                (
                    "actors",
                    models.ManyToManyField(
                        blank=True,
                        related_name="actions",
                        to="actors.actor",
                        verbose_name="acteurs",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="actions",
                        to="services.service",
                        verbose_name="service d’où elle vient",
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        blank=True,
                        error_messages={"unique": "Cet atelier a déjà son action."},
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="action",
                        to="services.session",
                        verbose_name="atelier d’où elle vient",
                    ),
                ),
            ],
            options={
                "verbose_name": "action de l’année",
                "verbose_name_plural": "actions de l’année",
                "ordering": ["-date", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAction",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Ce qui a été fait, en une phrase.",
                        max_length=150,
                        verbose_name="titre",
                    ),
                ),
                (
                    "date",
                    models.DateField(
                        help_text="Le premier jour, si cela a duré.", verbose_name="date"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=services.figures.headings.kinds,
                        help_text="Les rubriques du dossier Villes Internet.",
                        max_length=20,
                        verbose_name="rubrique",
                    ),
                ),
                (
                    "pillar",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("necessite", "Numérique nécessité"),
                            ("accomplissement", "Numérique accomplissement"),
                            ("loisir", "Numérique loisir et médiation numérique"),
                        ],
                        help_text="Laissez vide si l’action n’entre dans aucun pilier, comme la fibre.",
                        max_length=20,
                        verbose_name="pilier",
                    ),
                ),
                (
                    "people_reached",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Laissez vide si personne n’a compté.",
                        null=True,
                        verbose_name="personnes touchées",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Laissez vide si le coût n’est pas connu.",
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="coût en euros",
                    ),
                ),
                (
                    "evidence_url",
                    models.URLField(
                        blank=True,
                        help_text="Une page, un article, une photo en ligne.",
                        max_length=300,
                        verbose_name="lien de preuve",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="présentation")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="services.service",
                        verbose_name="service d’où elle vient",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        error_messages={"unique": "Cet atelier a déjà son action."},
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="services.session",
                        verbose_name="atelier d’où elle vient",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical action de l’année",
                "verbose_name_plural": "historical actions de l’année",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAction_actors",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="services.action",
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actors.actor",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="services.historicalaction",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalAction_actors",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["date"], name="services_ac_date_4c5547_idx"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost__isnull", True), ("cost__gte", 0), _connector="OR"),
                name="action_cost_not_negative",
                violation_error_message="Un coût n’est jamais négatif.",
            ),
        ),
    ]
