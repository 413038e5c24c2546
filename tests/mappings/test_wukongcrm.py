"""WukongCRM's tables read from real databases, SQLite and PostgreSQL, on invented rows."""

import sqlite3

import pytest

# Columns as the system declares them, with types that MySQL, PostgreSQL and SQLite share.
TABLES = {
    "wk_admin_dept": "dept_id INT, pid INT, name VARCHAR(50)",
    "wk_admin_user": (
        "user_id BIGINT, username VARCHAR(50), realname VARCHAR(50), dept_id INT, "
        "parent_id BIGINT, status INT"
    ),
    "wk_crm_customer": (
        "customer_id INT, customer_name VARCHAR(255), owner_user_id BIGINT, "
        "create_time TIMESTAMP, deal_time TIMESTAMP, deal_status INT, status INT"
    ),
    "wk_crm_contacts": "contacts_id INT, name VARCHAR(50), customer_id INT",
    "wk_crm_leads": (
        "leads_id INT, is_transform INT, followup INT, leads_name VARCHAR(255), "
        "customer_id INT, create_time TIMESTAMP, owner_user_id BIGINT"
    ),
    "wk_crm_business_status": (
        "status_id INT, type_id INT, name VARCHAR(20), rate VARCHAR(20), order_num INT"
    ),
    "wk_crm_business": (
        "business_id INT, type_id INT, status_id INT, customer_id INT, deal_date TIMESTAMP, "
        "business_name VARCHAR(50), money DECIMAL(18, 2), remark VARCHAR(500), "
        "owner_user_id BIGINT, create_time TIMESTAMP, update_time TIMESTAMP, is_end INT, "
        "status INT"
    ),
    "wk_crm_business_change": (
        "change_id INT, business_id INT, status_id INT, create_time TIMESTAMP"
    ),
    "wk_crm_contract": (
        "contract_id INT, name VARCHAR(50), customer_id INT, business_id INT, check_status INT, "
        "order_date TIMESTAMP, owner_user_id BIGINT, num VARCHAR(50), money DECIMAL(18, 2)"
    ),
    "wk_crm_receivables": (
        "receivables_id INT, number VARCHAR(50), customer_id INT, contract_id INT, "
        "check_status INT, return_time TIMESTAMP, return_type VARCHAR(20), money DECIMAL(18, 2), "
        "owner_user_id BIGINT"
    ),
    "wk_crm_activity": (
        "activity_id INT, type INT, category VARCHAR(20), activity_type INT, "
        "activity_type_id INT, content TEXT, next_time TIMESTAMP, status INT, "
        "create_user_id BIGINT, create_time TIMESTAMP"
    ),
    "wk_crm_achievement": (
        "achievement_id INT, obj_id INT, type INT, year VARCHAR(20), january DECIMAL(18, 2), "
        "february DECIMAL(18, 2), march DECIMAL(18, 2), april DECIMAL(18, 2), "
        "may DECIMAL(18, 2), june DECIMAL(18, 2), july DECIMAL(18, 2), august DECIMAL(18, 2), "
        "september DECIMAL(18, 2), october DECIMAL(18, 2), november DECIMAL(18, 2), "
        "december DECIMAL(18, 2), status INT"
    ),
}
ROWS = {
    "wk_admin_dept": [(1, 0, "华东"), (2, 1, "渠道")],
    "wk_admin_user": [(11, "a", "陈一", 1, 0, 1), (12, "b", "林二", 2, 11, 1)],
    "wk_crm_customer": [
        (301, "甲公司", 11, "2024-01-02 09:00:00", None, 1, 1),
        (302, "乙公司", 12, "2024-01-02 09:00:00", None, 0, 1),
    ],
    "wk_crm_contacts": [(401, "王", 302)],
    "wk_crm_leads": [
        (501, 1, 1, "甲公司", 301, "2024-05-01 09:00:00", 11),
        (502, 0, 1, "丙公司", None, "2024-05-02 09:00:00", 12),
        (503, 0, 0, "丁公司", None, "2024-05-03 09:00:00", 12),
    ],
    "wk_crm_business_status": [(61, 1, "验证客户", "20", 1), (62, 1, "报价", "80", 2)],
    "wk_crm_business": [
        # won with two approved contracts and one that is not
        (601, 1, 62, 301, "2024-06-30 00:00:00", "a", 900, "备注", 11,
         "2024-05-01 09:00:00", "2024-06-20 09:00:00", 1, 1),
        (602, 1, 61, 302, "2024-07-30 00:00:00", "b", 70, None, 12,
         "2024-05-01 09:00:00", "2024-06-21 09:00:00", 2, 1),
        (603, 1, 61, 302, "2024-07-30 00:00:00", "c", 70, None, 12,
         "2024-05-01 09:00:00", "2024-06-21 09:00:00", 0, 1),
        (604, 1, 62, 302, "2024-07-30 00:00:00", "d", 70, None, 12,
         "2024-05-01 09:00:00", "2024-06-21 09:00:00", None, 1),
        (605, 1, 62, 302, None, "invalid", 70, None, 12,
         "2024-05-01 09:00:00", "2024-06-21 09:00:00", 3, 1),
        (606, 1, 62, 302, None, "deleted", 70, None, 12,
         "2024-05-01 09:00:00", "2024-06-21 09:00:00", 1, 3),
        (607, 1, 62, 302, None, "won, no contract", 70, None, 12,
         "2024-05-01 09:00:00", "2024-06-21 09:00:00", 1, 1),
    ],
    "wk_crm_business_change": [
        (1, 601, 61, "2024-05-01 09:00:00"),
        (2, 601, 62, "2024-05-20 09:00:00"),
    ],
    "wk_crm_contract": [
        (801, "a", 301, 601, 1, "2024-06-10 00:00:00", 11, "HT-1", 500),
        (802, "b", 301, 601, 1, "2024-06-12 00:00:00", 11, "HT-2", 300.5),
        (803, "c", 301, 601, 3, "2024-06-13 00:00:00", 11, "HT-3", 9999),
        (804, "d", 302, None, 1, "2024-06-14 00:00:00", 12, "HT-4", 40),
        (805, "e", 302, None, 2, "2024-06-14 00:00:00", 12, "HT-5", 9999),
    ],
    "wk_crm_receivables": [
        (901, "HK-1", 301, 801, 1, "2024-06-20 00:00:00", "电汇", 200, 11),
        (902, "HK-2", 301, 801, 0, "2024-06-21 00:00:00", "电汇", 9999, 11),
    ],
    "wk_crm_activity": [
        (1, 1, "打电话", 5, 601, "报价", "2024-06-08 00:00:00", 1, 11, "2024-06-05 10:00:00"),
        (2, 1, "拜访", 3, 401, "见面", None, 1, 12, "2024-06-06 10:00:00"),
        (3, 1, "打电话", 1, 502, "首联", None, 1, 12, "2024-06-07 10:00:00"),
        (4, 1, "打电话", 2, 301, "删除的", None, 0, 12, "2024-06-07 10:00:00"),
        (5, 3, None, 5, 601, "阶段变更", None, 1, 11, "2024-06-05 10:00:00"),
        (6, 1, "拜访", 5, 604, "谈价", None, 1, 12, "2024-06-09 10:00:00"),
    ],
    "wk_crm_achievement": [
        (1, 11, 3, "2024", *[100] * 12, 1),
        (2, 11, 3, "2024", *[50] * 12, 2),
        (3, 1, 2, "2024", *[300] * 12, 1),
        (4, 0, 1, "2024", *[900] * 12, 1),
    ],
}  # fmt: skip


