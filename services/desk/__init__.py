"""Ma liste, the sheet and the advisor's desk: what is picked, kept, printed, handed over."""
