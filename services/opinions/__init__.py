"""« Avez-vous trouvé ce que vous cherchiez ? »: asked on a service and on a search."""