def statements():
    for name, columns in TABLES.items():
        yield f"CREATE TABLE {name} ({columns})"
        for row in ROWS[name]:
            cells = ", ".join("NULL" if c is None else f"'{c}'" for c in row)
            yield f"INSERT INTO {name} VALUES ({cells})"


@pytest.fixture
def sqlite(tmp_path, monkeypatch):
    """A SQLite file with the tables, which `env:CRM_URL` names."""
    connection = sqlite3.connect(tmp_path / "crm.db")
    with connection:
        for statement in statements():
            connection.execute(statement)
    connection.close()
    monkeypatch.setenv("CRM_URL", "sqlite:///crm.db")


@pytest.fixture
def postgresql(postgres):
    """The same tables on a PostgreSQL server."""
    postgres.run(*statements())


@pytest.fixture(params=["sqlite", "postgresql"])
def crm(request, mapped):
    """Tables of the database as loaded."""
    request.getfixturevalue(request.param)

    def loaded(**entry):
        told = {"url": "env:CRM_URL", **entry}
        return mapped("wukongcrm", None, entry=told, time_zone="Asia/Shanghai")

    return loaded


def test_deals_are_won_by_approved_contracts(crm, rows, line_of, problem_of):
    loaded = crm()
    columns = ("opportunity_id", "rep_id", "customer", "stage", "close_date", "amount")
    assert rows(loaded, "opportunities", *columns) == [
        ("601", "11", "甲公司", "won", "2024-06-10", 80050),
        ("602", "12", "乙公司", "lost", "2024-06-21", 7000),
        ("603", "12", "乙公司", "intent", None, 7000),
        ("604", "12", "乙公司", "negotiation", None, 7000),
        ("607", "12", "乙公司", "won", None, 7000),
        ("C804", "12", "乙公司", "won", "2024-06-14", 4000),
    ]
    line = line_of(loaded, "opportunities")
    assert (line.read, line.listed) == (8, {"not_selected": 2})  # deleted, and invalid
    assert problem_of(loaded, "no_close_date").column == "close_date"


