"""What was signed, billed, due and paid; what it cost; rates and control totals."""

from __future__ import annotations

from salesreport.tables.columns import (
    about,
    amount,
    choices,
    column,
    contract_id,
    currency,
    customer,
    invoice_id,
    measure,
    opportunity_id,
    period,
    rep,
)
from salesreport.tables.declaration import Table

BILLS = ("bank_acceptance", "commercial_acceptance")
"""Methods of payment that are cash only when the bill matures."""

CONTRACTS = Table(
    name="contracts",
    group="money",
    titles=about("Contracts", "合同"),
    about=about("Signed contracts; their amount is not the same as sales.",
                "已签合同；合同额不等于销售额。"),
    key=("contract_id",),
    steady=("signed_date", "customer"),
    rate_dates=("signed_date",),
    printed=("contract_id", "customer", "rep_id", "signed_date", "amount", "tax_rate"),
    columns=(
        contract_id(required=True),
        customer(required=True, blank="no_customer"),
        rep(required=True, blank="no_rep"),
        column("signed_date", "date", "Signed date|Signed on|Contract date|Signing date"
               "|Date signed|Company signed date|Order date|Document date|Date",
               "签约日|签约日期|签订日期|签约时间"
               "|签订时间|签订日|签署日期|签署时间|签单日期|合同签订日期|合同签约日期|合同签署日期"
               "|合同日期|合约日期|下单日期|下单时间|订单日期|单据日期|日期",
               required=True),
        amount("Amount|Contract amount|Contract value|Total contract value|Contract total"
               "|Order amount|Order total|Document total|Grand total",
               zh="金额|合同金额|合同额|合同总额|合同总金额|合同总价"
               "|合同价款|合约金额|合约总额|签约金额|签约额|签订金额|订单金额|订单总额|订单总金额"
               "|总金额|价税合计|含税金额", required=True,
               blank="no_amount"),
        column("tax_rate", "rate", "Tax rate|VAT rate|Tax percent|Sales tax rate",
               "税率|增值税率|增值税税率|适用税率"),
        opportunity_id(),
        currency(),
    ),
)  # fmt: skip

CONTRACT_CREDITS = Table(
    name="contract_credits",
    group="money",
    titles=about("Shares of contracts", "合同分成"),
    about=about("Who shares a contract; its deals are credited alike. Shares sum to 1.",
                "合同业绩分成，对应商机按此分成；合计为100%。"),
    key=("contract_id", "rep_id"),
    printed=("contract_id", "rep_id", "share"),
    columns=(
        contract_id(required=True),
        rep(required=True),
        column("share", "rate", "Share|Credit|Split|Split percentage|Credit share",
               "分成|分成比例|占比|分成占比|业绩占比|业绩比例"
               "|业绩分成|业绩分成比例|分配比例|比例", required=True,
               about=about("Blank: the whole contract is the owner's.",
                           "空白即全部归该负责人。")),
    ),
)  # fmt: skip

PAYMENT_PLAN = Table(
    name="payment_plan",
    group="money",
    titles=about("Payment plan", "回款计划"),
    about=about("What falls due when; retention not yet due is outside the base.",
                "各期应收及到期日；未到期质保金不计入。"),
    key=("contract_id", "instalment"),
    currency_of=(("contracts", "contract_id"),),
    rate_dates=("due_date",),
    printed=("contract_id", "instalment", "kind", "due_date", "amount", "invoice_id"),
    columns=(
        contract_id(required=True),
        column("instalment", "id", "Instalment|Installment|No|Instalment no|Installment no",
               "期次|期数|期号|期别|期次号|分期"
               "|回款期次|回款期数|付款期次|付款期数|收款期次|收款期数", required=True),
        column("kind", "choice", "Kind|Payment kind|Milestone|Payment type",
               "款项|款项类型|类型|款项性质|款项类别"
               "|款项名称|款别|收款阶段|付款阶段", required=True,
               choices=choices(advance="Advance|Down payment / 预付|预付款",
                               progress="Progress / 进度|进度款",
                               acceptance="Acceptance / 验收|验收款",
                               retention="Retention / 质保金|质保")),
        column("due_date", "date", "Due date|Due|Due on|Planned date|Payment due date"
               "|Planned payment date", "计划日|计划回款日期|到期日|应收日期|计划日期"
               "|计划回款日|计划收款日|计划收款日期|计划付款日期|应收日|应收款日期|应收款日"
               "|应回款日期|应付款日期|到期日期|收款到期日|付款到期日|预计回款日期|预计收款日期"
               "|预计到账日期|预计到账日|约定付款日期",
               required=True),
        amount("Planned amount|Amount due|Instalment amount|Installment amount|Due amount",
               zh="计划额|计划回款金额|应收金额|计划金额|计划收款金额"
               "|计划付款金额|应收款|应收款金额|应收额|应回款金额|应收账款金额|预计回款金额"
               "|预计收款金额|本期应收金额", required=True),
        invoice_id(about=about("The invoice that bills the instalment, once there is one.",
                               "本期已开票时填写。")),
    ),
)  # fmt: skip

