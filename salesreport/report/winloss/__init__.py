"""Won and lost, for a team or a rep: what `winloss` says of a run's deals, as parts.

`histories` the run's deals as arrays · `everyone` what all of them say · `leaks` cohorts,
steps, leaks, idle and slipped deals of one reader · `behaviour` what was done beside what
was won · `actionkinds` kinds of actions, `closeddeals` closed deals with them · `keyactions`
which go with winning · `successes` wins faster and larger than similar ones.
"""
