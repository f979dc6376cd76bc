"""What a backup holds, row by row, to be compared with what it gives back."""

from miramas_guide import backup

# What a restoration itself writes.
ITS_OWN = {"services.revision", "services.jobrun", "actors.auditentry"}


def contents() -> dict[str, list[bytes]]:
    """Model → its rows as written. An instant is kept to the millisecond: « .000Z » is « Z »."""
    found = {model._meta.label_lower: model for model in backup.kept_models()}
    return {
        label: [line.replace(b'.000Z"', b'Z"') for line in backup._lines(model)]
        for label, model in found.items()
        if label not in ITS_OWN
    }
