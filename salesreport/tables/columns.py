"""Short ways to write the columns that many tables share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

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
    "员工编码", "员工代码", "员工代号", "人员编码", "人员代码", "职员代码", "职员编码", "职员编号",
    "业务员编码", "业务员代号", "业务人员代号", "业务人员编号", "负责人编码", "负责人ID",
    "所有人ID",
    "Rep ID", "Rep code", "Rep no", "Sales rep ID", "Salesperson ID", "Salesperson code",
    "Agent ID", "Employee ID", "Employee no", "Employee number", "Employee code", "Staff ID",
    "Staff no", "Owner ID",
)  # fmt: skip


def rep(en: str = "Rep", zh: str = "负责人", **options: Any) -> Column:
    """The rep a row belongs to: an id, or a name that is made one."""
    others_en = (
        "Rep", "Rep code", "Sales rep", "Salesperson", "Sales agent", "Owner", "Rep name",
        "Owner name", "Opportunity owner", "Deal owner", "Lead owner", "Account owner",
        "Contact owner", "Contract owner", "Salesperson name", "Sales employee",
        "Sales executive", "Account executive", "Account manager", "Assigned to",
    )  # fmt: skip
    others_zh = (
        "工号", "员工编号", "负责人", "销售人员", "销售员", "业务员", "销售代表", "销售", "责任人",
        "姓名", "销售姓名", "负责人姓名", "销售负责人", "业务人员", "业务代表", "业务负责人",
        "业务员姓名", "业务员名称", "归属销售", "所属销售", "跟进人", "所有人", "所有者",
        "商机所有人", "业务机会所有人", "潜在客户所有人", "交易所有者", "线索负责人", "商机负责人",
        "客户负责人", "合同负责人", "客户经理", "业务",
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
        "Customer|Customer name|Account|Account name|Client|Company|Client name|Company name"
        "|Company / Account|Associated company|Organization|Organization name|BP name"
        "|Business partner name|Customer/Supplier name|Customer/Vendor name|Potential customer",
        "客户|客户名称|客户名|公司|公司名称|单位名称|客户全称|客户全名|客户单位|客户公司|公司全称"
        "|企业名称|所属客户|关联客户|对应客户|签约客户|购货单位|购货单位名称|购货方|购买方名称"
        "|购方名称|往来单位|往来单位名称|业务伙伴名称|客户/供应商名称|客户简称",
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
        "Currency|Currency code|Currency ISO code|Transaction currency|Document currency"
        "|Deal currency",
        "币种|货币|币别|币种代码|货币代码|货币种类|结算币种|交易币种|币种名称",
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
        "Period|Month|Year|Quarter|Fiscal period|Fiscal year|Accounting period|Year month",
        f"{zh}|周期|期间|月份|年月|月度|年度|年份|季度|会计期间|会计月份|所属期间|所属月份|统计期间"
        "|统计周期|统计月份|考核周期|考核期间|考核月份|归属月份|财年",
        **options,
    )


def industry() -> Column:
    """The customer's industry."""
    return column(
        "industry",
        "text",
        "Industry|Sector|Account industry",
        "行业|客户行业|所属行业|所在行业|行业类别|行业分类|行业类型|行业别|客户所属行业|产业|产业别",
    )


def territory() -> Column:
    """The region a row belongs to."""
    return column(
        "territory",
        "text",
        "Territory|Region|Sales territory|Sales region|Area",
        "区域|大区|地区|销售区域|所属区域|所属地区|所属大区|销售大区|客户区域|业务区域|区域别|地区别",
    )


def source() -> Column:
    """Where a lead came from."""
    return column(
        "source",
        "text",
        "Source|Lead source|Opportunity source|Deal source|Original source",
        "来源|线索来源|商机来源|渠道|客户来源|来源渠道|线索渠道|获客渠道|获客来源|渠道来源|潜在客户来源",
    )


