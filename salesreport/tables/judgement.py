"""What was planned and judged: targets, Tables 2 and 3, adjustments, notes."""

from __future__ import annotations

from salesreport.tables.columns import (
    MEASURE_WORDS,
    about,
    choices,
    column,
    customer,
    measure,
    period,
    rep,
    team,
)
from salesreport.tables.declaration import Table

_GRADES = choices(
    excellent="Excellent / 优秀",
    good="Good / 良好",
    **{"pass": "Pass / 合格"},
    needs_improvement="Needs improvement / 待改进",
)
_UNITS = choices(
    money="Money|Amount / 金额|元",
    rate="Rate|Percent / 比率|百分比|%",
    count="Count|Number / 数量|个|次|家",
    days="Days / 天|天数",
    score="Score|Points / 分|得分",
)

TARGETS = Table(
    name="targets",
    group="judgement",
    titles=about("Targets", "目标"),
    about=about("What was planned for a rep or team, period and measure; long, or a column "
                "a month.", "人员或团队的目标，一行一值，或一月一列。"),
    key=("rep_id", "team", "measure", "period"),
    one_of=(("rep_id", "team"),),
    wide=True,
    printed=("rep_id", "measure"),
    columns=(
        rep(zh="工号"),
        team(),
        measure(default="bookings",
                about=about("Blank: bookings.", "空白即销售额。")),
        period(required=True),
        column("value", "number", "Value|Target|Target value|Target amount|Quota|Quota amount|Goal",
               "数值|目标|目标值|销售目标|目标金额"
               "|目标额|目标数|业绩目标|任务额|任务金额|销售任务|指标值",
               required=True, blank="no_amount",
               about=about("Amounts in the currency's main unit.", "金额以元为单位。")),
    ),
)  # fmt: skip

EVALUATIONS = Table(
    name="evaluations",
    group="judgement",
    titles=about("Table 2: sales performance evaluation", "表2 销售业绩评估表"),
    about=about("A rep's results of a period as typed; they beat computed ones.",
                "手工填写的当期业绩；优先于计算值，差异会列出。"),
    key=("period", "rep_id"),
    printed=("period", "rep_id", "target", "bookings", "completion", "new_customers",
             "conversion", "revenue_per_customer", "collection_rate", "score", "grade"),
    columns=(
        period(zh="评估周期", required=True),
        rep(zh="销售人员", required=True),
        column("target", "money", "Target|Sales target|Target amount|Quota",
               "销售目标|目标|目标金额|目标额|目标销售额"
               "|业绩目标|任务额|任务金额|销售任务", required=True,
               blank="no_amount"),
        column("bookings", "money", "Actual|Bookings|Sales|Actual sales|Actual amount|Sales amount",
               "实际完成|实际销售额|完成额|实际"
               "|实际完成额|实际完成金额|实际销售|实际业绩|完成金额|销售额|销售金额|业绩|销售业绩",
               required=True, blank="no_amount"),
        column("new_customers", "count", "New customers|New accounts|Customers won",
               "新增客户数|新客户数|新增客户|新客户"
               "|新签客户数|新开客户数|新开发客户数|新客数"),
        column("conversion", "rate", "Conversion|Conversion rate|Lead conversion rate",
               "客户转化率|转化率|线索转化率"
               "|成交转化率|转换率|客户转换率"),
        column("revenue_per_customer", "money", "Revenue per customer|Average revenue per customer",
               "客单价|平均客单价"
               "|客单价均值"),
        column("collection_rate", "rate", "Collection rate|Collections rate",
               "回款率|收款率|应收回款率"),
        column("leads", "count", "Leads|Number of leads|Lead count",
               "线索数|总线索数|线索数量|线索总数"
               "|线索量"),
        column("process", "rate", "Process|Process score", "过程得分|过程|跟进及时率",
               about=about("Our own column: the template scores process but never prints it.",
                           "本产品增加的列：模板计入评分但未印出。")),
        column("completion", "rate", "Completion|Completion rate|Attainment|Quota attainment"
               "|Achievement rate", "完成率|销售完成率|达成率"
               "|目标完成率|目标达成率|业绩完成率|业绩达成率|任务完成率|完成比例"),
        column("score", "number", "Score|Total score|Overall score|Final score",
               "综合评分|评分|总分|得分|综合得分|考核得分"
               "|考核分数|绩效得分|绩效分|绩效分数|总得分"),
        column("grade", "choice", "Grade|Level|Rating|Performance grade",
               "等级|评级|考核等级|绩效等级|评定等级|评估等级",
               choices=_GRADES),
    ),
)  # fmt: skip

