"""Rules of people and names: who is meant, which team, which measure."""

from __future__ import annotations

from salesreport.rules.rule import Rule

PEOPLE: dict[str, Rule] = {
    "ambiguous_name": Rule("error", "A name that several people bear; refused, never merged."),
    "unknown_rep": Rule("warning", "A rep the table of people does not hold; kept as written."),
    "several_owners": Rule(
        "warning", "A cell that names several people; kept as a person of that name."
    ),
    "name_contradicts_id": Rule(
        "warning", "The name beside an id is not that id's; the id says who is meant."
    ),
    "left_undated": Rule(
        "info",
        "A person of whom a column nothing reads says that they left, without a day of leaving.",
    ),
    "role_without_reps": Rule("warning", "A role of the policy that no rep has; not used."),
    "unknown_measure": Rule(
        "error", "A target, total or row of a measure that nothing computes or declares.", soft=True
    ),
    "other_unit": Rule(
        "error", "A row of other measures in another unit than the policy's.", soft=True
    ),
    "computed_measure": Rule(
        "error", "A row of other measures that names one the tables compute.", soft=True
    ),
    "unknown_team": Rule(
        "warning", "A row of a team that no rep is in; it stands on no team's page.", soft=True
    ),
    "team_beside_rep": Rule(
        "info",
        "A target that names a rep and a team, a note or plan that names another than the rep's; "
        "it is the rep's.",
        soft=True,
    ),
    "plan_of_leaver": Rule("warning", "An open plan of somebody who left; it is not carried over."),
    "plan_of_no_measure": Rule(
        "warning", "A plan with a measure that nothing computes; its effect cannot be told."
    ),
    "plan_in_two_places": Rule(
        "info", "A plan of a table that a book of plans has otherwise; the book counts."
    ),
    "inferred_reps": Rule("info", "No table of people: they are taken from the other tables."),
}
