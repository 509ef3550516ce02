"""Every enumeration of the model: English value, Chinese label, further spellings.

Members are strings equal to their English value, which is what tables hold:

    >>> Form.BRANCH == "branch", Form.BRANCH.label
    (True, '党支部')
    >>> Status.PROBATIONARY.spellings
    ('probationary', '预备党员', '预备')

Source: the model's vocabulary; the ten modes are P1a.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

__all__ = [
    "BRANCH_LIFE",
    "BRANCH_TYPE",
    "COMMITTEE_TYPE",
    "ENTERPRISES",
    "GENERAL_TYPE",
    "TERRITORIAL_MODES",
    "TWO_NEW",
    "AskedBy",
    "Basis",
    "BodyKind",
    "BudgetSource",
    "Category",
    "Cell",
    "Channel",
    "Circle",
    "DivisionKind",
    "ElectedBy",
    "EndReason",
    "Entry",
    "Exit",
    "FloatingStage",
    "Form",
    "Function",
    "GrantKind",
    "Language",
    "Level",
    "MatterKind",
    "MeetingKind",
    "Mode",
    "Nature",
    "Post",
    "Purpose",
    "ReadingProblem",
    "RecruitedBy",
    "RequestKind",
    "Role",
    "Series",
    "Service",
    "ServicePointKind",
    "Stage",
    "Status",
    "Task",
    "Term",
    "TransferKind",
    "UnitKind",
    "Way",
]


Language = Literal["en", "zh"]
"""The languages people read."""


class Term(StrEnum):
    """One value of a vocabulary: its English value, its Chinese label and other accepted spellings."""

    label: str
    """The Chinese label shown to people."""
    spellings: tuple[str, ...]
    """All accepted spellings: the value, the label, then the aliases."""

    def __new__(cls, value: str, label: str = "", *aliases: str) -> Self:
        """Keep label and spellings on the member."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.spellings = (value, label, *aliases)
        return member


class Level(Term):
    """The level of a division 行政区划级别."""

    PROVINCE = "province", "省级", "省", "自治区", "直辖市"
    PREFECTURE = "prefecture", "地级", "市级", "地市级", "市", "地级市"
    COUNTY = "county", "县级", "区县级", "县", "区", "区县", "市辖区", "县级市"
    TOWNSHIP = "township", "乡级", "乡镇级", "乡镇", "乡", "镇", "街道", "乡镇街道"
    VILLAGE = "village", "村级", "村", "行政村", "社区", "村(社区)"


class DivisionKind(Term):
    """The kind of a township- or village-level division 区划类别: derived from its code, never stored."""

    STREET = "street", "街道"
    TOWN = "town", "镇"
    RURAL_TOWNSHIP = "rural_township", "乡"
    QUASI_TOWNSHIP = "quasi_township", "类似乡级单位"
    RESIDENTS_COMMITTEE = "residents_committee", "居委会"
    VILLAGERS_COMMITTEE = "villagers_committee", "村委会"
    QUASI_RESIDENTS_COMMITTEE = "quasi_residents_committee", "类似居委会"
    QUASI_VILLAGERS_COMMITTEE = "quasi_villagers_committee", "类似村委会"


class UnitKind(Term):
    """The kind of a unit 单位类别."""

    VILLAGE = "village", "村", "行政村", "建制村"
    COMMUNITY = "community", "社区"
    GOVERNMENT_ORGAN = "government_organ", "机关", "党政机关"
    PUBLIC_INSTITUTION = "public_institution", "事业单位"
    UNIVERSITY = "university", "高校", "大学", "高等学校", "高等院校"
    PUBLIC_ENTERPRISE = "public_enterprise", "公有制企业", "公有企业", "国有企业", "国企", "集体企业"
    NON_PUBLIC_ENTERPRISE = "non_public_enterprise", "非公有制企业", "非公企业", "民营企业", "私营企业"
    COOPERATIVE = "cooperative", "专业合作组织", "合作社", "专业合作社", "农民专业合作社"
    SOCIAL_ORGANIZATION = "social_organization", "社会组织", "社会团体", "民办非企业单位"
    OTHER = "other", "其他"


