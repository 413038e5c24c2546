"""Two invented rows above each header, so that nobody has to guess what a cell takes.

They stand between the sheet's title and its header. They are never data, and they stay
in sight while rows are filled in below; a row typed over one of them is data.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

Text = tuple[str, str]
Row = Mapping[str, Any]

_A, _B = ("E01", "E01"), ("E02", "E02")
_ANNA, _BEN = ("Anna Sample", "示例甲"), ("Ben Sample", "示例乙")
_ALPHA, _BETA = ("Alpha Sample Ltd", "示例甲科技"), ("Beta Sample Ltd", "示例乙贸易")
_MACHINES, _RETAIL = ("Manufacturing", "制造业"), ("Retail", "零售业")
_EAST = ("East", "华东")
_MARCH = ("2024-03", "2024-03")


def _day(month: int, day: int) -> date:
    return date(2024, month, day)


EXAMPLES: Mapping[str, tuple[Row, Row]] = {
    "people": (
        {"rep_id": _A, "name": _ANNA, "written": ("A. Sample", "小甲"), "team": ("East", "华东组"),
         "role": "new_business", "territory": _EAST, "manager_id": ("M01", "M01"),
         "hired_on": _day(1, 8)},
        {"rep_id": _B, "name": _BEN, "team": ("East", "华东组"), "role": "account_management",
         "territory": _EAST, "manager_id": ("M01", "M01"), "hired_on": date(2022, 5, 16)},
    ),
    "targets": (
        {"period": ("2024", "2024"), "rep_id": _A, "measure": "bookings",
         "value": (300_000, 250_000, 300_000, 300_000, 320_000, 350_000)},
        {"period": ("2024", "2024"), "rep_id": _A, "measure": "new_customers",
         "value": (4, 3, 5, 5, 5, 5)},
    ),
    "tracking": (
        {"date": _day(3, 4), "rep_id": _ANNA,
         "customer": ("Alpha Ltd/Machines", "示例甲科技/制造业"), "stage": "intent",
         "action": ("Visit: showed the proposal", "上门拜访，向采购讲解方案"),
         "status": "done", "due_date": _day(3, 6),
         "note": ("Asked for a shorter delivery time", "希望缩短交期"), "done_date": _day(3, 5),
         "action_type": "visit", "next_step": ("Send the revised quote", "发送修改后的报价"),
         "next_date": _day(3, 8), "opportunity_id": ("D-001", "SJ-001"),
         "entered_on": _day(3, 5)},
        {"date": _day(3, 5), "rep_id": _BEN,
         "customer": ("Beta Ltd/Retail", "示例乙贸易/零售业"), "stage": "lead",
         "action": ("Call: first talk about the need", "电话了解初步需求"),
         "status": "not_started", "due_date": _day(3, 12)},
    ),
    "leads": (
        {"lead_id": ("L-001", "XS-001"), "assigned_date": _day(3, 1), "rep_id": _ANNA,
         "customer": _ALPHA, "source": ("Trade fair", "展会"), "industry": _MACHINES,
         "first_response_date": _day(3, 1), "status": "converted",
         "opportunity_id": ("D-001", "SJ-001")},
        {"lead_id": ("L-002", "XS-002"), "assigned_date": _day(3, 4), "rep_id": _BEN,
         "customer": _BETA, "source": ("Website", "官网"), "industry": _RETAIL,
         "first_response_date": _day(3, 6), "status": "invalid",
         "invalid_reason": ("No budget", "无预算")},
    ),
    "opportunities": (
        {"opportunity_id": ("D-001", "SJ-001"), "customer": _ALPHA, "industry": _MACHINES,
         "territory": _EAST, "rep_id": _ANNA, "created_date": _day(3, 2), "stage": "won",
         "expected_close_date": _day(3, 25), "close_date": _day(3, 22), "amount": 120_000,
         "contract_id": ("C-2024-01", "HT-2024-01"), "approval": "approved"},
        {"opportunity_id": ("D-002", "SJ-002"), "customer": _BETA, "industry": _RETAIL,
         "territory": _EAST, "rep_id": _BEN, "created_date": _day(2, 19), "stage": "negotiation",
         "expected_close_date": _day(4, 10), "amount": 48_500.5, "approval": "pending",
         "note": ("Waiting for the price approval", "等价格审批")},
    ),
    "lost_reviews": (
        {"opportunity_id": ("D-003", "SJ-003"), "lost_reason": "price",
         "lost_detail": ("Payment terms", "账期"), "competitor": ("Rival Sample", "示例竞品"),
         "summary": ("They gave 90 days, we gave 30", "对方给90天账期，我方30天"),
         "reason_source": "customer_interview", "stage": "negotiation"},
        {"opportunity_id": ("D-004", "SJ-004"), "lost_reason": "no_decision",
         "summary": ("The budget was put off to next year", "预算推迟到明年"),
         "reason_source": "rep_statement", "stage": "intent"},
    ),
    "contracts": (
        {"contract_id": ("C-2024-01", "HT-2024-01"), "customer": _ALPHA, "rep_id": _ANNA,
         "signed_date": _day(3, 22), "amount": 120_000, "tax_rate": Decimal("0.13"),
         "instalment": ("1", "1"), "kind": "advance", "due_date": _day(4, 1),
         "planned": 36_000, "invoice_id": ("F-0001", "F-0001")},
        {"contract_id": ("C-2024-01", "HT-2024-01"), "instalment": ("2", "2"),
         "kind": "acceptance", "due_date": _day(6, 30), "planned": 84_000},
    ),
    "payments": (
        {"date": _day(4, 2), "payer": _ALPHA, "contract_id": ("C-2024-01", "HT-2024-01"),
         "amount": 30_000, "method": "transfer", "payment_id": ("P-0001", "LS-0001")},
        {"date": _day(4, 3), "payer": _ALPHA, "contract_id": ("C-2024-01", "HT-2024-01"),
         "amount": 6_000, "method": "bank_acceptance", "matures_on": _day(10, 3),
         "payment_id": ("P-0002", "LS-0002")},
    ),
    "evaluations": (
        {"period": _MARCH, "rep_id": _ANNA, "target": 300_000, "bookings": 285_000,
         "completion": Decimal("0.95"), "new_customers": 5, "conversion": Decimal("0.25"),
         "revenue_per_customer": 57_000, "collection_rate": Decimal("0.9"), "leads": 20,
         "process": Decimal("0.88")},
        {"period": _MARCH, "rep_id": _BEN, "target": 280_000, "bookings": 210_000,
         "new_customers": 4, "conversion": Decimal("0.2"), "collection_rate": Decimal("0.85")},
    ),
    "plans": (
        {"rep_id": _BEN, "item": ("Answer leads faster", "线索响应提速"),
         "measures": ("First call within one working day", "一个工作日内首次联系"),
         "due_date": _day(4, 30), "support": ("Manager looks in every Monday", "主管每周一检查"),
         "expected_effect": ("90% answered within a day", "90%线索一日内响应"),
         "plan_id": ("P-01", "JH-01"), "kind": "improve", "measure": "response_days",
         "from_value": Decimal("2.5"), "to_value": Decimal(1),
         "support_owner": ("Mona Sample", "示例主管"), "support_given": "yes",
         "status": "in_progress"},
        {"rep_id": ("Whole team", "团队整体"), "item": ("Price approval", "价格审批"),
         "measures": ("Answer within two days", "两日内答复"), "due_date": _day(5, 15),
         "support": ("Sales director", "销售总监"),
         "expected_effect": ("Fewer deals wait", "减少等待中的商机"), "kind": "improve_process"},
    ),
    "key_accounts": (
        {"rep_id": _ANNA, "customer": _ALPHA, "level": ("A", "A"), "contacts_per_month": 4,
         "support": ("Engineer for one day", "工程师支持一天")},
        {"rep_id": _BEN, "customer": _BETA, "level": ("B", "B"), "contacts_per_month": 2},
    ),
    "notes": (
        {"period": _MARCH, "rep_id": _A, "section": "process", "kind": "statement",
         "text": ("Two follow-ups waited for a quote", "两次跟进在等报价"), "by": _ANNA,
         "on": _day(4, 2)},
        {"period": _MARCH, "rep_id": ("East", "华东组"), "section": "summary", "kind": "comment",
         "text": ("Good month for new customers", "本月新客开发较好"),
         "by": ("Mona Sample", "示例主管"), "on": _day(4, 3)},
    ),
    "extra_measures": (
        {"period": _MARCH, "rep_id": _A, "measure": ("Product exam", "产品考试"),
         "actual": Decimal("4.6"), "target": Decimal("4.5"), "unit": "score"},
        {"period": _MARCH, "rep_id": _B, "measure": ("Training sessions", "培训场次"),
         "actual": 6, "target": 8, "unit": "count"},
    ),
    "score_adjustments": (
        {"period": _MARCH, "rep_id": _A, "points": 2,
         "reason": ("Trained two new colleagues", "带教两名新同事"),
         "approved_by": ("Mona Sample", "示例主管")},
        {"period": _MARCH, "rep_id": _B, "points": -1,
         "reason": ("Records filled in late", "记录补录"),
         "approved_by": ("Mona Sample", "示例主管")},
    ),
    "leave": (
        {"rep_id": _A, "from_date": _day(3, 11), "to_date": _day(3, 15), "kind": "annual",
         "prorate": "yes"},
        {"rep_id": _B, "from_date": _day(3, 20), "to_date": _day(3, 20), "kind": "training",
         "prorate": "no"},
    ),
    "world": (
        {"from_date": _day(3, 1), "to_date": _day(3, 31), "dimension": "industry",
         "segment": _MACHINES, "kind": "policy",
         "description": ("Subsidy for new machines starts", "设备更新补贴开始")},
        {"dimension": "industry", "segment": _MACHINES, "period": _MARCH,
         "index": Decimal("103.5")},
    ),
    "aliases": (
        {"kind": "customer", "written": ("Alpha Ltd", "示例甲"), "canonical": _ALPHA},
        {"kind": "rep", "written": ("Benny", "小乙"), "canonical": _B},
    ),
}  # fmt: skip
"""Sheet -> two rows by column; text as (English, Chinese), choices by id.

A contract's planned amount is `planned`; a target's `value` holds the first months.
"""
