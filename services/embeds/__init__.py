"""The guide inside the pages of others: lists and maps for an iframe, and the line to paste."""
