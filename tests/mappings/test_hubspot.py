# ruff: noqa: E501
"""What the rows of a HubSpot export mean, on an invented export."""

import pytest

EXPORT = {
    "owner.csv": "owner_id,first_name,last_name,email\n11,Ann,Ode,a@x\n12,,,b@x\n",
    "owner_team.csv": "owner_id,team_id,is_team_primary\n11,7,true\n11,8,false\n",
    "team.csv": "id,name\n7,West\n8,All\n",
    "deal_pipeline_stage.csv": (
        "stage_id,label,closed_won,is_closed,probability\n"
        "s1,Appointment scheduled,FALSE,FALSE,0.2\n"
        "s2,Haggling,FALSE,FALSE,0.8\n"
        "s3,Signed,TRUE,TRUE,1.0\n"
        "s4,Gone,FALSE,TRUE,0.0\n"
        "s5,Parked,FALSE,FALSE,0.0\n"
    ),
    "deal.csv": (
        "deal_id,is_deleted,deal_pipeline_stage_id,owner_id,property_amount,"
        "property_closedate,property_createdate,property_dealname\n"
        "101,false,s3,11,100.5,2024-06-10 10:00:00,2024-05-01 08:30:00,Big one\n"
        "102,false,s4,11,7,2024-06-11 10:00:00,2024-05-01 08:30:00,\n"
        "103,false,s1,12,7,2024-07-01 10:00:00,2024-05-01 08:30:00,\n"
        "104,false,s2,12,7,,2024-05-01 08:30:00,\n"
        "105,false,s5,12,7,,2024-05-01 08:30:00,\n"
        "106,true,s3,12,7,2024-06-10 10:00:00,2024-05-01 08:30:00,\n"
        "107,false,s3,12,7,2024-06-10 10:00:00,2024-05-01 08:30:00,\n"
        "108,false,,12,7,,2024-05-01 08:30:00,\n"
    ),
    "merged_deal.csv": "deal_id,merged_deal_id\n101,107\n",
    "deal_company.csv": (
        "deal_id,company_id,type_id\n101,901,5\n101,901,341\n101,902,341\n102,902,5\n103,999,5\n"
    ),
    "company.csv": "id,property_name,property_industry\n901,Acme,Energy\n902,Bolt,\n",
    "deal_stage.csv": (
        "deal_id,value,date_entered,_fivetran_active\n"
        "101,s1,2024-05-01 08:30:00,FALSE\n"
        "101,s2,2024-05-20 08:30:00,FALSE\n"
        "101,s3,2024-06-10 08:30:00,TRUE\n"
    ),
    "engagement_deal.csv": "engagement_id,deal_id\n1,101\n2,104\n",
    "engagement_company.csv": "engagement_id,company_id\n3,902\n4,902\n5,901\n6,901\n",
    "engagement_task.csv": (
        "engagement_id,property_hubspot_owner_id,property_hs_task_subject,property_hs_timestamp,"
        "property_hs_task_status,property_hs_task_completion_date,property_hs_createdate,"
        "property_hs_task_type,_fivetran_deleted\n"
        "1,11,Send offer,2024-05-10 08:00:00,COMPLETED,2024-05-09 08:00:00,2024-05-01 08:00:00,EMAIL,false\n"
        "3,12,Call back,2024-06-20 08:00:00,NOT_STARTED,,2024-06-01 08:00:00,CALL,false\n"
        "9,12,Old,2024-06-20 08:00:00,NOT_STARTED,,2024-06-01 08:00:00,CALL,true\n"
    ),
    "engagement_call.csv": (
        "engagement_id,property_hubspot_owner_id,property_hs_call_title,property_hs_timestamp\n"
        "4,11,Asked for budget,2024-06-02 08:00:00\n"
    ),
    "engagement_meeting.csv": (
        "engagement_id,property_hubspot_owner_id,property_hs_meeting_title,"
        "property_hs_meeting_outcome,property_hs_timestamp\n"
        "5,11,Demo,COMPLETED,2024-06-03 08:00:00\n"
        "6,11,Second demo,SCHEDULED,2024-06-23 08:00:00\n"
    ),
}  # fmt: skip


@pytest.fixture
def crm(mapped):
    """The invented export as loaded; some of its files replaced or left out (None)."""

    def loaded(changes=None, **entry):
        texts = {**EXPORT, **(changes or {})}
        files = {f"export/{name}": text for name, text in texts.items() if text is not None}
        return mapped("hubspot", files=files, entry=entry)

    return loaded


