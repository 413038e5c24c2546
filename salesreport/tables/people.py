"""Who sells: reps, the names they are written with, and their leave."""

from __future__ import annotations

from salesreport.tables.columns import about, choices, column, rep, team, territory
from salesreport.tables.declaration import Column, Table

_ROLES = choices(
    new_business="New business|Hunter / 新客开发|新客户开发|新客户开发岗|新客",
    account_management="Account management|Farmer / 老客维护|老客户维护|老客户维护岗|老客",
)

REPS = Table(
    name="reps",
    group="people",
    titles=about("People", "人员"),
    about=about(
        "Everyone a report is about. Without it people are taken from the other tables.",
        "报告涉及的人员；没有这张表时从其他表推断并列出。",
    ),
    key=("rep_id",),
    stand_ins={"rep_id": "name", "name": "rep_id"},
    printed=(
        "rep_id", "name", "team", "role", "territory", "manager_id", "hired_on", "left_on",
    ),
    columns=(
        Column(
            "rep_id", "id", ("Rep ID", "Rep", "Rep code", "Employee ID", "Employee no", "Code"),
            ("工号", "员工编号", "员工号", "人员编号", "销售编号"), required=True,
            about=about("Text: 0012 and NA stay as they are. Blank: the name.",
                        "文本，0012、NA 原样保留；空白时用姓名。"),
        ),
        column("name", "text", "Name|Rep name|Full name|Salesperson|Sales agent|Employee name"
               "|Employee|Sales rep|Sales employee name|Account manager",
               "姓名|销售人员|负责人|销售员|业务员|员工姓名|员工名称|员工|人员姓名|销售姓名"
               "|销售代表|业务人员|业务员姓名|业务员名称|职员|职员姓名|职员名称|业务",
               required=True,
               about=about("Blank: the rep id.", "空白时用工号。")),
        team(),
        column("role", "choice", "Role|Position|Job title|Job role",
               "岗位|角色|职位|岗位类型|岗位名称|职务|职称",
               choices=_ROLES,
               open=True, about=about("A policy may weigh roles differently; own words allowed.",
                                      "政策可按岗位设权重；可用自定岗位。")),
        territory(),
        column("manager_id", "id", "Manager ID|Manager|Supervisor|Manager name|Line manager"
               "|Reports to|Manager no",
               "主管工号|主管|直属主管|上级|经理|上级工号|直属上级|直接上级|直属主管工号|主管编号"
               "|主管姓名|上级主管|直接主管|汇报对象|汇报上级"),
        column("hired_on", "date", "Hired on|Hire date|Start date|Join date|Date hired"
               "|Joining date|Date of joining|Joined on",
               "入职|入职日期|入职时间|到岗日期|入职日|入司日期|入司时间|到职日|到职日期|报到日期"),
        column("left_on", "date", "Left on|Leave date|End date|Termination date|Last working day"
               "|Date left",
               "离职|离职日期|离职时间|离岗日期|离职日|离司日期|离司时间|最后工作日"),
    ),
)  # fmt: skip

ALIASES = Table(
    name="aliases",
    group="people",
    titles=about("Aliases", "别名"),
    about=about("Other ways a rep's or a customer's name is written.",
                "人员或客户名称的其他写法。"),
    key=("kind", "written"),
    printed=("kind", "written", "canonical"),
    columns=(
        column("kind", "choice", "Kind|Type", "类型|类别", required=True,
               choices=choices(rep="Rep|Person / 人员|销售人员|员工",
                               customer="Customer|Account / 客户|客户名称")),
        column("written", "text", "Written|Alias|As written|Other name|Also known as",
               "写法|别名|原名称|曾用名|其他写法|其他名称|又名", required=True),
        column("canonical", "text", "Canonical|Name|Standard name|Means",
               "标准名称|标准写法|规范名称|对应", required=True,
               about=about("For a rep the id, or a name only one person bears.",
                           "人员填工号或唯一的姓名。")),
    ),
)  # fmt: skip

LEAVE = Table(
    name="leave",
    group="people",
    titles=about("Leave and transfers", "休假调岗"),
    about=about("Days a rep did not sell; they shorten the target where `prorate` says so.",
                "不在岗的日期；注明折算的按日折算目标。"),
    key=("rep_id", "from_date", "kind"),
    printed=("rep_id", "from_date", "to_date", "kind", "prorate"),
    columns=(
        rep(zh="工号", required=True),
        column("from_date", "date", "From|From date|First day|Start date|Starts on",
               "起|开始日期|起始日期|开始|开始时间|起始时间|请假开始日期|请假开始时间|请假起日"
               "|休假开始日期",
               required=True),
        column("to_date", "date", "To|To date|Last day|End date|Ends on",
               "止|结束日期|截止日期|结束|结束时间|终止日期|请假结束日期|请假结束时间|请假迄日"
               "|休假结束日期",
               required=True),
        column("kind", "choice", "Kind|Type|Leave type|Absence type",
               "类型|类别|休假类型|请假类型|假期类型|假别|请假类别", required=True,
               open=True,
               choices=choices(annual="Annual leave / 年假|休假", sick="Sick leave / 病假",
                               parental="Parental leave / 产假|陪产假|育儿假",
                               transfer="Transfer / 调岗", training="Training / 培训",
                               other="Other / 其他")),
        column("prorate", "flag", "Prorate target|Prorate", "折算目标|是否折算", required=True,
               about=about("Yes: the target shrinks by these calendar days.",
                           "是：目标按这些自然日折减。")),
    ),
)  # fmt: skip

TABLES = (REPS, ALIASES, LEAVE)
