"""The guide attacked as §4.3 of the security study tells: texts, addresses, forms, files."""
