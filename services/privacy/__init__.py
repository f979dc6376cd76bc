"""What the guide holds about people: the register, and what is erased when its time is over."""