PLANS = Table(
    name="plans",
    group="judgement",
    titles=about("Table 3: improvement plan", "表3 销售改进计划表"),
    about=about("What will be done, until when, with whose support.",
                "改进事项、措施、时限与所需支持。"),
    key=("plan_id", "book"),
    fallback_key=("plan_id",),
    one_of=(("rep_id", "team"),),
    printed=("rep_id", "item", "measures", "due_date", "support", "expected_effect"),
    columns=(
        column("plan_id", "id", "Plan ID|Plan no", "计划编号"),
        rep(zh="责任人"),
        team(),
        column("kind", "choice", "Kind|Plan kind", "类型|计划类型",
               choices=choices(improve="Improve|Improvement / 改进",
                               support="Support / 支持", verify="Verify|Test / 验证",
                               review_target="Review of target / 目标复核",
                               improve_process="Improve a procedure / 流程优化")),
        column("item", "text", "Item|Improvement item|Improvement area",
               "改进项目|改进事项|事项|改进项|改进方向"
               "|改进点|改进内容", required=True,
               dash_is_blank=True),
        column("measures", "text", "Measures|Actions|What exactly|Action plan|Improvement measures",
               "具体措施|措施|改进措施"
               "|行动措施|行动计划|整改措施",
               required=True, blank="incomplete_plan", dash_is_blank=True),
        column("due_date", "date", "Due date|Deadline|Due|Due by|Complete by|Target date",
               "完成时限|时限|截止日期|完成期限|期限"
               "|截止时间|计划完成时间|计划完成日期",
               required=True, blank="incomplete_plan"),
        column("support", "text", "Support|Support needed|Support required|Resources needed",
               "所需支持|需要支持|需要的支持|所需资源"
               "|资源支持", required=True,
               blank="incomplete_plan"),
        column("expected_effect", "text", "Expected effect|Expected result|Expected outcome",
               "预期效果|预期效果及验收标准|预期成效"
               "|预期成果|预期结果|期望效果"),
        column("measure", "choice", "Measure|Metric", "指标", open=True, choices=MEASURE_WORDS),
        column("from_value", "number", "From value|From|Current value", "现值|当前值"),
        column("to_value", "number", "To value|To|Goal", "目标值"),
        column("support_owner", "text", "Support owner|Supporter|Supported by",
               "支持责任人|支持人|协助人"),
        column("support_given", "flag", "Support given", "支持到位|支持是否到位"),
        column("status", "choice", "Status", "状态|完成情况",
               choices=choices(not_started="Not started|Open / 未开始",
                               in_progress="In progress / 进行中",
                               done="Done|Completed / 已完成|完成",
                               postponed="Postponed|Delayed / 延期",
                               dropped="Dropped|Cancelled / 取消")),
        column("result", "text", "Result|Actual result|Outcome",
               "实际结果|结果|完成结果|实施结果|执行结果"),
        column("done_date", "date", "Done date|Done on|Completion date|Completed on",
               "实际完成时间|完成日期|实际完成日期"
               "|实际完成日"),
        column("made_on", "date", "Made on|Date", "制定日期|日期"),
        column("accepted_by", "text", "Accepted by|Accepter", "验收人"),
        column("book", "id", "Book of plans", "计划簿",
               about=about("Period of the book of plans a row stands in; filled in as it is "
                           "read.", "所在计划簿的周期；读取时自动填写。")),
    ),
)  # fmt: skip

EXTRA_MEASURES = Table(
    name="extra_measures",
    group="judgement",
    titles=about("Other measures", "其他指标"),
    about=about("Measures no table gives, typed per rep and period.",
                "其他表算不出的指标，按人按期填写。"),
    key=("period", "rep_id", "measure"),
    printed=("period", "rep_id", "measure", "actual", "target", "unit"),
    columns=(
        period(required=True),
        rep(zh="工号", required=True),
        measure(required=True),
        column("actual", "number", "Actual|Value|Actual value|Result",
               "实际|实际值|实际完成|完成值|实绩|实际数",
               required=True,
               blank="no_amount"),
        column("target", "number", "Target|Target value|Goal", "目标|目标值|目标数"),
        column("unit", "choice", "Unit", "单位", required=True, choices=_UNITS),
    ),
)  # fmt: skip

SCORE_ADJUSTMENTS = Table(
    name="score_adjustments",
    group="judgement",
    titles=about("Score adjustments", "加减分"),
    about=about("Points given or taken by a person, with reason and approver.",
                "人工加减分，须写事由与批准人。"),
    printed=("period", "rep_id", "points", "reason", "approved_by"),
    columns=(
        period(required=True),
        rep(zh="工号", required=True),
        column("points", "number", "Points|Adjustment|Points adjusted",
               "分值|加减分|调整分|调整分值|加减分值", required=True),
        column("reason", "text", "Reason|Reason for adjustment",
               "事由|原因|加减分原因|调整原因|调整事由", required=True),
        column("approved_by", "text", "Approved by|Approver|Authorised by|Authorized by",
               "批准人|审批人|审核人|核准人",
               required=True),
    ),
)  # fmt: skip

