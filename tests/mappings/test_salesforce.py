# ruff: noqa: E501
"""What the rows of a Salesforce export mean, on an invented export."""

import shutil

import pytest

EXPORT = {
    "user.csv": (
        "id,name,manager_id,user_role_id,_fivetran_deleted,_fivetran_active\n"
        "005A,Ann Ode,005C,00EA,false,true\n"
        "005A,Ann Oed,005C,00EA,false,false\n"
        "005B,Ben Lee,005C,,false,true\n"
        "005D,Dot Ray,,,true,true\n"
    ),
    "user_role.csv": "id,name\n00EA,West\n",
    "account.csv": "id,name,industry\n001A,Acme,Energy\n001B,Bolt,\n",
    "opportunity.csv": (
        "id,account_id,amount,close_date,created_date,is_closed,is_won,is_deleted,"
        "lead_source,owner_id,probability,stage_name,_fivetran_active\n"
        "006A,001A,100.5,2024-06-10 00:00:00,2024-05-01 08:30:00,true,true,false,Web,005A,100,Signed,true\n"
        "006B,001B,,2024-06-11 00:00:00,2024-05-01 08:30:00,true,false,false,,005A,0,Dead,true\n"
        "006C,001A,70,2024-07-01 00:00:00,2024-05-01 08:30:00,false,false,false,,005B,90,Prospecting,true\n"
        "006D,001A,70,2024-07-01 00:00:00,2024-05-01 08:30:00,false,false,false,,005B,75,Haggling,true\n"
        "006E,001X,70,2024-07-01 00:00:00,2024-05-01 08:30:00,false,false,false,,005B,20,Talking,true\n"
        "006F,,70,2024-07-01 00:00:00,2024-05-01 08:30:00,false,false,false,,005B,5,Dreaming,true\n"
        "006G,001A,70,2024-07-01 00:00:00,2024-05-01 08:30:00,false,false,false,,005B,,Sleeping,true\n"
        "006H,001A,70,2024-06-10 00:00:00,2024-05-01 08:30:00,true,true,true,,005B,100,Signed,true\n"
        "006A,001A,90,2024-06-10 00:00:00,2024-05-01 08:30:00,false,false,false,,005A,50,Talking,false\n"
    ),
    "opportunity_history.csv": (
        "id,stage_name,is_closed,is_won,is_deleted,probability,_fivetran_start\n"
        "006A,Prospecting,false,false,false,10,2024-05-01 08:30:00\n"
        "006A,Prospecting,false,false,false,10,2024-05-03 08:30:00\n"
        "006A,Haggling,false,false,false,80,2024-05-20 08:30:00\n"
        "006A,Signed,true,true,false,100,2024-06-10 08:30:00\n"
    ),
    "lead.csv": (
        "id,owner_id,created_date,company,status,is_converted,is_deleted,converted_opportunity_id\n"
        "00QA,005A,2024-05-02 09:00:00,Acme,Qualified,true,false,006A\n"
        "00QB,005A,2024-05-02 09:00:00,Crow,Open - Not Contacted,false,false,\n"
        "00QC,005B,2024-05-02 09:00:00,Dune,Working - Contacted,false,false,\n"
        "00QD,005B,2024-05-02 09:00:00,Elm,Unqualified,false,false,\n"
        "00QE,005B,2024-05-02 09:00:00,Fir,New,false,true,\n"
    ),
    "task.csv": (
        "id,owner_id,subject,activity_date,created_date,status,is_closed,is_deleted,"
        "account_id,what_id,who_id,type,completed_date_time\n"
        "00TA,005A,Send offer,2024-05-10,2024-05-02 08:00:00,Completed,true,false,001A,006A,,Email,2024-05-09 15:00:00\n"
        "00TB,005A,Call back,2024-06-20,2024-06-02 08:00:00,Not Started,false,false,001A,006D,,Call,\n"
        "00TC,005B,Say hello,,2024-06-03 08:00:00,Waiting on someone else,false,false,,,00QB,Call,\n"
        "00TD,005B,,2024-06-04,2024-06-03 08:00:00,Completed,true,false,001B,,,Call,\n"
        "00TE,005B,Lunch,2024-06-04,2024-06-03 08:00:00,Completed,true,false,001Z,001Z,,,\n"
    ),
    "event.csv": (
        "id,owner_id,subject,activity_date,created_date,start_date_time,end_date_time,is_deleted,"
        "account_id,what_id,who_id,type\n"
        "00UA,005A,Demo,2024-05-15,2024-05-10 08:00:00,2024-05-15 10:00:00,2024-05-15 11:00:00,false,001A,006A,,Meeting\n"
        "00UB,005A,Demo,2024-05-16,2024-05-10 08:00:00,2024-05-16 10:00:00,2024-05-16 11:00:00,true,001A,006A,,Meeting\n"
    ),
}  # fmt: skip


@pytest.fixture
def crm(mapped):
    """The invented export as loaded; some of its files replaced or left out (None)."""

    def loaded(changes=None, **entry):
        texts = {**EXPORT, **(changes or {})}
        files = {f"export/{name}": text for name, text in texts.items() if text is not None}
        return mapped("salesforce", files=files, entry=entry)

    return loaded


