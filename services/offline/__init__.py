"""The guide without network: kept by a browser that asked, or as one file."""