class Form(Term):
    """The form of an organization 组织形式."""

    WORKING_COMMITTEE = "working_committee", "党工委", "工委"
    COMMITTEE = "committee", "党委", "基层党委"
    GENERAL_BRANCH = "general_branch", "党总支", "总支", "党总支部", "总支部"
    BRANCH = "branch", "党支部", "支部"
    JOINT_GENERAL_BRANCH = "joint_general_branch", "联合党总支", "联合总支", "联合党总支部"
    JOINT_BRANCH = "joint_branch", "联合党支部", "联合支部"
    TEMPORARY_COMMITTEE = "temporary_committee", "临时党委"
    TEMPORARY_GENERAL_BRANCH = "temporary_general_branch", "临时党总支", "临时总支", "临时党总支部"
    TEMPORARY_BRANCH = "temporary_branch", "临时党支部", "临时支部"


class Function(Term):
    """The function an organization has beyond its form 职能."""

    GENERAL = "general", "一般"
    LOCAL_COMMITTEE = "local_committee", "地方党委"
    TOWNSHIP_COMMITTEE = "township_committee", "乡镇党委"
    STREET_WORKING_COMMITTEE = "street_working_committee", "街道党工委"
    ENLARGED_WORKING_COMMITTEE = "enlarged_working_committee", "街道大工委"
    COMPREHENSIVE_COMMITTEE = "comprehensive_committee", "街道综合党委"
    COMMUNITY_COMMITTEE = "community_committee", "社区党委"
    GOVERNMENT_ORGANS_COMMITTEE = "government_organs_committee", "行政党委"
    VILLAGE_ORGANIZATION = "village_organization", "村党组织"


class Mode(Term):
    """How a 1+N unit is drawn together: the ten modes 统筹模式."""

    PARK = "park", "园区", "园区统筹"
    STREET_BLOCK = "street_block", "街区", "街区统筹"
    SUB_AREA = "sub_area", "片区", "片区统筹"
    VILLAGE_ENTERPRISE = "village_enterprise", "村企", "村企统筹"
    VILLAGE_NEIGHBOURHOOD = "village_neighbourhood", "村居", "村居统筹"
    COMMERCIAL_DISTRICT = "commercial_district", "商圈", "商圈统筹"
    OFFICE_BUILDING = "office_building", "楼宇", "楼宇统筹"
    TRADE = "trade", "行业", "行业统筹"
    INDUSTRY = "industry", "产业", "产业统筹"
    PERSONNEL = "personnel", "人员", "人员统筹"


class ElectedBy(Term):
    """How a leadership was elected 选举方式."""

    PUBLIC_DIRECT = "public_direct", "公推直选"
    OTHER = "other", "其他"


class EndReason(Term):
    """Why an organization ended 撤销原因."""

    DISSOLVED = "dissolved", "撤销"
    MERGED = "merged", "合并"
    SPLIT = "split", "分设"
    UPGRADED = "upgraded", "升格"
    MOVED = "moved", "整建制转移"


class Way(Term):
    """How a thing went on as another 延续方式."""

    MERGED = "merged", "合并"
    SPLIT = "split", "分设"
    RECODED = "recoded", "变更代码"


class Status(Term):
    """Whether a member is full or on probation 党员类别."""

    FULL = "full", "正式党员", "正式"
    PROBATIONARY = "probationary", "预备党员", "预备"


class Category(Term):
    """What a member does 人员类别."""

    ON_POST = "on_post", "在岗"
    RETIRED = "retired", "离退休"
    STUDENT = "student", "学生"
    FARMER = "farmer", "农民"
    OTHER = "other", "其他"


