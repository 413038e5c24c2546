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

CONTRACTS = Table(
    name="contracts",
    group="money",
    titles=about("Contracts", "合同"),
    about=about("Signed contracts; their amount is not the same as sales.",
                "已签合同；合同额不等于销售额。"),
    key=("contract_id",),
    rate_dates=("signed_date",),
    printed=("contract_id", "customer", "rep_id", "signed_date", "amount", "tax_rate"),
    columns=(
        contract_id(required=True),
        customer(required=True, blank="no_customer"),
        rep(required=True, blank="no_rep"),
        column("signed_date", "date", "Signed date|Signed on", "签约日|签约日期|签订日期",
               required=True),
        amount("Amount|Contract amount", zh="金额|合同金额|合同额", required=True,
               blank="no_amount"),
        column("tax_rate", "rate", "Tax rate|VAT rate", "税率"),
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
        column("share", "rate", "Share|Credit", "分成|分成比例|占比", required=True,
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
    currency_of=("contracts", "contract_id"),
    rate_dates=("due_date",),
    printed=("contract_id", "instalment", "kind", "due_date", "amount", "invoice_id"),
    columns=(
        contract_id(required=True),
        column("instalment", "id", "Instalment|Installment|No", "期次|期数", required=True),
        column("kind", "choice", "Kind|Payment kind", "款项|款项类型|类型", required=True,
               choices=choices(advance="Advance|Down payment / 预付|预付款",
                               progress="Progress / 进度|进度款",
                               acceptance="Acceptance / 验收|验收款",
                               retention="Retention / 质保金|质保")),
        column("due_date", "date", "Due date|Due", "计划日|计划回款日期|到期日|应收日期",
               required=True),
        amount("Planned amount|Amount due", zh="计划额|计划回款金额|应收金额", required=True),
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
    rate_dates=("date",),
    columns=(
        invoice_id(required=True),
        column("date", "date", "Date|Invoice date", "开票日期|日期|发票日期", required=True),
        column("due_date", "date", "Due date|Due", "到期日|到期日期|应收日期"),
        amount(zh="金额|开票金额|发票金额", required=True),
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
    rate_dates=("date",),
    printed=("date", "payer", "contract_id", "amount", "method", "matures_on", "payment_id"),
    columns=(
        column("payment_id", "id", "Payment ID|Payment|Receipt no", "流水号|回款编号|收款编号",
               required=True),
        column("date", "date", "Date|Payment date|Received on", "到账日|到账日期|回款日期|日期",
               required=True),
        amount(zh="金额|回款金额|到账金额", required=True),
        column("method", "choice", "Method|Payment method", "方式|回款方式|付款方式", open=True,
               choices=choices(transfer="Bank transfer|Transfer|Wire / 电汇|转账",
                               bank_acceptance="Bank acceptance bill / 银承|银行承兑汇票",
                               commercial_acceptance="Commercial acceptance bill / "
                               "商承|商业承兑汇票",
                               offset="Offset / 抵账")),
        column("matures_on", "date", "Matures on|Maturity date", "票据到期日|到期日"),
        column("payer", "text", "Payer|Paid by", "付款方|付款单位|付款人"),
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
    currency_of=("payments", "payment_id"),
    columns=(
        column("payment_id", "id", "Payment ID|Payment|Receipt no", "流水号|回款编号|收款编号",
               required=True),
        invoice_id(),
        contract_id(),
        amount(zh="金额|核销金额", required=True),
    ),
)  # fmt: skip

BOOKING_ADJUSTMENTS = Table(
    name="booking_adjustments",
    group="money",
    titles=about("Booking adjustments", "业绩调整"),
    about=about("Refunds, credit notes, write-offs at their own date; negative reduces.",
                "退款、红冲、核销，按发生日期；负数为减少。"),
    rate_dates=("date",),
    currency_of=("opportunities", "opportunity_id"),
    columns=(
        column("date", "date", "Date|Adjustment date", "日期|调整日期|发生日期", required=True),
        rep(required=True, blank="no_rep"),
        opportunity_id(),
        amount(zh="金额|调整金额", required=True),
        column("kind", "choice", "Kind|Type", "类型|调整类型", required=True,
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
        amount(zh="金额|费用|费用金额|销售成本", required=True),
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
        column("rate", "number", "Rate|Exchange rate", "汇率|折算汇率", required=True),
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
        column("value", "number", "Value|Total|Amount", "数值|总额|金额", required=True),
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