def test_an_owner_who_was_removed_keeps_name_and_team(crm, rows, problem_of):
    owners = (
        "owner_id,first_name,last_name,email,_fivetran_deleted\n"
        "11,Ann,Ode,a@x,true\n12,Ben,Lee,b@x,false\n"
    )
    loaded = crm({"owner.csv": owners})
    assert rows(loaded, "reps", "rep_id", "name", "team") == [
        ("11", "Ann Ode", "West"),
        ("12", "Ben Lee", None),
    ]
    assert problem_of(loaded, "left_undated").row == 2


def test_stage_goes_by_the_flags_of_the_pipelines_stage(crm, rows, problem_of):
    loaded = crm()
    assert rows(loaded, "opportunities", "opportunity_id", "stage") == [
        ("101", "won"),
        ("102", "lost"),
        ("103", "lead"),
        ("104", "negotiation"),
        ("108", "lead"),
    ]
    problem = problem_of(loaded, "unknown_choice")
    assert (problem.value, problem.row) == ("Parked", 6)  # open with probability 0: not guessed


def test_own_words_for_stages_hold_in_each_table(crm, rows):
    words = {"Parked": "intent", "Haggling": "intent"}
    loaded = crm(values={"stage": words})
    stages = dict(rows(loaded, "opportunities", "opportunity_id", "stage"))
    assert (stages["104"], stages["105"]) == ("intent", "intent")
    assert ("101", "intent") in rows(loaded, "stage_changes", "opportunity_id", "stage")


def test_deleted_and_merged_deals_are_listed_by_rule(crm, line_of):
    line = line_of(crm(), "opportunities")
    assert (line.read, line.kept, line.listed) == (8, 5, {"not_selected": 2, "unknown_choice": 1})


@pytest.mark.parametrize("chain", ["101,107\n108,101\n108,107\n", "101,107\n108,107\n"])
def test_a_deal_merged_twice_is_left_out(crm, line_of, rules_of, chain):
    loaded = crm({"merged_deal.csv": "deal_id,merged_deal_id\n" + chain})
    ids = set(loaded.tables["opportunities"].opportunity_id)
    assert "107" not in ids
    assert ("101" in ids) == ("108,101" not in chain)
    assert "join_duplicate_key" not in rules_of(loaded)


def test_customer_is_the_primary_company_or_its_id(crm, rows):
    columns = ("opportunity_id", "customer", "industry", "note", "amount")
    found = rows(crm(), "opportunities", *columns)
    assert found[0] == ("101", "Acme", "Energy", "Big one", 10050)
    assert [row[1] for row in found] == ["Acme", "Bolt", "999", None, None]


def test_close_date_of_an_open_deal_is_the_expected_one(crm, rows):
    found = rows(crm(), "opportunities", "close_date", "expected_close_date")
    assert found[:3] == [("2024-06-10", None), ("2024-06-11", None), (None, "2024-07-01")]


def test_owners_have_a_full_name_and_their_primary_team(crm, rows):
    assert rows(crm(), "reps", "rep_id", "name", "team") == [
        ("11", "Ann Ode", "West"),
        ("12", "b@x", None),
    ]


def test_stage_history_keeps_former_stages(crm, rows):
    assert rows(crm(), "stage_changes", "opportunity_id", "stage", "entered_date") == [
        ("101", "lead", "2024-05-01"),
        ("101", "negotiation", "2024-05-20"),
        ("101", "won", "2024-06-10"),
    ]


def test_engagements_are_activities_with_deal_customer_and_stage(crm, rows, line_of):
    loaded = crm()
    columns = ("activity_id", "rep_id", "customer", "stage", "status", "date", "action_type")
    assert rows(loaded, "activities", *columns) == [
        ("1", "11", "Acme", "won", "done", "2024-05-09", "EMAIL"),
        ("3", "12", "Bolt", "lead", "not_started", "2024-06-20", "call"),
        ("4", "11", "Bolt", "lead", "done", "2024-06-02", "call"),
        ("5", "11", "Acme", "lead", "done", "2024-06-03", "visit"),
        ("6", "11", "Acme", "lead", "not_started", "2024-06-23", "visit"),
    ]
    assert line_of(loaded, "activities").listed == {"not_selected": 1}
    done = rows(loaded, "activities", "activity_id", "due_date", "done_date")
    assert done[0] == ("1", "2024-05-10", "2024-05-09")
    assert done[3:] == [("5", None, "2024-06-03"), ("6", None, None)]


def test_deals_and_stages_alone_will_do(crm, rows):
    kept = ("deal.csv", "deal_pipeline_stage.csv")
    loaded = crm({name: None for name in EXPORT if name not in kept})
    assert len(rows(loaded, "opportunities", "opportunity_id")) == 6  # the merged one too
