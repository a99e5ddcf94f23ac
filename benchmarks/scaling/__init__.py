"""How the rate grows or falls with rows, conditions, unknowns, lists and rules: figures and plots."""
