"""Documents that prove: who may see them, lists, checklists, what falls without one."""