class FloatingStage(Term):
    """The stage of a floating member's record (find, file, link, manage, use) 流动管理环节."""

    FOUND = "found", "查"
    FILED = "filed", "建"
    LINKED = "linked", "联"
    MANAGED = "managed", "管"
    ENGAGED = "engaged", "用"


class Entry(Term):
    """How a member came into the register 增加原因."""

    ADMITTED = "admitted", "发展"
    RESTORED = "restored", "恢复党籍"
    MOVED_IN = "moved_in", "转入"


class Exit(Term):
    """Why a member left the register 减少原因."""

    DIED = "died", "死亡"
    WITHDREW = "withdrew", "退党"
    EXPELLED = "expelled", "开除党籍"
    STRUCK_OFF = "struck_off", "除名"
    SUSPENDED = "suspended", "停止党籍"
    CANCELLED = "cancelled", "取消预备党员资格"
    MOVED_OUT = "moved_out", "转出"


class Stage(Term):
    """How far a candidate has come 发展阶段."""

    APPLICANT = "applicant", "入党申请人"
    ACTIVIST = "activist", "积极分子"
    PROSPECT = "prospect", "发展对象"


class BodyKind(Term):
    """The kind of a consulting or coordinating body 机构类别."""

    COORDINATION_COMMITTEE = "coordination_committee", "党建工作指导协调委员会"
    CO_BUILDING_COUNCIL = "co_building_council", "党建共建理事会"
    CONSULTATIVE_COUNCIL = "consultative_council", "社会管理共商议事会"
    VOLUNTEER_COORDINATION = "volunteer_coordination", "志愿者协调机构"
    ASSOCIATION = "association", "促进会"


class ServicePointKind(Term):
    """The kind of a service point 服务点类别."""

    CENTRE = "centre", "党员服务中心"
    STATION = "station", "服务站"
    POINT = "point", "服务点"
    PUBLIC_CENTRE = "public_centre", "公共服务中心"
    VOLUNTEER_STATION = "volunteer_station", "志愿者服务站"
    HOTLINE = "hotline", "热线"
    ONLINE = "online", "网上平台"


class Service(Term):
    """A service that a centre offers 服务内容."""

    PARTY_ACTIVITY = "party_activity", "党的活动"
    SOCIAL_SECURITY = "social_security", "社会保障"
    FAMILY_PLANNING = "family_planning", "计划生育"
    HEALTH = "health", "医疗卫生"
    ENTERPRISE = "enterprise", "企业服务"
    MIGRANTS = "migrants", "外来人口管理"
    OTHER = "other", "其他"


class Circle(Term):
    """One of the four ten-minute circles 服务圈."""

    LIFE = "life", "生活"
    HEALTH = "health", "卫生"
    EDUCATION = "education", "教育"
    CULTURE_SPORT = "culture_sport", "文体"


class Basis(Term):
    """What a team was formed on 组建依据."""

    ORGANIZATION = "organization", "组织关系"
    ACTIVITY = "activity", "活动关系"
    REGION = "region", "区域关系"
    TRADE = "trade", "行业关系"
    OTHER = "other", "其他"


class Role(Term):
    """The role of a seat 职务."""

    SECRETARY = "secretary", "书记"
    DEPUTY_SECRETARY = "deputy_secretary", "副书记"
    MEMBER = "member", "委员"
    LEADING_CADRE = "leading_cadre", "领导干部"
    CHAIR = "chair", "负责人"
    PARTICIPANT = "participant", "成员"


class Task(Term):
    """One of the five shared tasks of pairing 共建任务."""

    ORGANIZATION_BUILDING = "organization_building", "共抓组织建设"
    TALENT = "talent", "共育党员人才"
    DEVELOPMENT = "development", "共谋科学发展"
    RESOURCES = "resources", "共享党建资源"
    HARDSHIP = "hardship", "共帮困难群众"


class TransferKind(Term):
    """The kind of a transfer 转接类别."""

    ORDINARY = "ordinary", "转接"
    ABSORBED = "absorbed", "归属"
    INCUBATED = "incubated", "孵化"
    RETURNED = "returned", "退回"


