"""Invented texts: key actions, remarks, recorded reasons of lost deals."""

from __future__ import annotations

from salesreport.sampledata.draws import Draws

ACTIONS = {
    "call": (
        "Call to clarify needs",
        "Call about timing",
        "电话沟通需求",
    ),
    "visit": (
        "Site visit with engineer",
        "Visit purchasing",
        "上门拜访采购负责人",
    ),
    "proposal": (
        "Send a tailored proposal",
        "Present the solution",
        "提交定制化方案",
    ),
    "quote": (
        "Send the quotation",
        "Send a revised quotation",
    ),
    "meeting": (
        "Negotiate contract terms",
        "Review draft contract",
    ),
    "contact": (
        "Regular call",
        "Business review",
        "Check delivery and needs",
    ),
}
REMARKS = (
    "Buyer compares two offers",
    "Wants a reference",
    "Price sensitive",
    "Budget confirmed",
    "Decision maker travels",
    "Asks for longer payment terms",
    "客户对价格敏感",
    "需要法务确认条款",
)
LOST = {
    "price": (
        (
            "Rival was 12 % cheaper",
            "Payment terms too strict",
            "报价偏高，客户选了更便宜的",
        ),
        0.30,
    ),
    "product_fit": (
        ("No interface to their system", "Too small for the second plant"),
        0.13,
    ),
    "follow_up": (
        ("Quoted a week after the others", "We answered too late", "方案提交太晚"),
        0.13,
    ),
    "competitor": (
        ("Stayed with old supplier", "Rival has a local service team"),
        0.14,
    ),
    "budget": (
        ("Budget moved to next year", "Frozen by head office", "预算推迟到明年"),
        0.16,
    ),
    "no_decision": (("No answer to reminders", "Project put on hold"), 0.09),
    "no_need": (("No need after reorganisation",), 0.05),
}
COMPETITORS = ("Norvane", "Tessaly Systems", "Bluecrate", "合川科技")
REASON_SOURCES = {
    "rep_statement": 0.62,
    "manager_check": 0.18,
    "customer_interview": 0.12,
    "guess": 0.08,
}
INVALID_REASONS = ("no contact", "no need", "too small", "duplicate", "press")


def action_text(kind: str, draws: Draws) -> str:
    """Return the key action's wording for an action kind."""
    return draws.one_of(ACTIONS[kind])


def remark(draws: Draws) -> str:
    """Return a remark, blank two times in three."""
    return draws.one_of(REMARKS) if draws.happens(0.33) else ""


def lost_reason(draws: Draws) -> tuple[str, str, str, str]:
    """Return reason, detail, competitor and whose word it is; blank in 3 of 10.

    The reason is what somebody wrote down, not the cause the simulation used.
    """
    if draws.happens(0.30):
        return "", "", "", ""
    reason = draws.weighted({name: weight for name, (_, weight) in LOST.items()})
    detail = draws.one_of(LOST[reason][0]) if draws.happens(0.6) else ""
    names_rival = reason in ("competitor", "price") and draws.happens(0.6)
    rival = draws.one_of(COMPETITORS) if names_rival else ""
    return reason, detail, rival, draws.weighted(REASON_SOURCES)
