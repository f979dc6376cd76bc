"""What the web needs beside the pages: the revision, caching, limits, context."""