class MeetingKind(Term):
    """The kind of a meeting 会议类别."""

    GENERAL_MEETING = "general_meeting", "党员大会"
    COMMITTEE_MEETING = "committee_meeting", "支委会"
    GROUP_MEETING = "group_meeting", "党小组会"
    LECTURE = "lecture", "党课"
    THEME_DAY = "theme_day", "主题党日"
    LIFE_MEETING = "life_meeting", "组织生活会"
    APPRAISAL = "appraisal", "民主评议"
    ELECTION = "election", "换届选举"
    CONSULTATION = "consultation", "共商议事"
    SERVICE_DAY = "service_day", "服务日"
    TRAINING = "training", "培训"


class MatterKind(Term):
    """The kind of a matter under consultation 事项类别."""

    PARTY_BUILDING = "party_building", "党建"
    DEVELOPMENT = "development", "发展"
    HARMONY = "harmony", "和谐"
    CONFLICT = "conflict", "矛盾纠纷"


class Nature(Term):
    """How early a matter was noticed 性质."""

    EMERGING = "emerging", "苗头性"
    TENDENCY = "tendency", "倾向性"
    LATENT = "latent", "潜在性"


class RequestKind(Term):
    """The kind of a request 服务请求类别."""

    HELP = "help", "求助"
    OPINION = "opinion", "意见建议"
    CONSULTATION = "consultation", "咨询"
    DISPUTE = "dispute", "矛盾纠纷"


class Channel(Term):
    """The way a request came in 渠道."""

    HOTLINE = "hotline", "热线"
    WEB = "web", "网页"
    CENTRE = "centre", "服务中心"
    FORM = "form", "征求意见表"
    MOBILE = "mobile", "手机"


class AskedBy(Term):
    """Who asked 提出者."""

    ORGANIZATION = "organization", "党组织"
    MEMBER = "member", "党员"
    RESIDENT = "resident", "群众"


class BudgetSource(Term):
    """Where money comes from 来源."""

    FISCAL = "fiscal", "财政"
    DUES = "dues", "留存党费"
    DUES_RETURN = "dues_return", "党费返还"
    OTHER = "other", "其他"


class Purpose(Term):
    """What money is for 用途."""

    MEMBER_ACTIVITY = "member_activity", "党员活动"
    WORK = "work", "工作经费"
    PROJECT = "project", "项目"
    OTHER = "other", "其他"


class Post(Term):
    """The post of a full-time worker 岗位."""

    VILLAGE_SECRETARY = "village_secretary", "村党组织书记"
    COMMUNITY_SECRETARY = "community_secretary", "社区党组织书记"
    FULL_TIME_WORKER = "full_time_worker", "专职党务工作者"
    RESERVE = "reserve", "后备"


class RecruitedBy(Term):
    """How a worker was chosen 选配方式."""

    OPEN_RECRUITMENT = "open_recruitment", "公开招聘"
    TWO_WAY_CHOICE = "two_way_choice", "双向选择"
    ASSIGNED = "assigned", "选派"


class Series(Term):
    """A series of incomes 收入指标."""

    RURAL_LABOUR_INCOME = "rural_labour_income", "农村劳动力平均收入"
    AVERAGE_WAGE = "average_wage", "在岗职工平均工资"


class GrantKind(Term):
    """The kind of a hardship grant 互助类别."""

    AID = "aid", "补助"
    LOAN_GUARANTEE = "loan_guarantee", "贷款担保"


class Cell(Term):
    """What the statistics count under an organization, itself included 统计指标."""

    MEMBERS = "members", "党员"
    FULL_MEMBERS = "full_members", "正式党员"
    PROBATIONARY_MEMBERS = "probationary_members", "预备党员"
    ORGANIZATIONS = "organizations", "党组织"
    BRANCHES = "branches", "党支部"
    UNITS = "units", "单位"
    UNITS_SINGLE = "units_single", "单建单位"
    UNITS_JOINT = "units_joint", "联建单位"
    UNITS_NONE = "units_none", "未建单位"