INVOICES = Table(
    name="invoices",
    group="money",
    titles=about("Invoices", "发票"),
    about=about("Invoices at their own date; red-letter invoices are negative.",
                "按开票日期；红字发票为负数。"),
    key=("invoice_id",),
    steady=("date", "amount", "customer"),
    currency_of=(("contracts", "contract_id"),),
    rate_dates=("date",),
    columns=(
        invoice_id("|Document number|Document no", required=True),
        column("date", "date", "Date|Invoice date|Invoiced on|Issue date|Issued on|Date issued"
               "|Billing date|Bill date|Document date|Posting date",
               "开票日期|日期|发票日期|开票日|开票时间"
               "|开具日期|发票开具日期|发票日|开立日期|单据日期", required=True),
        column("due_date", "date", "Due date|Due|Due on|Payment due date|Net due date",
               "到期日|到期日期|应收日期|应收日|应收到期日"
               "|收款到期日|付款到期日|付款到期日期|账款到期日|预计收款日"),
        amount("Amount|Invoice amount|Invoice total|Invoiced amount|Billed amount|Gross amount"
               "|Total amount|Document total",
               zh="金额|开票金额|发票金额|开票额|开票总额|开票总金额|发票总额|发票总金额"
               "|发票含税金额|含税金额|价税合计|票面金额|总金额", required=True),
        rep(),
        customer(),
        contract_id(),
        opportunity_id(),
        currency(),
    ),
)  # fmt: skip

PAYMENTS = Table(
    name="payments",
    group="money",
    titles=about("Payments", "回款流水"),
    about=about("Cash received; what matches no contract is unclaimed.",
                "到账流水；未匹配合同的列为待认领。"),
    key=("payment_id",),
    steady=("date", "amount", "payer"),
    currency_of=(("invoices", "invoice_id"), ("contracts", "contract_id")),
    rate_dates=("date",),
    printed=("date", "payer", "contract_id", "amount", "method", "matures_on", "payment_id"),
    columns=(
        column("payment_id", "id", "Payment ID|Payment|Receipt no|Payment no|Payment number"
               "|Receipt ID|Receipt number|Transaction ID|Document no|Document number",
               "流水号|回款编号|收款编号"
               "|收款单号|收款单编号|收款流水号|收款ID|回款单号|回款单编号|回款流水号|回款ID"
               "|到账编号|交易流水号|银行流水号|单据编号|单据号|单号",
               required=True),
        column("date", "date", "Date|Payment date|Received on|Receipt date|Received date"
               "|Date received|Paid on|Date paid|Paid date|Collection date|Posting date"
               "|Document date", "到账日|到账日期|回款日期"
               "|回款日|回款时间|收款日|收款日期|收款时间|到账时间|入账日|入账日期|入账时间"
               "|进账日期|实收日期|实际到账日期|实际到账时间|实际回款日期|实际回款时间"
               "|实际收款日期|实际收款时间|付款日期|付款时间|交易日期|交易时间|记账日期|单据日期"
               "|日期",
               required=True),
        amount("Amount|Payment amount|Amount received|Received amount|Amount paid|Paid amount"
               "|Receipt amount|Amount collected|Collected amount",
               zh="金额|回款金额|到账金额|回款额|收款金额|收款额|实收金额|实收款|实收额|实收"
               "|入账金额|进账金额|到账额|到款金额|实际到账金额|实际回款金额|实际收款金额"
               "|本次回款金额|本次收款金额|付款金额", required=True),
        column("method", "choice", "Method|Payment method|Payment means|Payment mode"
               "|Mode of payment|Means of payment", "方式|回款方式|付款方式|收款方式"
               "|结算方式|支付方式|到账方式|付款方法", open=True,
               choices=choices(transfer="Bank transfer|Transfer|Wire / 电汇|转账",
                               bank_acceptance="Bank acceptance bill / 银承|银行承兑汇票",
                               commercial_acceptance="Commercial acceptance bill / "
                               "商承|商业承兑汇票",
                               offset="Offset / 抵账")),
        column("matures_on", "date", "Matures on|Maturity date|Bill maturity date",
               "票据到期日|到期日|票据到期日期"
               "|承兑到期日|汇票到期日|汇票到期日期"),
        column("payer", "text", "Payer|Paid by|Payer name|Remitter|Received from",
               "付款方|付款单位|付款人|付款方名称|付款人名称"
               "|付款单位名称|付款客户|付款账户名称|付款户名|打款方|打款单位|打款人|汇款人"
               "|汇款单位|汇款方|交款单位|来款单位|对方户名|对方单位|对方单位名称|对方账户名称"),
        contract_id(),
        invoice_id(),
        currency(),
    ),
)  # fmt: skip

