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
    steady=("date", "customer"),
    fallback_key=("rep_id", "customer", "action", "due_date"),
    repeats="last_wins",
    printed=("date", "rep_id", "customer", "stage", "action", "status", "due_date", "note"),
    columns=(
        column("activity_id", "id", "Activity ID|Activity no|Activity number|Task ID|Event ID",
               "动作编号|跟进编号|编号|活动编号|任务编号|拜访编号|跟进记录编号|动作ID|活动ID"
               "|任务ID"),
        column("date", "date", "Date|Activity date|Follow-up date|Visit date|Call date"
               "|Contact date|Activity time", "日期|跟进日期|跟进时间|活动日期|活动时间|拜访日期"
               "|拜访时间|联系日期|联系时间|沟通日期|沟通时间|行动日期|动作日期|发生日期",
               required=True),
        rep(required=True),
        customer(required=True, about=about(
            "`A/Manufacturing` in one cell is split where there is no industry column.",
            "没有行业列时，“A科技/制造业”自动拆为客户与行业。")),
        industry(),
        column("stage", "choice", "Stage|Current stage|Opportunity stage|Deal stage|Sales stage",
               "当前阶段|阶段|商机阶段|销售阶段|所处阶段|项目阶段|商机所处阶段|跟进阶段",
               required=True, choices=STAGES),
        column("action", "text", "Key action|Action|Subject|Activity subject|Activity",
               "关键动作|动作|跟进内容|关键行动|行动|跟进事项|跟进动作|拜访内容|活动内容|沟通内容"
               "|工作内容|活动主题|任务主题|主题",
               required=True,
               dash_is_blank=True, blank="missing_key_action",
               about=about("A row without one is refused, unless the policy says otherwise.",
                           "必填；未填写的行不予接受（政策可调整）。")),
        column("action_type", "choice", "Action type|Activity type|Task type|Follow-up type",
               "动作类型|跟进方式|行动类型|活动类型|任务类型|跟进类型|跟进形式|拜访方式|沟通方式",
               open=True,
               choices=choices(call="Call|Phone / 电话", visit="Visit|Meeting / 拜访|面谈",
                               proposal="Proposal / 方案", quote="Quote|Quotation / 报价",
                               bid="Bid|Tender / 投标", collection="Collection|Dunning / 催款")),
        column("status", "choice", "Status|Completion status|Task status|Activity status",
               "完成情况|状态|完成状态|进展|任务状态|活动状态|执行状态|执行情况|进展情况|完成进度",
               required=True, blank="no_status",
               choices=choices(not_started="Not started|Planned|Open / 未开始|待办",
                               in_progress="In progress|Ongoing / 进行中",
                               done="Done|Completed|Complete|Finished / 已完成|完成")),
        column("due_date", "date", "Due date|Due|Expected date|Due by|Deadline|Planned date"
               "|Target date",
               "预计完成时间|预计完成日期|计划完成时间|截止日期|到期日|到期日期|截止时间|计划日期"
               "|计划完成日期|计划完成日|预计完成日|要求完成时间|要求完成日期|完成期限|完成时限"),
        column("done_date", "date", "Done date|Done on|Completed on|Actual end|Completion date"
               "|Completed date|Date completed",
               "实际完成时间|实际完成日期|完成日期|完成时间|实际完成日|完成日|实际结束时间"
               "|实际结束日期"),
        column("note", "text", "Note|Notes|Remark|Comment|Comments|Remarks|Description",
               "备注|说明|跟进记录|备注信息|备注说明|描述"),
        deal(),
        column("entered_on", "date", "Entered on|Entry date|Created on|Created date|Create date"
               "|Created time", "录入时间|录入日期|填写日期|录入日|填报日期|填报时间|填写时间"
               "|登记日期|登记时间|提交日期|提交时间|创建日期|创建时间|建立日期"),
        column("next_step", "text", "Next step|Next action|Next steps",
               "下一步|下一步计划|下一步动作|下步计划|后续计划|下一步工作|下次跟进内容"
               "|下次跟进计划"),
        column("next_date", "date", "Next date|Next step date|Next follow-up date"
               "|Next contact date|Next activity date", "下一步日期|下次跟进时间|下次跟进日期"
               "|下次联系时间|下次联系日期|下次拜访日期|下次拜访时间"),
        column("decision", "text", "Manager's decision|Decision|Manager's comment",
               "主管意见|主管决定|批示|主管批示|主管批注|上级意见|领导批示|经理意见"),
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
        column("level", "text", "Level|Tier|Account tier|Account level|Customer level",
               "级别|客户级别|等级|客户等级|客户分级|分级"),
        column("contacts_per_month", "number", "Contacts per month|Planned contacts"
               "|Visits per month",
               "计划频次|每月联系次数|拜访频次|月拜访频次|每月拜访次数|月度拜访频次|计划拜访次数"
               "|每月计划拜访次数"),
        column("support", "text", "Support|Resources needed|Support needed",
               "所需资源|资源需求|所需支持|需要支持|支持需求"),
    ),
)  # fmt: skip

TABLES = (ACTIVITIES, KEY_ACCOUNTS)
