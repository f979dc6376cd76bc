"""The guide in the words of others: one file a standard, `parse` and `render` side by side."""
