"""What may be won: leads, opportunities, their history, credit and owners."""

from __future__ import annotations

from salesreport.tables.columns import (
    about,
    amount,
    choices,
    column,
    contract_id,
    currency,
    customer,
    industry,
    opportunity_id,
    rep,
    source,
    territory,
)
from salesreport.tables.declaration import Table

STAGES = choices(
    lead="Lead|Prospect|Prospecting / 线索|线索阶段",
    intent="Intent|Engaging|Qualified / 意向|意向阶段",
    negotiation="Negotiation|Negotiating / 谈判|谈判阶段|商务谈判",
    won="Won|Closed won / 成交|成交阶段|赢单|已成交",
    lost="Lost|Closed lost / 丢单|失单|输单|已丢单",
)
_CLOSED = ("stage", ("won", "lost"))

OPEN_STAGES = ("lead", "intent", "negotiation")
"""Stages of a deal that is neither won nor lost."""

_LOST_REASONS = choices(
    price="Price and terms|Price / 价格条款|价格",
    product_fit="Product fit|Product / 产品适配|产品",
    follow_up="Follow-up and response|Follow-up / 跟进响应|跟进",
    competitor="Replaced by competitor|Competitor / 竞争替代|竞争",
    budget="Budget and timing|Budget / 预算时机|预算",
    no_decision="Customer has not decided|No decision / 客户未决策|未决策",
    no_need="No need / 无需求",
)
_APPROVALS = choices(
    not_submitted="Not submitted / 未提交",
    pending="Pending|In approval / 审批中|待审批",
    approved="Approved / 已批准|已审批|通过",
    rejected="Rejected / 已驳回|驳回",
)
_REASON_SOURCES = choices(
    customer_interview="Customer interview / 客户访谈",
    manager_check="Checked by manager / 主管核实",
    rep_statement="Rep's statement / 销售陈述",
    guess="Guess / 推测",
)

LEADS = Table(
    name="leads",
    group="pipeline",
    titles=about("Leads", "线索"),
    about=about("Leads by the day they were assigned.", "线索，按分配日期计。"),
    key=("lead_id",),
    steady=("assigned_date", "customer"),
    printed=("lead_id", "assigned_date", "rep_id", "customer", "source", "industry",
             "first_response_date", "status", "invalid_reason", "opportunity_id"),
    columns=(
        column("lead_id", "id", "Lead ID|Lead|Lead no|Lead number|Record ID",
               "编号|线索编号|线索号|线索ID|线索编码"
               "|线索单号|线索代码|潜在客户编号|潜在客户ID",
               required=True),
        rep(required=True, blank="no_rep"),
        column("assigned_date", "date", "Assigned date|Assigned on|Assigned|Assignment date"
               "|Date assigned|Owner assigned date",
               "分配日期|分配时间|分配日|分派日期|分派时间|指派日期|指派时间|派发日期|派发时间"
               "|下发日期|下发时间|领取日期|领取时间", required=True),
        customer(),
        source(),
        industry(),
        territory(),
        column("first_response_date", "date", "First response date|First response"
               "|First response time|First contact date|First contacted on|First activity date",
               "首次响应|首次响应日期|首次响应时间|首次响应日|首次跟进日期|首次跟进时间"
               "|首次联系日期|首次联系时间|首次回访日期|首次回访时间"),
        column("status", "choice", "Status|Lead status|Lead state",
               "状态|线索状态|跟进状态|处理状态"
               "|线索跟进状态|潜在客户状态|状态名称", required=True,
               blank="no_status",
               choices=choices(new="New|Not contacted / 未响应|新线索|未跟进",
                               working="Working|Contacted / 跟进中",
                               converted="Converted / 已转商机|已转化",
                               invalid="Invalid|Disqualified / 无效|无效线索")),
        column("invalid_reason", "text", "Invalid reason|Disqualified reason"
               "|Disqualification reason|Unqualified reason", "无效原因|无效说明|无效线索原因"
               "|作废原因|不合格原因"),
        opportunity_id(),
    ),
)  # fmt: skip

