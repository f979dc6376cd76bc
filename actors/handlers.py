"""What happens by itself: vocabularies after a migration, versions after a change of terms."""

from django.db import connections

from actors import choices


def fill_vocabularies(using: str, **kwargs):
    from actors.models import Term
    from actors.terms import fill_terms

    if Term._meta.db_table not in connections[using].introspection.table_names():
        return  # migrated back to zero
    fill_terms([vocabulary.name for vocabulary in choices.ALL], using=using)


def terms_changed(instance, action: str, reverse: bool, model, pk_set, **kwargs):
    """Raise the version of a record whose terms changed: the optimistic lock covers them."""
    if action not in {"post_add", "post_remove", "post_clear"}:
        return
    if action != "post_clear" and not pk_set:
        return
    if reverse:
        model.objects.filter(pk__in=pk_set or ()).update()
        return
    type(instance).objects.filter(pk=instance.pk).update()
    instance.refresh_from_db(fields=["version"])
