"""The one signal that says: what the public sees has changed."""

from django.dispatch import Signal

# Sent inside the transaction of the change, by every save, delete and bulk action on a public
# record. Whoever keeps caches listens; `actors` does not know who that is.
public_changed = Signal()
