"""Headers as CRMs, accounting programs and offices write them lead to the column they mean."""

import pytest

from salesreport.tables import TABLES
from salesreport.tables.script import header_key, traditional, word_key

MEANT = {
    "payments": {
        "payment_id": "收款单号 回款单编号 交易流水号 回款編號 单据编号 Receipt_No. Transaction_ID",
        "date": "收款日期 到帳日 到帐日期 入帳日期 入账时间 實收日期 实际回款日期 日期 "
        "Receipt_Date "
        "Date_received Posting_Date",
        "amount": "收款金额 實收金額 实际到账金额 回款额 到帳金額 金额(元) 本次收款金额 "
        "Amount_Received "
        "Payment_Amount",
        "contract_id": "合約編號 合同编码 销售合同号 Contract_No.",
        "invoice_id": "發票號碼 发票号 Invoice_No.",
        "method": "收款方式 結算方式 支付方式 Mode_of_payment",
        "payer": "付款單位名稱 对方户名 匯款人 打款方 Remitter",
        "matures_on": "承兑到期日 汇票到期日",
        "currency": "幣別 币种 Currency_ISO_Code",
    },
    "contracts": {
        "contract_id": "合同编号 合約號 协议编号 Agreement_Number",
        "signed_date": "签订时间 签署日期 合約日期 下单日期 單據日期 Order_Date "
        "Company_Signed_Date",
        "amount": "合同总金额 签约金额 合約金額 订单金额 价税合计 Total_Contract_Value "
        "Document_Total",
        "customer": "购货单位 客户全称 客戶簡稱 往来单位 BP_Name Customer/Vendor_Name",
        "rep_id": "業務員 业务员代号 客户经理 归属销售 Sales_Employee Contract_Owner",
        "tax_rate": "增值税率 VAT_rate",
    },
    "payment_plan": {
        "instalment": "回款期次 期數 Instalment_No.",
        "due_date": "计划回款日 计划收款日期 应收日 預計回款日期 Payment_Due_Date",
        "amount": "计划收款金额 应回款金额 應收款 Instalment_amount",
        "kind": "款项性质 Milestone",
    },
    "invoices": {
        "date": "开票时间 发票开具日期 開立日期 Issue_Date Posting_Date",
        "due_date": "付款到期日 应收日 Net_due_date",
        "amount": "开票总额 價稅合計 发票总金额 Invoice_Total",
        "invoice_id": "数电票号码 發票號碼 Invoice_#",
    },
    "opportunities": {
        "opportunity_id": "销售机会ID 业务机会编号 商机单号 Record_ID Opportunity_Number",
        "rep_id": "商机所有人 业务机会所有人 所有者 负责人 Opportunity_Owner Deal_Owner",
        "customer": "所属客户 企业名称 客户名称 Account_Name Potential_Customer",
        "created_date": "商机创建时间 建立日期 Create_Date Created_Time",
        "stage": "商机阶段 交易阶段 项目阶段 Deal_Stage Pipeline_Stage",
        "close_date": "实际签约日期 成交时间 关单日期 签单日期 Closing_Date Actual_Close_Date",
        "expected_close_date": "预计结单日期 預計簽約日 预计成交日期 Est._Close_Date",
        "amount": "签约金额 签單金額 商机金额（万元） 合同金额 Deal_Amount",
        "lost_reason": "战败原因 输单原因 Closed_Lost_Reason",
        "source": "客户来源 获客渠道 Lead_Source Original_Source",
        "industry": "所属行业 產業別 行业类别",
        "territory": "所属大区 銷售區域 Sales_Territory",
        "competitor": "竞争厂商 主要競爭對手 Main_Competitor(s)",
    },
    "leads": {
        "lead_id": "线索编码 潜在客户编号 Lead_No.",
        "assigned_date": "领取时间 派发日期 分配時間 Owner_Assigned_Date",
        "first_response_date": "首次跟进时间 首次聯繫日期 First_Activity_Date",
        "status": "跟进状态 线索状态 Lead_Status",
        "customer": "公司全称 Company_/_Account",
        "rep_id": "跟进人 Lead_Owner Assigned_To",
    },
    "activities": {
        "date": "跟进时间 拜訪日期 联系日期 Activity_Date Visit_Date",
        "action": "拜访内容 跟进内容 活动主题 Subject",
        "action_type": "跟进类型 沟通方式 Task_Type",
        "status": "任务状态 Activity_Status",
        "due_date": "计划完成日期 截止时间 Due_Date",
        "done_date": "实际结束时间 Completed_Date",
        "next_date": "下次联系时间 下次跟進日期 Next_Activity_Date",
        "entered_on": "创建时间 填報日期 Created_Date",
        "note": "备注信息 Comments Description",
    },
    "stage_changes": {"stage": "变更至阶段 To_Stage", "entered_date": "阶段变更时间 进入时间 日期"},
    "credits": {"share": "业绩占比 分配比例 Split_(%)"},
    "owners": {"from_date": "生效日期 Effective_Date"},
    "reps": {
        "rep_id": "工号 员工编号",
        "name": "职员名称 员工 業務員姓名 Employee_Name",
        "team": "所属部门 銷售團隊 Department",
        "hired_on": "入司日期 到職日 Date_of_Joining",
        "manager_id": "直属上级 汇报对象 Reports_To",
    },
    "leave": {"kind": "请假类型 假別", "from_date": "请假开始时间", "to_date": "请假结束时间"},
    "costs": {"amount": "报销金额 總費用 Expense_Amount", "period": "会计期间 所属月份"},
    "targets": {"value": "业绩目标 目标金额 Quota", "period": "考核月份 Fiscal_Period"},
    "evaluations": {
        "completion": "业绩达成率 目标完成率 Quota_Attainment",
        "bookings": "实际业绩 銷售額 Actual_Sales",
        "score": "考核得分 综合得分",
    },
}
PAIRS = [
    (table, header.replace("_", " "), column)
    for table, columns in MEANT.items()
    for column, headers in columns.items()
    for header in headers.split()
]

