"""What was done: the tracking table (the template's Table 1) and the key accounts."""

from __future__ import annotations

from salesreport.tables.columns import about, choices, column, customer, industry, rep
from salesreport.tables.columns import opportunity_id as deal
from salesreport.tables.declaration import Table
from salesreport.tables.pipeline import STAGES

ACTIVITIES = Table(
    name="activities",
    group="process",
    titles=about("Table 1: sales process tracking", "表1 销售过程跟踪表"),
    about=about("One planned or done action with a customer a row.",
                "每行一次与客户的动作，已做或计划做。"),
    key=("activity_id",),
    fallback_key=("rep_id", "customer", "action", "due_date"),
    repeats="last_wins",
    printed=("date", "rep_id", "customer", "stage", "action", "status", "due_date", "note"),
    columns=(
        column("activity_id", "id", "Activity ID|Activity no", "动作编号|跟进编号|编号"),
        column("date", "date", "Date|Activity date", "日期|跟进日期", required=True),
        rep(required=True),
        customer(required=True, about=about(
            "`A/Manufacturing` in one cell is split where there is no industry column.",
            "没有行业列时，“A科技/制造业”自动拆为客户与行业。")),
        industry(),
        column("stage", "choice", "Stage|Current stage", "当前阶段|阶段|商机阶段|销售阶段",
               required=True, choices=STAGES),
        column("action", "text", "Key action|Action", "关键动作|动作|跟进内容", required=True,
               dash_is_blank=True, blank="missing_key_action",
               about=about("A row without one is refused, unless the policy says otherwise.",
                           "必填；未填写的行不予接受（政策可调整）。")),
        column("action_type", "choice", "Action type|Activity type", "动作类型|跟进方式",
               open=True,
               choices=choices(call="Call|Phone / 电话", visit="Visit|Meeting / 拜访|面谈",
                               proposal="Proposal / 方案", quote="Quote|Quotation / 报价",
                               bid="Bid|Tender / 投标", collection="Collection|Dunning / 催款")),
        column("status", "choice", "Status|Completion status",
               "完成情况|状态|完成状态|进展", required=True, blank="no_status",
               choices=choices(not_started="Not started|Planned|Open / 未开始|待办",
                               in_progress="In progress|Ongoing / 进行中",
                               done="Done|Completed|Complete|Finished / 已完成|完成")),
        column("due_date", "date", "Due date|Due|Expected date",
               "预计完成时间|预计完成日期|计划完成时间|截止日期"),
        column("done_date", "date", "Done date|Done on|Completed on",
               "实际完成时间|实际完成日期|完成日期|完成时间"),
        column("note", "text", "Note|Notes|Remark|Comment", "备注|说明|跟进记录"),
        deal(),
        column("entered_on", "date", "Entered on|Entry date", "录入时间|录入日期|填写日期"),
        column("next_step", "text", "Next step", "下一步|下一步计划|下一步动作"),
        column("next_date", "date", "Next date|Next step date", "下一步日期|下次跟进时间"),
        column("decision", "text", "Manager's decision|Decision", "主管意见|主管决定|批示"),
    ),
)  # fmt: skip

KEY_ACCOUNTS = Table(
    name="key_accounts",
    group="process",
    titles=about("Key accounts", "重点客户"),
    about=about("Customers with a planned rhythm of contacts.", "有计划联系频次的客户。"),
    key=("rep_id", "customer"),
    printed=("rep_id", "customer", "level", "contacts_per_month", "support"),
    columns=(
        rep(required=True),
        customer(required=True),
        column("level", "text", "Level|Tier", "级别|客户级别|等级"),
        column("contacts_per_month", "number", "Contacts per month|Planned contacts",
               "计划频次|每月联系次数|拜访频次"),
        column("support", "text", "Support|Resources needed", "所需资源|资源需求|所需支持"),
    ),
)  # fmt: skip

TABLES = (ACTIVITIES, KEY_ACCOUNTS)
