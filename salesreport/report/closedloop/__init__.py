"""The closed loop: what became of last period's plans, and what can be told of their effect."""
