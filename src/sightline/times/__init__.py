"""When: expressions to Periods, as wide as honesty demands."""