def opportunity_id(**options: Any) -> Column:
    """The deal a row belongs to."""
    return column(
        "opportunity_id",
        "id",
        "Opportunity ID|Opportunity|Deal ID|Deal|Opportunity no|Opportunity number|Deal no"
        "|Deal number",
        "商机编号|商机号|商机ID|商机编码|商机代码|商机单号|机会编号|销售机会编号|销售机会ID|业务机会ID"
        "|业务机会编号|关联商机编号|所属商机编号",
        **options,
    )


def contract_id(**options: Any) -> Column:
    """The contract a row belongs to."""
    return column(
        "contract_id",
        "id",
        "Contract ID|Contract|Contract no|Contract number|Agreement no|Agreement number",
        "合同号|合同编号|合同|合同编码|合同单号|合同ID|合同号码|销售合同号|销售合同编号|关联合同编号"
        "|所属合同编号|合约编号|合约号|合约号码|协议编号|协议号",
        **options,
    )


def invoice_id(also: str = "", **options: Any) -> Column:
    """The invoice a row belongs to; `also`: headers that name it in one table alone."""
    return column(
        "invoice_id",
        "id",
        "Invoice ID|Invoice|Invoice no|Invoice number|Invoice #|Bill no" + also,
        "发票号|发票号码|发票编号|发票ID|发票单号|开票编号|开票单号|数电票号码|数电发票号码",
        **options,
    )


def team(**options: Any) -> Column:
    """A team's name; `all` is the whole team."""
    return column(
        "team",
        "text",
        "Team|Group|Sales team|Team name|Department",
        "小组|团队|部门|销售组|组别|团队名称|销售团队|销售部门|业务部门|部门名称|所属部门|所属团队"
        "|所在部门|负责人所属部门|负责人主属部门",
        **options,
    )


MEASURE_WORDS = choices(
    bookings="Bookings|Sales|Sales amount|Revenue / 销售额|业绩|销售业绩|成交额|签单额|销售目标",
    new_contracts="New contracts|New contract amount / 新签合同额|合同额|新签合同|签约额|签约"
    "|签约金额",
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
    process="Process|Process score|Follow-up timeliness|Follow-up on time"
    " / 过程得分|过程|跟进及时率|过程行为",
    response_days="Response days / 响应天数|首次响应天数",
    proposals="Proposals / 方案数|方案提交数",
    contacts="Contacts|Visits / 联系次数|拜访次数|拜访量",
    satisfaction="Satisfaction|Customer satisfaction / 客户满意度|满意度",
    cost_ratio="Cost ratio / 费用率|销售费用率",
    cycle_days="Cycle days|Sales cycle / 成交周期|销售周期",
    pipeline_coverage="Pipeline coverage / 商机覆盖率|储备覆盖率",
)
"""Measures by the words people write in a table; other words are kept as written."""

MeasureUnit = Literal["money", "rate", "count", "days", "score"]

MEASURE_UNITS: Mapping[str, MeasureUnit] = {
    **dict.fromkeys(("bookings", "new_contracts", "invoiced", "collections"), "money"),
    "revenue_per_customer": "money",
    **dict.fromkeys(("won_customers", "new_customers", "leads", "proposals", "contacts"), "count"),
    **dict.fromkeys(("completion", "conversion", "cohort_conversion", "win_rate"), "rate"),
    **dict.fromkeys(("collection_rate", "repurchase_rate", "process", "cost_ratio"), "rate"),
    "pipeline_coverage": "rate",
    **dict.fromkeys(("response_days", "cycle_days"), "days"),
    "satisfaction": "score",
}
"""Unit of each measure of `MEASURE_WORDS`; `measures.catalogue` holds the same."""

ADDED_MEASURES = frozenset(
    name for name, unit in MEASURE_UNITS.items() if unit in ("money", "count")
) - {"revenue_per_customer"}
"""Measures whose months add up to their quarter and year, whose people's to their team's."""


def measure(**options: Any) -> Column:
    """The measure a row is about."""
    return column(
        "measure", "choice", "Measure|Metric|KPI|Metric name",
        "指标|考核指标|指标名称|考核项|考核项目|目标类型", open=True,
        choices=MEASURE_WORDS, **options,
    )  # fmt: skip
