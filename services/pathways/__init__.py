"""Ways from being helped, to learning, to enjoying and passing it on."""
