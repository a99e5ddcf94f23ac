"""How often each value occurs, each with its source or the word "assumed".

A figure from a source is that of its own population (all residents, say), which need not be that of those
who apply. Weights need not add up to one.
"""

from .draws import Choice

LEVELS = ("none", "apprentice", "junior", "intermediate", "senior", "technician", "senior_technician",
          "special_technician", "chief_technician")

# Residents of each province. Source: 第七次全国人口普查公报(第三号), 国家统计局 2021-05-11.
RESIDENTS = {
    "11": 21893095, "12": 13866009, "13": 74610235, "14": 34915616, "15": 24049155, "21": 42591407,
    "22": 24073453, "23": 31850088, "31": 24870895, "32": 84748016, "33": 64567588, "34": 61027171,
    "35": 41540086, "36": 45188635, "37": 101527453, "41": 99365519, "42": 57752557, "43": 66444864,
    "44": 126012510, "45": 50126804, "46": 10081232, "50": 32054159, "51": 83674866, "52": 38562148,
    "53": 47209277, "54": 3648100, "61": 39528999, "62": 25019831, "63": 5923957, "64": 7202654, "65": 25852345}
PROVINCE = Choice(RESIDENTS)

# Where people apply: assumed; half in the two cities whose rules are asked most, the rest as they live.
CITIES = Choice({"31": 25, "50": 25, "": 50})

# Residents of Shanghai with a household elsewhere: 1006.26 of 2475.89 (ten thousands).
# Source: 上海市统计局, 2022年人口变动情况抽样调查, as reported on 2023-03-27.
OUTSIDERS_SHANGHAI = 1006.26 / 2475.89
OUTSIDERS_ELSEWHERE = 0.1  # assumed

# Places of GB/T 2260 form within a province: Shanghai's and Chongqing's districts and counties, some places of
# Zhejiang; else the capital (of Beijing and Tianjin a district). Each as likely as the other: assumed.
PLACES = {province: [f"{province}0100"] for province in RESIDENTS} | {
    "11": ["110101"], "12": ["120101"],
    "31": [f"3101{n:02}" for n in (1, 4, 5, 6, 7, 9, 10, 12, 13, 14, 15, 16, 17, 18, 20, 51)],
    "33": ["330100", "330200", "330400", "330800", "330381"],
    "50": [f"5001{n:02}" for n in (*range(1, 21), *range(51, 57))]
    + [f"5002{n}" for n in (29, 30, 31, 33, 35, 36, 37, 38, 40, 41, 42, 43)]}

# Level of schooling, a hundred thousand persons each: 初中 34507 and 小学 24767, 高中(含中专) 15088, 大学(大专及以上) 15467.
# Source: 第七次全国人口普查公报(第六号), 国家统计局 2021-05-11. How the last two divide is assumed.
SCHOOLING = Choice({
    "lower_secondary": 34507 + 24767, "upper_secondary": 7544, "secondary_vocational": 7544,
    "junior_college": 7800, "bachelor": 6700, "master": 850, "doctor": 117})

# Ages at the application, by band of whole years: assumed.
AGE_BANDS = ((16, 25), (25, 35), (35, 45), (45, 55), (55, 60), (60, 66))
AGE_BAND = Choice(dict(zip(range(len(AGE_BANDS)), (18, 32, 24, 18, 6, 2))))

# Occupations: codes of the form d-dd-dd-dd (made up, no list was read), the earlier the more frequent, and those
# that rulebooks name. Shares assumed.
OCCUPATION = Choice(
    {f"{4 + n % 3}-{1 + n * 7 % 31:02}-{1 + n * 3 % 12:02}-{1 + n % 9:02}": 1 / (n + 5) for n in range(120)}
    | {"养老护理员": 0.20, "劳动关系协调员": 0.05, "人工智能训练师": 0.05, "公共营养师": 0.05, "焊工": 0.1})
SPECIAL_ABILITY = Choice({"人工智能数据标注": 2, "人工智能模型运用": 2, "地方小吃制作": 6})  # assumed

# All below: assumed.
STATUS = Choice({
    "unemployed": 24, "flexible": 20, "rural_transfer": 20, "hard_to_place": 8, "veteran": 5, "disabled": 4,
    "unregistered": 6, "rural_surplus": 3, "agreed_insurance": 2, "out_of_poverty": 3, "civil_servant": 2,
    "institution_staff": 3})
CERTIFICATE_KIND = Choice({
    "level_certificate": 80, "qualification": 12, "special_ability": 5, "completion": 2, "pre_technician": 0.5,
    "enterprise_certificate": 0.5})
