"""What happens by itself: the revision rises, and a migrated database is ready to serve."""

from django.db import connections, transaction

from services import choices


def raise_revision(**kwargs):
    """Receiver of `public_changed`, inside the transaction of the change."""
    from services.models import Revision

    Revision.raise_by_one()
    _analyse_after_commit()


def _analyse_after_commit():
    """The words and meaning of what changed are stored once, when the change is sure."""
    connection = connections["default"]
    if all(pending[1] is not analyse_changes for pending in connection.run_on_commit):
        transaction.on_commit(analyse_changes, robust=True)


def analyse_changes():
    from services.search.store import refresh

    refresh()


def prepare_guide(using: str, **kwargs):
    """After a migration: terms, staff groups, the settings row, needs, and first pathways."""
    from actors.terms import fill_terms
    from services.models import GuideSettings, Need, Revision
    from services.roles import fill_groups
    from services.search.store import load_lexicon
    from services.standards.needs import load_needs
    from services.standards.pathways import load_pathways

    if Need._meta.db_table not in connections[using].introspection.table_names():
        return  # migrated back to zero: nothing to prepare
    fill_terms([vocabulary.name for vocabulary in choices.ALL], using=using)
    fill_groups(using=using)
    GuideSettings.objects.using(using).get_or_create(pk=GuideSettings.singleton_instance_id)
    Revision.objects.using(using).get_or_create(pk=1)
    load_needs(using=using)
    load_lexicon(using=using)
    load_pathways(using=using)