_NOTE_KINDS = choices(
    comment="Manager's comment|Comment / 主管点评|点评",
    statement="Rep's statement|Statement / 本人说明|说明",
    objection="Objection / 异议",
    ruling="Ruling|Review result / 复核结论",
    draft="Draft to accept / 草稿（待采纳）|草稿|待采纳",
)

_SECTIONS = choices(
    summary="Summary / 总体",
    target="Target and completion / 目标与完成",
    gap="Gap / 差额",
    process="Follow-up / 跟进过程",
    wins="Wins / 成交",
    losses="Losses / 丢单",
    cash="Collections / 回款",
    plans="Plans / 计划",
    playbook="Playbook / 打法手册|销售打法",
)

NOTES = Table(
    name="notes",
    group="judgement",
    titles=about("Comments and feedback", "点评与反馈"),
    about=about("What people say about the numbers; merged into the pages at every build.",
                "主管点评与本人反馈；每次生成时并入页面。"),
    one_of=(("rep_id", "team"),),
    printed=("period", "rep_id", "team", "section", "kind", "text", "by", "on"),
    columns=(
        period(required=True),
        rep("Rep|Rep/Team", zh="工号|工号/团队"),
        team(),
        column("section", "choice", "Section", "栏目", open=True, choices=_SECTIONS),
        column("kind", "choice", "Kind|Type", "类型", required=True, choices=_NOTE_KINDS),
        column("text", "text", "Text|Comment|Note|Feedback|Comments",
               "内容|点评内容|反馈内容|意见", required=True),
        column("by", "text", "By|Author|Written by", "填写人|点评人|填报人|提交人|点评者|作者"),
        column("on", "date", "On|Date|Written on", "日期|填写日期|填写时间|点评日期|提交日期"),
        column("read_on", "date", "Read on|Read by the rep on|Acknowledged on",
               "本人已阅|已阅日期|本人已阅日期|阅读日期|签阅日期",
               about=about("Day on which the rep read the pages; on any row of the period, not "
                           "before its end. A day after the cut-off is fine.",
                           "本人阅读当期页面的日期；填在当期任一行即可，不早于期末，可晚于数据截止日。")),
    ),
)  # fmt: skip

_VERDICTS = choices(
    agree="Agree|Confirmed / 同意|确认|属实",
    disagree="Disagree|Rejected / 不同意|不属实",
    open="Open|Undecided / 待定|待查",
)

VERDICTS = Table(
    name="verdicts",
    group="judgement",
    titles=about("Verdicts on causes", "原因认定"),
    about=about("A manager's verdict on a computed cause.", "主管对计算所得原因的认定。"),
    key=("period", "rep_id", "reference", "cause"),
    columns=(
        period(required=True),
        rep(zh="工号", required=True),
        column("reference", "choice", "Reference|Against", "参照|对比基准", required=True,
               open=True,
               choices=choices(target="Target / 目标", peers="Peers / 同岗位",
                               last_year="Last year / 去年同期")),
        column("cause", "text", "Cause", "原因", required=True),
        column("verdict", "choice", "Verdict", "认定|结论", required=True, open=True,
               choices=_VERDICTS),
        column("by", "text", "By", "认定人|填写人"),
        column("on", "date", "On|Date", "日期|认定日期"),
        column("reason", "text", "Reason", "理由|说明"),
    ),
)  # fmt: skip

SATISFACTION = Table(
    name="satisfaction",
    group="judgement",
    titles=about("Customer satisfaction", "客户满意度"),
    about=about("Customers' scores.", "客户评分。"),
    columns=(
        rep(required=True),
        column("date", "date", "Date|Survey date|Response date|Rated on",
               "日期|评价日期|调查日期|调研日期|回访日期"
               "|评分日期|评价时间", required=True),
        customer(),
        column("score", "number", "Score|Satisfaction|Satisfaction score|Rating|CSAT",
               "评分|满意度|得分|满意度评分|满意度得分|评价得分|评价分",
               required=True),
    ),
)  # fmt: skip

TABLES = (
    TARGETS,
    EVALUATIONS,
    PLANS,
    EXTRA_MEASURES,
    SCORE_ADJUSTMENTS,
    NOTES,
    VERDICTS,
    SATISFACTION,
)
