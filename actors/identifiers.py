"""The universal identifier of a record, the only key that imports match on."""

import uuid

# The source name of the guide's own exports: their ids are already our uids.
OWN_SOURCE = "guide-numerique-miramas"
_NAMESPACE = uuid.UUID("7c1de2d2-95a9-5f3b-8c55-0d5f2f5a3b61")


def uid_for(source: str, external_id: str) -> uuid.UUID:
    """The uid of a source's record: the id itself when it is one of ours, else a uuid5."""
    if source == OWN_SOURCE:
        try:
            return uuid.UUID(external_id)
        except ValueError:
            pass
    return uuid.uuid5(_NAMESPACE, f"{source}\x1f{external_id}")