ALLOCATIONS = Table(
    name="allocations",
    group="money",
    titles=about("Allocations", "回款核销"),
    about=about("Which part of a payment settles which invoice or contract.",
                "一笔回款核销到哪张发票或合同。"),
    one_of=(("invoice_id", "contract_id"),),
    currency_of=(("payments", "payment_id"),),
    columns=(
        column("payment_id", "id", "Payment ID|Payment|Receipt no|Payment no|Payment number"
               "|Receipt ID|Receipt number", "流水号|回款编号|收款编号"
               "|收款单号|收款单编号|收款流水号|回款单号|回款单编号|回款流水号|到账编号|银行流水号",
               required=True),
        invoice_id(),
        contract_id(),
        amount("Amount|Allocated amount|Applied amount",
               zh="金额|核销金额|核销额|本次核销金额|分配金额|分摊金额", required=True),
    ),
)  # fmt: skip

BOOKING_ADJUSTMENTS = Table(
    name="booking_adjustments",
    group="money",
    titles=about("Booking adjustments", "业绩调整"),
    about=about("Refunds, credit notes, write-offs at their own date; negative reduces.",
                "退款、红冲、核销，按发生日期；负数为减少。"),
    rate_dates=("date",),
    currency_of=(("opportunities", "opportunity_id"),),
    columns=(
        column("date", "date", "Date|Adjustment date|Refund date|Document date",
               "日期|调整日期|发生日期|退款日期|退货日期"
               "|红冲日期|冲红日期|核销日期|单据日期", required=True),
        rep(required=True, blank="no_rep"),
        opportunity_id(),
        amount("Amount|Adjustment amount|Refund amount",
               zh="金额|调整金额|调整额|退款金额|退货金额|红冲金额|冲红金额|冲减金额",
               required=True),
        column("kind", "choice", "Kind|Type|Adjustment type",
               "类型|调整类型|调整类别|调整种类", required=True,
               choices=choices(refund="Refund / 退款", credit_note="Credit note / 红冲|红字发票",
                               write_off="Write-off|Write off / 核销|坏账核销")),
    ),
)  # fmt: skip

COSTS = Table(
    name="costs",
    group="money",
    titles=about("Selling costs", "销售费用"),
    about=about("Selling cost of a rep in a period.", "人员当期销售费用。"),
    columns=(
        rep(required=True),
        period(required=True),
        amount("Amount|Cost|Costs|Expense|Expenses|Expense amount|Cost amount",
               zh="金额|费用|费用金额|销售成本|费用合计|费用总额|销售费用|总费用|报销金额|成本"
               "|成本金额", required=True),
    ),
)  # fmt: skip

RATES = Table(
    name="rates",
    group="money",
    titles=about("Exchange rates", "汇率"),
    about=about("Price of one unit of a currency in the report's, by month.",
                "每单位外币折合报告币种，按月。"),
    key=("currency", "period"),
    columns=(
        currency(required=True, about=about("ISO code.", "币种代码。")),
        period(zh="月份", required=True),
        column("rate", "number", "Rate|Exchange rate|FX rate|Conversion rate",
               "汇率|折算汇率|记账汇率|月汇率|折合汇率"
               "|换算汇率", required=True),
    ),
)  # fmt: skip

CONTROL_TOTALS = Table(
    name="control_totals",
    group="money",
    titles=about("Control totals", "对账总额"),
    about=about("Totals finance has confirmed, to check the tables against.",
                "财务确认的总额，用于核对。"),
    key=("period", "measure", "contract_id"),
    fallback_key=("period", "measure"),
    columns=(
        period(required=True),
        measure(required=True),
        column("value", "number", "Value|Total|Amount|Confirmed amount|Confirmed total"
               "|Finance total", "数值|总额|金额|财务金额|财务数"
               "|财务确认金额|确认金额|账面金额|账面数", required=True),
        contract_id(about=about(
            "One contract's part of the total, so that a difference is found by contract.",
            "总额中属于该合同的部分；填写后可逐合同找出差异。")),
    ),
)  # fmt: skip

TABLES = (
    CONTRACTS,
    CONTRACT_CREDITS,
    PAYMENT_PLAN,
    INVOICES,
    PAYMENTS,
    ALLOCATIONS,
    BOOKING_ADJUSTMENTS,
    COSTS,
    RATES,
    CONTROL_TOTALS,
)