OPPORTUNITIES = Table(
    name="opportunities",
    group="pipeline",
    titles=about("Opportunities", "商机"),
    about=about("One potential deal a row, from lead to won or lost.",
                "每行一个商机，从线索到成交或丢单。"),
    key=("opportunity_id",),
    steady=("created_date", "customer"),
    rate_dates=("close_date", "expected_close_date", "created_date"),
    printed=("opportunity_id", "customer", "industry", "territory", "rep_id", "created_date",
             "stage", "expected_close_date", "close_date", "amount", "contract_id", "approval",
             "note"),
    columns=(
        column("opportunity_id", "id",
               "Opportunity ID|Opportunity|Deal ID|Deal|Opportunity no|Opportunity number|Deal no"
               "|Deal number|Record ID",
               "商机编号|编号|商机号|商机ID|商机编码|商机代码|商机单号|机会编号|销售机会编号"
               "|销售机会ID|业务机会ID|业务机会编号|记录ID|项目编号", required=True),
        rep(required=True, blank="no_rep"),
        customer(required=True, blank="no_customer", needed_when=_CLOSED),
        industry(),
        territory(),
        source(),
        column("product", "text", "Product|Product name|Product line|Main product",
               "产品|产品名称|产品线|产品名|主要产品"
               "|意向产品|产品系列|产品类别"),
        column("created_date", "date", "Created date|Created on|Created|Create date|Creation date"
               "|Date created|Created time|Created at|Opened on", "创建日期|创建时间"
               "|创建日|商机创建日期|商机创建时间|建立日期|建立时间|建档日期|录入日期",
               required=True, blank="no_created_date", needed_when=_CLOSED),
        column("stage", "choice", "Stage|Deal stage|Opportunity stage|Sales stage|Pipeline stage"
               "|Stage name", "阶段|商机阶段|当前阶段|销售阶段"
               "|商机所处阶段|所处阶段|项目阶段|推进阶段|跟进阶段|阶段名称|业务机会阶段|交易阶段",
               required=True, choices=STAGES),
        column("close_date", "date", "Close date|Closed on|Closed|Closing date|Closed date"
               "|Date closed|Actual close date|Actual closing date|Won date|Lost date",
               "签约/丢单日|成交日期|关闭日期|签约日期|签约日|结单日期|赢单日期|实际签约日期"
               "|实际成交日期|实际结单日期|实际关闭日期|成交日|成交时间|签约时间|签单日期|签单时间"
               "|签订日期|结单时间|关单日期|关单时间|关闭时间|赢单时间|丢单日期|输单日期|丢单时间"
               "|实际结束日期|结案日期|结案日|实际结案日期|实际结案日",
               blank="no_close_date", needed_when=_CLOSED),
        column("expected_close_date", "date", "Expected close date|Expected close|Est. close date"
               "|Estimated close date|Expected closing date|Predicted closing date"
               "|Forecast close date",
               "预计签约日|预计签约日期|预计成交日期|预计成交时间|预计签约时间|预计成交日"
               "|预计签单日期|预计签单时间|预计结单日期|预计结单时间|预计赢单日期|预计关单日期"
               "|预计关闭日期|预计成单日期|预计结束日期|预计结案日期|预计结案日"),
        amount("Amount|Opportunity amount|Opportunity value|Deal amount|Deal value",
               required=True, zh="金额|商机金额|合同额|成交金额|合同金额|签约金额|签单金额"
               "|赢单金额|销售金额|项目金额", blank="no_amount",
               needed_when=("stage", ("won",))),
        currency(),
        contract_id(),
        column("lost_reason", "choice", "Lost reason|Loss reason|Closed lost reason"
               "|Reason for loss", "一级原因|丢单原因|输单原因"
               "|失单原因|战败原因|丢单一级原因|输单一级原因|未成交原因",
               open=True, choices=_LOST_REASONS,
               about=about("As the rep recorded it, not checked with the customer.",
                           "由销售填写，未经客户核实。")),
        column("lost_detail", "text", "Lost detail|Loss detail|Reason details",
               "二级|二级原因|丢单说明|丢单详情"
               "|丢单描述|输单说明|输单描述|失单说明|丢单二级原因|输单二级原因"),
        column("competitor", "text", "Competitor|Competitors|Main competitor",
               "竞争对手|竞品|竞争者|竞争厂商|竞品名称"
               "|主要竞争对手|竞争对手名称"),
        column("reason_source", "choice", "Reason source|Source of the reason", "原因来源",
               open=True, choices=_REASON_SOURCES),
        column("note", "text", "Note|Notes|Remark|Remarks|Description",
               "备注|说明|一句话|备注信息|备注说明|描述"
               "|商机描述|商机备注"),
        column("approval", "choice", "Approval|Approval status|Approval state",
               "审批|审批状态|审批结果|审核状态"
               "|审核结果", open=True,
               choices=_APPROVALS),
    ),
)  # fmt: skip