OTHERS = {
    "payments": "备注日期 预计到账日 预计回款日期 计划回款金额 应收金额 未回款金额 未核销金额 "
    "手续费 余额 "
    "税额 客户名称 创建时间 创建人 合同金额 Due_date Balance",
    "contracts": "合同名称 创建人 生效日期 到期日 已回款金额 未回款金额 不含税金额 税额 客户编号 "
    "客户联系人 "
    "发起人 审批人 Created_By Start_Date End_Date Tax",
    "payment_plan": "实际回款日期 实际回款金额 已回款金额 开票日期",
    "invoices": "不含税金额 税额 发票代码 购方税号 申请日期 Tax_Amount Balance_Due",
    "opportunities": "商机名称 创建人 协作人 最近跟进时间 加权金额 赢率 成本金额 联系人 "
    "Probability 预计金额 预计销售金额 结束日期 Est._Revenue Expected_Revenue Last_Activity "
    "Created_By Next_Step",
    "leads": "创建时间 创建人 联系人 手机 最近跟进时间 Last_Modified",
    "activities": "联系方式 联系人 创建人 参与人 Duration",
    "stage_changes": "原阶段 变更前阶段 创建人 From_Stage",
    "evaluations": "回款完成率 去年同期 排名",
    "plans": "完成时间",
    "score_adjustments": "扣分",
}
NONE = [
    (table, header.replace("_", " ")) for table, words in OTHERS.items() for header in words.split()
]


def test_there_are_enough_of_both():
    assert len(PAIRS) >= 150
    assert len(NONE) >= 30


@pytest.mark.parametrize(("table", "header", "column"), PAIRS)
def test_a_header_of_an_export_is_its_column_in_both_scripts(table, header, column):
    for written in (header, traditional(header)):
        assert TABLES[table].header_index.get(header_key(written), ("",))[0] == column


@pytest.mark.parametrize(("table", "header"), NONE)
def test_a_header_that_means_something_else_is_no_column(table, header):
    assert header_key(header) not in TABLES[table].header_index
    assert header_key(traditional(header)) not in TABLES[table].header_index


@pytest.mark.parametrize("word", ["轉帳", "转帐", "转账", "轉賬"])
def test_both_ways_to_write_an_account_are_one_word(word):
    assert TABLES["payments"].by_name["method"].choice_keys[word_key(word)] == "transfer"


@pytest.mark.parametrize("name", ["invoices", "payments"])
def test_the_document_number_of_sap_names_an_invoice_or_a_payment(name):
    column, _ = TABLES[name].header_index[header_key("Document Number")]
    assert column == TABLES[name].key[0]
