"""Short ways to write the columns that many tables share."""

from __future__ import annotations

from typing import Any

from salesreport.tables.declaration import Choice, Column, Kind


def column(name: str, kind: Kind, en: str, zh: str, **options: Any) -> Column:
    """Column whose headers are written as `printed|other|other`."""
    return Column(name, kind, tuple(en.split("|")), tuple(zh.split("|")), **options)


def choices(**words: str) -> tuple[Choice, ...]:
    """Choices written as `name="Printed|other / 打印|其他"`."""
    made = []
    for name, written in words.items():
        en, zh = written.split(" / ")
        made.append(Choice(name, tuple(en.split("|")), tuple(zh.split("|"))))
    return tuple(made)


def about(en: str, zh: str) -> dict[str, str]:
    """One sentence in English and in simplified Chinese."""
    return {"en": en, "zh_CN": zh}


_REP_IDS = (
    "工号", "员工编号", "员工工号", "员工号", "人员编号", "销售编号", "销售工号", "销售员编号",
    "销售代表编号", "业务员编号", "业务员代码", "业务员工号", "负责人工号", "负责人编号",
    "Rep ID", "Rep code", "Rep no", "Sales rep ID", "Salesperson ID", "Salesperson code",
    "Agent ID", "Employee ID", "Employee no", "Employee number", "Employee code", "Staff ID",
    "Staff no", "Owner ID",
)  # fmt: skip


def rep(en: str = "Rep", zh: str = "负责人", **options: Any) -> Column:
    """The rep a row belongs to: an id, or a name that is made one."""
    others_en = ("Rep", "Rep code", "Sales rep", "Salesperson", "Sales agent", "Owner", "Rep name")
    others_zh = (
        "工号", "员工编号", "负责人", "销售人员", "销售员", "业务员", "销售代表", "销售", "责任人",
        "姓名", "销售姓名", "负责人姓名",
    )  # fmt: skip
    return Column(
        "rep_id",
        "id",
        tuple(dict.fromkeys((*en.split("|"), *others_en))),
        tuple(dict.fromkeys((*zh.split("|"), *others_zh))),
        refers_to="rep",
        id_headers=_REP_IDS,
        **options,
    )


def customer(**options: Any) -> Column:
    """The customer a row is about."""
    return column(
        "customer",
        "text",
        "Customer|Customer name|Account|Account name|Client|Company",
        "客户|客户名称|客户名|公司|公司名称|单位名称",
        refers_to="customer",
        **options,
    )


def currency(**options: Any) -> Column:
    """Currency of a row's amounts; blank is the report's."""
    sentence = about(
        "ISO code; amounts are converted by their month's rate. Blank: the report's.",
        "币种代码；金额按当月汇率折算；空白即报告币种。",
    )
    return column(
        "currency",
        "choice",
        "Currency|Currency code",
        "币种|货币|币别",
        open=True,
        choices=choices(
            CNY="CNY|RMB / 人民币|元",
            USD="USD|US$|US dollar / 美元|美金",
            EUR="EUR|Euro / 欧元",
            JPY="JPY|Yen / 日元",
            GBP="GBP|Pound / 英镑",
            HKD="HKD|HK$ / 港币|港元",
            TWD="TWD|NT$ / 新台币|台币",
            SGD="SGD|S$ / 新加坡元|新币",
            KRW="KRW|Won / 韩元",
        ),
        **{"about": sentence, **options},
    )


def amount(en: str = "Amount", zh: str = "金额", **options: Any) -> Column:
    """An amount of money in the row's currency."""
    return column("amount", "money", f"{en}|Value|Total", f"{zh}|金额|总额", **options)


def period(zh: str = "周期", **options: Any) -> Column:
    """The month, quarter or year a row is about."""
    return column(
        "period",
        "period",
        "Period|Month|Year|Quarter",
        f"{zh}|周期|期间|月份|年月|月度|年度|年份|季度",
        **options,
    )


def industry() -> Column:
    """The customer's industry."""
    return column("industry", "text", "Industry|Sector", "行业|客户行业|所属行业")


def territory() -> Column:
    """The region a row belongs to."""
    return column("territory", "text", "Territory|Region", "区域|大区|地区|销售区域")


def source() -> Column:
    """Where a lead came from."""
    return column("source", "text", "Source|Lead source", "来源|线索来源|商机来源|渠道")


def opportunity_id(**options: Any) -> Column:
    """The deal a row belongs to."""
    return column(
        "opportunity_id",
        "id",
        "Opportunity ID|Opportunity|Deal ID|Deal|Opportunity no",
        "商机编号|商机号|商机ID|商机编码",
        **options,
    )


def contract_id(**options: Any) -> Column:
    """The contract a row belongs to."""
    return column(
        "contract_id",
        "id",
        "Contract ID|Contract|Contract no|Contract number",
        "合同号|合同编号|合同",
        **options,
    )


def invoice_id(**options: Any) -> Column:
    """The invoice a row belongs to."""
    return column(
        "invoice_id",
        "id",
        "Invoice ID|Invoice|Invoice no|Invoice number",
        "发票号|发票号码|发票编号",
        **options,
    )


def team(**options: Any) -> Column:
    """A team's name; `all` is the whole team."""
    return column("team", "text", "Team|Group|Sales team", "小组|团队|部门|销售组", **options)


MEASURE_WORDS = choices(
    bookings="Bookings|Sales|Sales amount|Revenue / 销售额|业绩|销售业绩|成交额|签单额|销售目标",
    new_contracts="New contracts|New contract amount / 新签合同额|合同额|新签合同|签约额",
    invoiced="Invoiced|Invoiced amount / 开票额|开票金额|开票",
    collections="Collections|Cash collected / 回款额|回款|回款金额",
    won_customers="Won customers|Customers won / 成交客户数|成交客户",
    new_customers="New customers / 新增客户数|新客户数|新增客户|新客户",
    leads="Leads / 线索数|线索",
    completion="Completion|Attainment / 完成率|销售完成率|达成率",
    conversion="Conversion|Conversion rate / 转化率|客户转化率|线索转化率",
    cohort_conversion="Cohort conversion / 同期线索转化率",
    win_rate="Win rate / 赢单率",
    revenue_per_customer="Revenue per customer / 客单价",
    collection_rate="Collection rate / 回款率",
    repurchase_rate="Repurchase rate / 复购率",
    process="Process|Process score|Follow-up timeliness / 过程得分|过程|跟进及时率|过程行为",
    response_days="Response days / 响应天数|首次响应天数",
    proposals="Proposals / 方案数|方案提交数",
    contacts="Contacts|Visits / 联系次数|拜访次数|拜访量",
    satisfaction="Satisfaction|Customer satisfaction / 客户满意度|满意度",
    cost_ratio="Cost ratio / 费用率|销售费用率",
    cycle_days="Cycle days|Sales cycle / 成交周期|销售周期",
    pipeline_coverage="Pipeline coverage / 商机覆盖率|储备覆盖率",
)
"""Measures by the words people write in a table; other words are kept as written."""


def measure(**options: Any) -> Column:
    """The measure a row is about."""
    return column(
        "measure", "choice", "Measure|Metric|KPI", "指标|考核指标", open=True,
        choices=MEASURE_WORDS, **options,
    )  # fmt: skip
