"""Pages of the stage: front page, account, units, people, notices, standard errors."""
