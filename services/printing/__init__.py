"""What is printed in quantity: the whole guide, its large-print edition, the sheet of news."""