CERTIFICATE_ROUTE = Choice({"assessed": 94, "enterprise_direct": 3, "contest": 2, "award": 1})
CERTIFICATE_LEVEL = Choice(dict(zip(LEVELS, (0, 0, 26, 30, 30, 9, 5, 0, 0))))
TITLE = Choice({"title_junior": 60, "title_middle": 30, "title_deputy_high": 8, "title_full_high": 2})
SCHOOL_OF_STUDENTS = Choice({
    "university": 35, "vocational_college": 30, "secondary_vocational_school": 15, "technical_school": 10,
    "senior_technical_school": 4, "technician_college": 5, "other_school": 1})
SECONDARY_SCHOOL = Choice({
    "secondary_vocational_school": 60, "technical_school": 25, "senior_technical_school": 9, "technician_college": 6})
COLLEGE = Choice({"vocational_college": 90, "technician_college": 10})
TECHNICAL_CLASS = Choice({
    "intermediate_class": 45, "senior_class": 40, "pre_technician_class": 8, "technician_class": 7})
STANDING = Choice({"graduated": 83, "graduating": 7, "enrolled": 5, "left_school": 5})
PAYER = Choice({"paid_by_person": 50, "paid_by_body": 25, "paid_by_employer": 25})
COURSE_CLASS = Choice({"course_c": 40, "course_b": 35, "course_a": 20, "course_a_plus": 5})
TRAINING_KIND = Choice({
    "employment_skills": 35, "on_the_job": 30, "business": 10, "apprentices": 5, "technicians": 5, "project": 15})
EMPLOYER_KIND = Choice({
    "company": 80, "individual_business": 8, "public_institution": 5, "private_non_enterprise": 3,
    "labour_dispatch": 3, "state_organ": 1})
EMPLOYER_SIZE = Choice({"micro_size": 40, "small_size": 30, "medium_size": 20, "large_size": 10})
SUBSIDY_KIND = Choice({"skill_upgrading": 45, "ui_skill_upgrading": 40, "training": 15})
TARGET_LEVEL = Choice(dict(zip(LEVELS, (0, 0, 25, 30, 30, 10, 5, 0, 0))))
VOUCHER_MONEY = Choice({"face_voucher": 60, "qualifying_voucher": 30, "check_in_voucher": 10})
VOUCHER_DELIVERY = Choice({"open_voucher": 70, "directed_voucher": 30})
BODY = Choice({f"培训机构{n}": 1 for n in range(1, 41)})
CLASS = Choice({f"{n}班": 1 for n in range(1, 7)})
# As policies/zhejiang/hangzhou_education_voucher.json names them.
HOLDER = Choice({"困难企业参训职工": 30, "取得职业证书的市民": 30, "学历低于高中、参加技能和双证制的市民": 15,
                 "应届大学毕业生": 15, "困难家庭大学生": 5, "退休人员": 5})
TERM = Choice({"春季": 1, "秋季": 1})
PAPERS = ("培训券", "收费票据", "合格证书", "身份证复印件")

# How many there are of a list: weights of 0, 1, 2, ... elements. Assumed.
STATUSES = Choice({0: 50, 1: 40, 2: 10})
CERTIFICATES = Choice({0: 10, 1: 50, 2: 25, 3: 10, 4: 5})
TITLES = Choice({0: 92, 1: 8})
EDUCATION = Choice({0: 2, 1: 70, 2: 28})
JOBS = Choice({0: 6, 1: 46, 2: 30, 3: 13, 4: 5})
UI_BENEFIT = Choice({0: 90, 1: 10})
SUBSIDIES = Choice({0: 65, 1: 25, 2: 8, 3: 2})
COURSE_STANDARDS = Choice({0: 5, 1: 65, 2: 30})
VOUCHER_USES = Choice({0: 75, 1: 20, 2: 5})

# What is true of how many. Assumed.
SHARES = {
    "application.intends_to_work": 0.9, "apprenticeship.completed": 0.06, "certificate.in_local_register": 0.95,
    "care.registered": 0.04, "occupation_standard.degree_path": 0.1,
    "voucher.conditions_met": 0.8, "voucher.holder_covered": 0.9, "voucher.transferred": 0.02,
    "voucher.for_own_school_fee": 0.2, "voucher.on_card": 0.85, "voucher.real_name": 0.9, "voucher.training_wanted": 0.95,
    "voucher.bought_back": 0.01, "voucher.fee_reduced": 0.03, "voucher.on_verified_list": 0.6,
    "voucher.strong_skills_course": 0.3, "voucher.at_technician_college": 0.1, "voucher.key_group": 0.3,
    "voucher.government_class": 0.5, "voucher.left_secondary_school": 0.5, "voucher.trained_before": 0.2,
    "voucher.reemployment_card": 0.2, "voucher.unemployment_card": 0.4, "voucher.filled_by_learner": 0.95,
    "voucher.content_true": 0.97, "voucher.training_done": 0.9, "voucher.employed_after": 0.6}