def test_won_and_lost_go_by_flags_and_open_stages_by_name_then_probability(crm, rows, problem_of):
    loaded = crm()
    assert rows(loaded, "opportunities", "opportunity_id", "stage") == [
        ("006A", "won"),
        ("006B", "lost"),
        ("006C", "lead"),  # Prospecting, whatever its probability
        ("006D", "negotiation"),
        ("006E", "intent"),
        ("006F", "lead"),
    ]
    problem = problem_of(loaded, "unknown_choice")
    assert (problem.value, problem.column, problem.row) == ("Sleeping", "stage", 8)


def test_own_words_for_stages_go_before_the_probability(crm, rows):
    loaded = crm(values={"stage": {"Sleeping": "intent", "Talking": "negotiation"}})
    stages = dict(rows(loaded, "opportunities", "opportunity_id", "stage"))
    assert (stages["006E"], stages["006G"]) == ("negotiation", "intent")


def test_close_date_of_an_open_deal_is_the_expected_one(crm, rows):
    found = rows(crm(), "opportunities", "opportunity_id", "close_date", "expected_close_date")
    assert found[0] == ("006A", "2024-06-10", None)
    assert found[1] == ("006B", "2024-06-11", None)
    assert {closed for _, closed, _ in found[2:]} == {None}
    assert {expected for _, _, expected in found[2:]} == {"2024-07-01"}


def test_customer_is_the_accounts_name_or_its_id(crm, rows):
    found = rows(crm(), "opportunities", "opportunity_id", "customer", "industry", "rep_id")
    assert found[0] == ("006A", "Acme", "Energy", "005A")
    assert found[4] == ("006E", "001X", None, "005B")
    assert found[5] == ("006F", None, None, "005B")


def test_deleted_rows_and_former_versions_are_listed_by_rule(crm, line_of):
    loaded = crm()
    line = line_of(loaded, "opportunities")
    assert (line.read, line.kept, line.listed) == (9, 6, {"not_selected": 2, "unknown_choice": 1})
    assert line_of(loaded, "reps").listed == {"not_selected": 2}
    assert line_of(loaded, "leads").listed == {"not_selected": 1}
    columns = {p.column for p in loaded.problems if p.rule == "not_selected"}
    assert columns == {"is_deleted", "_fivetran_active", "_fivetran_deleted"}


def test_people_have_the_role_as_team(crm, rows):
    assert rows(crm(), "reps", "rep_id", "name", "team", "manager_id")[:2] == [
        ("005A", "Ann Ode", "West", "005C"),
        ("005B", "Ben Lee", None, "005C"),
    ]


def test_history_gives_changes_of_stage_only(crm, rows, line_of):
    loaded = crm()
    assert rows(loaded, "stage_changes", "opportunity_id", "stage", "entered_date") == [
        ("006A", "lead", "2024-05-01"),
        ("006A", "negotiation", "2024-05-20"),
        ("006A", "won", "2024-06-10"),
    ]
    assert line_of(loaded, "stage_changes").listed == {"unchanged_stage": 1}


def test_leads_have_their_status_and_deal(crm, rows):
    assert rows(crm(), "leads", "lead_id", "status", "opportunity_id", "assigned_date") == [
        ("00QA", "converted", "006A", "2024-05-02"),
        ("00QB", "new", None, "2024-05-02"),
        ("00QC", "working", None, "2024-05-02"),
        ("00QD", "invalid", None, "2024-05-02"),
    ]


def test_tasks_and_events_are_activities(crm, rows, line_of):
    loaded = crm()
    columns = ("activity_id", "customer", "opportunity_id", "stage", "status", "date")
    assert rows(loaded, "activities", *columns) == [
        ("00TA", "Acme", "006A", "won", "done", "2024-05-09"),
        ("00TB", "Acme", "006D", "negotiation", "not_started", "2024-06-20"),
        ("00TC", "Crow", None, "lead", "in_progress", "2024-06-03"),
        ("00TE", "001Z", None, "lead", "done", "2024-06-04"),
        ("00UA", "Acme", "006A", "won", "done", "2024-05-15"),
    ]
    listed = line_of(loaded, "activities").listed
    assert listed == {"missing_key_action": 1, "not_selected": 1}


def test_done_date_is_known_only_where_salesforce_has_it(crm, rows):
    found = rows(crm(), "activities", "activity_id", "due_date", "done_date", "entered_on")
    assert found[0] == ("00TA", "2024-05-10", "2024-05-09", "2024-05-02")
    assert found[3] == ("00TE", "2024-06-04", None, "2024-06-03")
    assert found[4] == ("00UA", None, "2024-05-15", "2024-05-10")


def test_api_names_are_read_as_well(crm, rows):
    text = EXPORT["opportunity.csv"]
    header, body = text.split("\n", 1)
    api = ",".join(word.title().replace("_", "") for word in header.split(","))
    assert "StageName" in api
    loaded = crm({"opportunity.csv": None, "Opportunity.csv": f"{api}\n{body}"})
    assert rows(loaded, "opportunities", "opportunity_id", "customer", "amount")[0] == (
        "006A",
        "Acme",
        10050,
    )


