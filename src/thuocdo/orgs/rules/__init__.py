"""Who may do what where, and how a printed unit name finds its unit (pure)."""