LOST_REVIEWS = Table(
    name="lost_reviews",
    group="pipeline",
    titles=about("Reviews of lost deals", "丢单复盘"),
    about=about("Why a deal was lost, one row a deal; what is filled here counts before the "
                "opportunity's own reason.",
                "每个丢单一行；此处填写的内容优先于商机表中的原因。"),
    key=("opportunity_id",),
    repeats="last_wins",
    printed=("opportunity_id", "lost_reason", "lost_detail", "competitor", "summary",
             "reason_source", "stage"),
    columns=(
        opportunity_id(required=True),
        column("lost_reason", "choice", "Lost reason|Loss reason|Closed lost reason"
               "|Reason for loss", "一级原因|丢单原因|输单原因"
               "|失单原因|战败原因|丢单一级原因|输单一级原因|未成交原因",
               open=True, choices=_LOST_REASONS,
               about=about("As recorded; the source of the reason says how far it was checked.",
                           "以记录为准；可信程度见“原因来源”。")),
        column("lost_detail", "text", "Lost detail|Loss detail|Reason details",
               "二级|二级原因|丢单说明|丢单详情"
               "|丢单描述|输单说明|输单描述|失单说明|丢单二级原因|输单二级原因"),
        column("competitor", "text", "Competitor|Competitors|Main competitor",
               "竞争对手|竞品|竞争者|竞争厂商|竞品名称"
               "|主要竞争对手|竞争对手名称"),
        column("summary", "text", "In one sentence|Summary", "一句话|一句话复盘|复盘说明"),
        column("reason_source", "choice", "Reason source|Source of the reason", "原因来源",
               open=True, choices=_REASON_SOURCES),
        column("stage", "choice", "Stage when lost|Lost at stage|Stage before loss",
               "丢单阶段|丢单时阶段|丢单前阶段"
               "|输单阶段|输单时阶段|失单阶段",
               choices=STAGES[:3],
               about=about("The stage the deal was in when it was lost.",
                           "丢单时商机所处的阶段。")),
    ),
)  # fmt: skip

STAGE_CHANGES = Table(
    name="stage_changes",
    group="pipeline",
    titles=about("Stage changes", "阶段变更"),
    about=about("When an opportunity entered a stage; without it today's status is shown.",
                "商机进入各阶段的日期；没有时按当前状态。"),
    key=("opportunity_id", "stage", "entered_date"),
    columns=(
        opportunity_id(required=True),
        column("stage", "choice", "Stage|New stage|To stage|Stage name|Opportunity stage"
               "|Deal stage|Sales stage", "阶段|进入阶段|变更后阶段|商机阶段|销售阶段"
               "|新阶段|到达阶段|变更至阶段", required=True,
               choices=STAGES),
        column("entered_date", "date", "Entered date|Entered on|Changed on|Change date"
               "|Date entered|Entered stage on|Date",
               "进入日期|变更日期|变更时间|进入时间|进入阶段时间|进入阶段日期|阶段进入时间"
               "|阶段变更时间|阶段变更日期|变更日|修改时间|修改日期|操作时间|日期", required=True),
    ),
)  # fmt: skip

CREDITS = Table(
    name="credits",
    group="pipeline",
    titles=about("Credits", "业绩分成"),
    about=about("Who shares a deal; shares of a deal sum to 1.", "商机业绩分成，合计为100%。"),
    key=("opportunity_id", "rep_id"),
    columns=(
        opportunity_id(required=True),
        rep(required=True),
        column("share", "rate", "Share|Credit|Split|Split percentage|Credit share",
               "分成|分成比例|占比|分成占比|业绩占比|业绩比例"
               "|业绩分成|业绩分成比例|分配比例|比例", required=True),
    ),
)  # fmt: skip

OWNERS = Table(
    name="owners",
    group="pipeline",
    titles=about("Owners", "客户归属"),
    about=about("Who owns a customer or a deal from which day; the sale stays with its owner.",
                "客户或商机自何日起归谁；成交归当时的负责人。"),
    key=("customer", "opportunity_id", "from_date", "rep_id"),
    one_of=(("customer", "opportunity_id"),),
    columns=(
        customer(),
        opportunity_id(),
        rep(required=True),
        column("from_date", "date", "From date|From|Owner since|Effective date|Effective from"
               "|Start date", "起始日期|起|开始日期|归属日期"
               "|生效日期|归属起始日期|归属开始日期|接手日期|变更日期|转移日期",
               required=True),
    ),
)  # fmt: skip

TABLES = (LEADS, OPPORTUNITIES, LOST_REVIEWS, STAGE_CHANGES, CREDITS, OWNERS)