class ReadingProblem(Term):
    """What is wrong with the form of a source 读取问题."""

    MISSING = "missing", "文件不存在"
    NO_PERMISSION = "no_permission", "没有读取权限"
    NO_FILE = "no_file", "不是普通文件"
    NOT_READ = "not_read", "读取失败"
    FILE_NAME = "file_name", "文件名的文字编码无法识别，请改名"
    EMPTY = "empty", "空文件"
    BINARY = "binary", "二进制文件，不是文本"
    ENCODING = "encoding", "无法识别的文字编码"
    NUL = "nul", "含空字符（NUL），已去除"
    OPEN_QUOTE = "open_quote", "引号没有闭合"
    NOT_JSON = "not_json", "不是 JSON 对象"
    JSON_ARRAY = "json_array", "是 JSON 数组，不是每行一个对象"
    NOT_PARQUET = "not_parquet", "不是完整的 Parquet 文件"
    NOT_WORKBOOK = "not_workbook", "不是可读的工作簿（损坏或加密）"
    STRAY_CELL = "stray_cell", "有单元格远在数据之外，请删除空行空列后重新保存"
    NOT_FRAME = "not_frame", "不是数据框"
    TOO_MANY_CELLS = "too_many_cells", "单元格多于表头"


TERRITORIAL_MODES = frozenset(
    {
        Mode.PARK,
        Mode.STREET_BLOCK,
        Mode.SUB_AREA,
        Mode.VILLAGE_ENTERPRISE,
        Mode.VILLAGE_NEIGHBOURHOOD,
        Mode.COMMERCIAL_DISTRICT,
        Mode.OFFICE_BUILDING,
    }
)
"""The seven modes that follow a territory; trade, industry and personnel do not."""

TWO_NEW = frozenset({UnitKind.NON_PUBLIC_ENTERPRISE, UnitKind.COOPERATIVE, UnitKind.SOCIAL_ORGANIZATION})
"""两新: new economic and new social organizations."""

ENTERPRISES = frozenset({UnitKind.PUBLIC_ENTERPRISE, UnitKind.NON_PUBLIC_ENTERPRISE})
"""Units that are an enterprise, public or not."""

BRANCH_TYPE = frozenset({Form.BRANCH, Form.JOINT_BRANCH, Form.TEMPORARY_BRANCH})
GENERAL_TYPE = frozenset({Form.GENERAL_BRANCH, Form.JOINT_GENERAL_BRANCH, Form.TEMPORARY_GENERAL_BRANCH})
COMMITTEE_TYPE = frozenset({Form.WORKING_COMMITTEE, Form.COMMITTEE, Form.TEMPORARY_COMMITTEE})

SETTLEMENTS = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY})
"""村和社区: the units that are places themselves."""

SIZED_BRANCHES = frozenset({Form.BRANCH, Form.JOINT_BRANCH})
"""The branches that need some number of members; temporary ones keep no members' relations."""

SIZED_GENERAL_BRANCHES = frozenset({Form.GENERAL_BRANCH, Form.JOINT_GENERAL_BRANCH})
"""The general branches for which members are counted, likewise."""

ELECTED_FORMS = SIZED_BRANCHES | SIZED_GENERAL_BRANCHES | {Form.COMMITTEE}
"""The forms whose leaders are elected for a term; working committees and temporary organizations are appointed."""

BRANCH_LIFE = (
    MeetingKind.GENERAL_MEETING,
    MeetingKind.COMMITTEE_MEETING,
    MeetingKind.LECTURE,
    MeetingKind.THEME_DAY,
    MeetingKind.LIFE_MEETING,
    MeetingKind.APPRAISAL,
)
"""What a branch meets for, again and again."""