OWN_NAMES = {
    "user.csv": "User.csv", "user_role.csv": "UserRole.csv", "account.csv": "Account.csv",
    "opportunity.csv": "Opportunity.csv", "lead.csv": "Lead.csv", "task.csv": "Task.csv",
    "event.csv": "Event.csv",
}  # fmt: skip
OWN_HISTORY = (
    "ID,OPPORTUNITYID,CREATEDBYID,CREATEDDATE,STAGENAME,AMOUNT,PROBABILITY,CLOSEDATE,ISDELETED\n"
    "008a,006A,005A,2024-05-01T08:30:00.000Z,Prospecting,9,10,2024-06-10,false\n"
    "008b,006A,005A,2024-05-03T08:30:00.000Z,Prospecting,9,10,2024-06-10,false\n"
    "008c,006A,005A,2024-05-20T08:30:00.000Z,Haggling,9,80,2024-06-10,false\n"
    "008d,006A,005A,2024-06-10T08:30:00.000Z,Closed Won,9,100,2024-06-10,false\n"
)
"""Salesforce's object OpportunityHistory, an id of its own a row."""


def _own_form(text, spelt):
    """The same rows as Salesforce gives them: API names, no column of Fivetran's."""
    lines = [line.split(",") for line in text.splitlines()]
    own = [n for n, name in enumerate(lines[0]) if not name.startswith("_")]
    lines[0] = [spelt(name) for name in lines[0]]
    return "\n".join(",".join(line[n] for n in own) for line in lines) + "\n"


@pytest.mark.parametrize(
    "spelt",
    [
        lambda name: name.replace("_", "").upper(),
        lambda name: name.title().replace("_", ""),
    ],
    ids=["Data Loader", "API names"],
)
def test_every_object_is_read_under_its_api_name(crm, rows, tmp_path, spelt):
    # of a row's versions, which Fivetran alone has, the one of today
    today = {
        name: "".join(
            line for line in text.splitlines(keepends=True)
            if not ("_fivetran_active" in text and line.endswith(",false\n"))
            and not line.startswith("005D")
        )
        for name, text in EXPORT.items()
    }  # fmt: skip
    told = crm(today)
    shutil.rmtree(tmp_path / "export")
    files = {OWN_NAMES[name]: _own_form(today[name], spelt) for name in OWN_NAMES}
    files["OpportunityHistory.csv"] = OWN_HISTORY
    own = crm({**dict.fromkeys(EXPORT), **files})
    assert [p for p in own.problems if p.rule == "mapping_file_absent"] == []
    for table, columns in {
        "reps": ("rep_id", "name", "team", "manager_id"),
        "opportunities": ("opportunity_id", "rep_id", "customer", "stage", "close_date", "amount"),
        "stage_changes": ("opportunity_id", "stage", "entered_date"),
        "leads": ("lead_id", "rep_id", "customer", "status", "assigned_date", "opportunity_id"),
        "activities": ("activity_id", "rep_id", "customer", "opportunity_id", "stage", "status",
                       "date", "due_date", "done_date"),
    }.items():  # fmt: skip
        assert rows(own, table, *columns) == rows(told, table, *columns)


@pytest.mark.parametrize("name", ["OpportunityHistory.csv", "opportunity_history.csv"])
def test_the_objects_own_history_is_read_under_either_name(crm, rows, name):
    loaded = crm({"opportunity_history.csv": None, name: OWN_HISTORY})
    assert rows(loaded, "stage_changes", "opportunity_id", "stage", "entered_date") == [
        ("006A", "lead", "2024-05-01"),
        ("006A", "negotiation", "2024-05-20"),
        ("006A", "won", "2024-06-10"),
    ]


def test_a_user_who_is_not_active_stays_a_person_without_a_day_of_leaving(crm, rows, problem_of):
    users = "ID,NAME,USERROLEID,ISACTIVE\n005A,Ann Ode,00EA,false\n005B,Ben Lee,,true\n"
    loaded = crm({"user.csv": None, "User.csv": users})
    assert rows(loaded, "reps", "rep_id", "name", "team", "left_on") == [
        ("005A", "Ann Ode", "West", None),
        ("005B", "Ben Lee", None, None),
    ]
    problem = problem_of(loaded, "left_undated")
    assert (problem.severity, problem.row, problem.values["count"]) == ("info", 2, "1")
    assert "void_rows" not in {p.rule for p in loaded.problems}


def test_deals_alone_will_do(crm, rows):
    alone = {name: None for name in EXPORT if name != "opportunity.csv"}
    loaded = crm(alone)
    assert rows(loaded, "opportunities", "opportunity_id", "customer")[0] == ("006A", "001A")
    absent = {p.table for p in loaded.problems if p.rule == "mapping_file_absent"}
    assert absent == {"reps", "leads", "stage_changes", "activities", "opportunities"}
    named = " ".join(p.value for p in loaded.problems if p.rule == "mapping_file_absent")
    assert "/Task.csv, " in named
    assert "/Account.csv, " in named
    assert "[" not in named