def test_bookings_are_what_the_approved_contracts_say(crm):
    deals = crm().tables["opportunities"]
    closed = deals[(deals["stage"] == "won") & deals["close_date"].notna()]
    assert closed["amount"].sum() == 50000 + 30050 + 4000


def test_contracts_and_receipts_count_when_they_are_approved(crm, rows, line_of):
    loaded = crm()
    assert rows(loaded, "contracts", "contract_id", "customer", "amount", "opportunity_id") == [
        ("801", "甲公司", 50000, "601"),
        ("802", "甲公司", 30050, "601"),
        ("804", "乙公司", 4000, None),
    ]
    assert rows(loaded, "payments", "payment_id", "contract_id", "amount", "method", "date") == [
        ("901", "801", 20000, "transfer", "2024-06-20")
    ]
    assert line_of(loaded, "contracts").listed == {"not_selected": 2}
    assert line_of(loaded, "payments").listed == {"not_selected": 1}


def test_people_have_their_department_as_team(crm, rows):
    assert rows(crm(), "reps", "rep_id", "name", "team", "manager_id") == [
        ("11", "陈一", "华东", None),
        ("12", "林二", "渠道", "11"),
    ]


def test_leads_are_new_working_or_converted(crm, rows):
    assert rows(crm(), "leads", "lead_id", "rep_id", "status", "assigned_date") == [
        ("501", "11", "converted", "2024-05-01"),
        ("502", "12", "working", "2024-05-02"),
        ("503", "12", "new", "2024-05-03"),
    ]


def test_follow_ups_are_activities_of_deal_contact_or_lead(crm, rows, line_of):
    loaded = crm()
    columns = ("activity_id", "rep_id", "customer", "stage", "action", "action_type", "done_date")
    assert rows(loaded, "activities", *columns) == [
        ("1", "11", "甲公司", "won", "报价", "打电话", "2024-06-05"),
        ("2", "12", "乙公司", "lead", "见面", "visit", "2024-06-06"),
        ("3", "12", "丙公司", "lead", "首联", "打电话", "2024-06-07"),
        ("6", "12", "乙公司", "negotiation", "谈价", "visit", "2024-06-09"),
    ]
    assert line_of(loaded, "activities").listed == {"not_selected": 1}


def test_stage_changes_come_from_the_change_table(crm, rows):
    assert rows(crm(), "stage_changes", "opportunity_id", "stage", "entered_date") == [
        ("601", "intent", "2024-05-01"),
        ("601", "negotiation", "2024-05-20"),
    ]


def test_a_column_a_month_becomes_a_target_a_month(crm, line_of):
    loaded = crm()
    targets = loaded.tables["targets"]
    assert (len(targets), line_of(loaded, "targets").read) == (48, 4)
    march = targets[targets["period"] == "2024-03"]
    keys = march[["rep_id", "team", "measure"]].astype(object)
    keys = keys.where(keys.notna(), None).itertuples(index=False)
    found = dict(zip(map(tuple, keys), map(int, march["value"]), strict=True))
    assert found == {
        ("11", None, "bookings"): 100,
        ("11", None, "collections"): 50,
        (None, "华东", "bookings"): 300,
        (None, "all", "bookings"): 900,
    }


def test_a_table_the_database_lacks_can_be_left_out(crm):
    assert "targets" not in crm(tables={"targets": False}).tables
