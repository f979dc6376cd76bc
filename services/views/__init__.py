"""The public pages: list, detail, map, fixed pages."""
