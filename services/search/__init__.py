"""The search: what residents type, and the services that answer it.

Pure modules on plain values: no model, no request, the same ranking on every database.
`analysis` folds and stems, `spelling` corrects, `lexicon` knows everyday words, `query` reads
what was typed, `index` holds the postings, `semantics` the meaning, `intents` the wishes,
`ranking` adds it all up, `snapshot` is the whole of it for one revision of the guide.
Only `loading`, `store`, `counts`, `suggestions` and `views` touch the database and requests.
"""

import os

# Before numpy is first imported: products this small only lose by being shared among threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
