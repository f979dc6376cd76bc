"""What is offered, for whom and when, and every public page of the guide."""
