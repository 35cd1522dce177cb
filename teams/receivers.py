"""What is heard from lower rooms: one line to a service each."""
