//! Columns of the tables of records and of the audit.
//!
//! An entry: constant, kind, name in the files; headings; meaning. A quantity has one name
//! everywhere: an answer that shows an executed amount uses [`EXECUTED_WAN`].

use super::column::{Column, columns};

columns! { RECORDS:
    // Where a record stands and whose it is.
    FILE = text "file", ["文件", "File"], ["所在文件", "file the record stands in"];
    PAGE = order "page", ["页", "Page"], ["所在页", "page it stands on, where the format has pages"];
    SHEET = text "sheet", ["工作表", "Sheet"], ["所在工作表", "sheet it stands on, in a workbook"];
    LINE = order "line", ["行", "Line"],
        ["所在文本行", "line it begins on: of a text, of a web page's source, or of the running text of a page"];
    TABLE_NO = order "table_no", ["表", "Table no."],
        ["所在表的序号", "table it stands in: counted on its page in a PDF, else in the document; none in a text or a workbook"];
    PARAGRAPH = order "paragraph", ["段", "Paragraph"],
        ["所在段", "paragraph of the running text it stands in, in Word files and web pages"];
    ROW_NO = order "row_no", ["表行", "Row no."], ["所在表行", "row of the table or the sheet it stands in"];
    COLUMN_NO = order "column_no", ["表列", "Column no."], ["所在表列", "column of the table or the sheet it stands in"];
    CHARACTER = order "character", ["字", "Character"],
        ["所在字", "character of the line's, paragraph's or cell's text it begins at; empty at the beginning"];
    PROJECT_ID = text "project_id", ["项目标识", "Project id"],
        ["项目标识：文件#项目序号", "the project's key, file#ordinal: joins projects, funding, indicators and findings"];
    YEAR = year "year", ["年度", "Year"], ["年度", "year the document accounts for"];
    UNIT = text "unit", ["单位", "Unit"], ["实施单位", "public body that spends"];
    UNIT_CANONICAL = text "unit_canonical", ["单位（统一名称）", "Unit, canonical"],
        ["各种写法统一后的单位名称", "the public body under its one name, whatever its spelling here"];
    DEPARTMENT = text "department", ["主管部门", "Department"], ["主管部门", "department above the unit"];
    DEPARTMENT_CANONICAL = text "department_canonical", ["主管部门（统一名称）", "Department, canonical"],
        ["各种写法统一后的主管部门名称", "the department under its one name, whatever its spelling here"];
    PLACE = text "place", ["地区", "Place"], ["单位所在地区", "district, county, city or province of the unit"];
    KIND = text "kind", ["单位类别", "Kind of unit"], ["单位类别，如学校、医院", "kind of unit, such as school or hospital"];

    // Projects.
    ORDINAL = order "ordinal", ["项目序号", "No."], ["项目序号", "order of the project in its document, from 1"];
    PROJECT = text "project", ["项目名称", "Project"], ["项目名称", "name of the project"];
    INITIAL_WAN = wan "initial_wan", ["年初预算数（万元）", "Initial budget (10k yuan)"],
        ["年初预算数", "budget approved at the start of the year"];
    ADJUSTED_WAN = wan "adjusted_wan", ["全年预算数（万元）", "Adjusted budget (10k yuan)"],
        ["全年预算数", "budget after changes during the year"];
    EXECUTED_WAN = wan "executed_wan", ["全年执行数（万元）", "Executed (10k yuan)"], ["全年执行数", "amount spent"];
    EXECUTION_WEIGHT = points "execution_weight", ["预算执行分值", "Execution weight"],
        ["预算执行分值", "points the execution can earn"];
    EXECUTION_RATE_PCT = percent "execution_rate_pct", ["执行率（%，原表）", "Printed rate (%)"],
        ["执行率（原表）", "execution rate as printed"];
    EXECUTION_SCORE = points "execution_score", ["预算执行得分", "Execution score"],
        ["预算执行得分", "points the execution earned"];
    TOTAL_WEIGHT = points "total_weight", ["总分值", "Total weight"],
        ["总分：分值", "points the project can earn, as printed"];
    TOTAL_SCORE = points "total_score", ["总得分", "Total score"], ["总分：得分", "points the project earned, as printed"];
    FORM = text "form", ["表式", "Form"], ["表式", "code of the form family, such as F1"];
    PURPOSE = text "purpose", ["用途", "Purpose"], ["按项目名称归类的用途", "what the money is for, by the words of the project's name"];
    SIZE_BAND = text "size_band", ["资金规模", "Size band"],
        ["按全年预算数划分的规模", "band of the adjusted budget, from which to which amount"];
    INDICATOR_N = count "indicator_n", ["指标数", "Indicators"], ["项目的指标数", "indicators of the project"];
    SCORED_N = count "scored_n", ["有分值和得分的指标数", "Scored indicators"],
        ["分值和得分均已列出的指标数", "indicators with both weight and score"];
    FULL_N_OF_PROJECT = count "full_n", ["满分项数", "Full scores"],
        ["得满分的指标数", "indicators that earned their whole weight"];
    QUANTITATIVE_N = count "quantitative_n", ["定量指标数", "Quantitative indicators"],
        ["目标值为数值的指标数", "indicators whose target is a number"];
    IS_DISPUTED = flag "is_disputed", ["有数字存在矛盾", "Disputed"],
        ["有数字存在矛盾", "whether a finding of severity error disputes a figure of the row"];
    DISPUTED = text "disputed", ["存在矛盾的栏目", "Disputed columns"],
        ["存在矛盾的栏目", "names of the disputed columns of the row, in their order"];

    DUPLICATE_OF = text "duplicate_of", ["与何处重复", "Duplicate of"],
        ["内容相同、已经计入的文件（及项目序号）", "document (and project) that says the same and is counted instead"];

    AMOUNTS_N = count "amounts_n", ["其中有预算和执行数的", "... with amounts"],
        ["预算执行数字齐全的项目数", "projects whose adjusted budget and executed amount are known"];
    POINTS_N = count "points_n", ["其中有总分的", "... with points"],
        ["总分齐全的项目数", "projects whose attainable and earned points are known"];

    // Funding rows.
    SOURCE = text "source", ["资金来源", "Source of funds"],
        ["资金来源代码", "canonical source, such as total or current_year_fiscal"];
    LABEL_FUNDING = text "label", ["名称", "Label"], ["资金来源（原表）", "the row's label as printed"];

    // Indicators.
    ROW_INDICATOR = order "row", ["行", "Row"], ["指标序号", "order of the indicator within the project, from 1"];
    LEVEL1 = text "level1", ["一级指标", "Level 1"], ["一级指标", "level-1 indicator as printed"];
    LEVEL1_INFERRED = flag "level1_inferred", ["一级指标系推断", "Level 1 inferred"],
        ["一级指标系推断", "level 1 is not printed for this row and was concluded from level 2"];
    LEVEL1_CANONICAL = text "level1_canonical", ["一级指标（统一名称）", "Level 1, canonical"],
        ["各种写法统一后的一级指标", "level-1 indicator in one spelling"];
    LEVEL2 = text "level2", ["二级指标", "Level 2"], ["二级指标", "level-2 indicator as printed"];
    LEVEL2_CANONICAL = text "level2_canonical", ["二级指标（统一名称）", "Level 2, canonical"],
        ["各种写法统一后的二级指标", "level-2 indicator in one spelling"];
    LEVEL3 = text "level3", ["三级指标", "Level 3"], ["三级指标", "level-3 indicator without its prefix"];
    TARGET = text "target", ["年度指标值", "Target"], ["年度指标值", "target as printed"];
    ACTUAL = text "actual", ["实际完成值", "Actual"], ["实际完成值", "actual value as printed"];
    WEIGHT = points "weight", ["分值", "Weight"], ["分值", "points the indicator can earn"];
    SCORE = points "score", ["得分", "Score"], ["得分", "points the indicator earned"];
    DEVIATION = text "deviation", ["偏差原因分析及改进措施", "Reason for deviation"],
        ["偏差原因分析及改进措施", "reason given for the deviation"];
    TARGET_OP = text "target_op", ["指标值：符号", "Target: operator"], ["目标值：符号", "operator of the target"];
    TARGET_VALUE = number "target_value", ["指标值：数值", "Target: value"],
        ["目标值：数值", "number of the target, in target_unit"];
    TARGET_UNIT = text "target_unit", ["指标值：单位", "Target: unit"], ["目标值：单位", "unit of the target"];
    ACTUAL_OP = text "actual_op", ["完成值：符号", "Actual: operator"],
        ["完成值：符号", "operator of the actual value: with it the value is a bound"];
    ACTUAL_VALUE = number "actual_value", ["完成值：数值", "Actual: value"],
        ["完成值：数值", "number of the actual value, in actual_unit"];
    ACTUAL_UNIT = text "actual_unit", ["完成值：单位", "Actual: unit"], ["完成值：单位", "unit of the actual value"];
    OUTCOME_OF_TARGET = text "target_outcome", ["是否达标", "Target met"],
        ["是否达标", "met or missed, where target and actual value tell for certain"];
    REACHED_PCT = percent "reached_pct", ["完成率（%）", "Reached (%)"],
        ["完成值与目标值之比", "actual / target where both are numbers of one unit; 0 where the form says that nothing was done"];
    RULE_SCORE = points "rule_score", ["按规则得分", "Score by rule"],
        ["按规则应得的分", "points by the official rule: all where met, else in proportion to what was delivered"];

    // Accounts.
    PAPER = text "paper", ["文件", "Paper"],
        ["文件类别：accounts（决算）或budget（预算）", "kind of the paper: accounts (what was spent) or budget (what is planned)"];
    TABLE = text "table", ["表号", "Table"],
        ["表号", "number of the table in the national form, 01 to 09; nothing in a narrative"];
    COLUMN = text "column", ["栏目", "Column"], ["栏目", "heading of the table's column; nothing in a narrative"];
    ITEM = text "item", ["科目", "Item"], ["科目代码", "canonical item, such as expenditure or functional_class"];
    LABEL_ITEM = text "label", ["名称", "Label"], ["科目（原文）", "the item as printed"];
    CLASS_CODE = text "class_code", ["功能分类编码", "Functional class"],
        ["功能分类编码", "code of the functional class: three, five or seven digits"];
    CLASS_LEVEL = order "class_level", ["功能分类级次", "Class level"],
        ["功能分类级次", "level of the functional class: 类 1, 款 2, 项 3"];
    BUDGET_WAN_PRINTED = wan "budget_wan", ["预算数（万元）", "Budget (10k yuan)"], ["预算数", "the budget where it is printed"];
    BUDGET_BASIS = text "budget_basis", ["预算口径", "Budget basis"],
        ["预算口径", "which budget that is: initial_budget or adjusted_budget"];
    AMOUNT_WAN_OF_ACCOUNT = wan "amount_wan", ["金额（万元）", "Amount (10k yuan)"], ["决算数", "the amount"];
    CHANGE_WAN = wan "change_wan", ["增减额（万元）", "Change (10k yuan)"], ["增减额", "the change, negative for a fall"];
    CHANGE_PCT = percent "change_pct", ["增减幅度（%）", "Change (%)"],
        ["增减幅度", "the change in percent, negative for a fall"];
    CHANGE_BASIS = text "change_basis", ["增减基准", "Change against"],
        ["增减基准", "what the change is measured against: last_year or initial_budget"];
    COMPLETION_PCT = percent "completion_pct", ["完成预算比例（%，原文）", "Printed completion (%)"],
        ["完成预算比例", "the amount in percent of the budget, as printed"];
    SHARE_PCT_PRINTED = percent "share_pct", ["占比（%）", "Share (%)"], ["占比", "the share in percent, as printed"];
    SHARE_OF = text "share_of", ["占比基数", "Share of"], ["占比基数", "what the share is a share of"];

    // Problems of reading.
    SEVERITY = text "severity", ["严重程度", "Severity"], ["严重程度", "error, doubt or note"];
    CODE_PROBLEM = text "code", ["代码", "Code"], ["代码", "stable short name of the problem"];
    MESSAGE = text "message", ["说明", "Message"], ["说明", "what was found and what was expected"];
    MESSAGE_ZH = text "message_zh", ["说明（中文）", "Message (Chinese)"], ["说明", "the same in Chinese"];
    LOCATION = text "location", ["位置", "Location"], ["位置", "file, page, sheet, line, table, paragraph, row, column and character as far as known, in words"];
    EXCERPT = text "excerpt", ["原文摘录", "Excerpt"], ["原文摘录", "the lines of the document the problem stands in"];
    HINT = text "hint", ["办法", "Hint"], ["办法", "what to do about it"];
    HINT_ZH = text "hint_zh", ["办法（中文）", "Hint (Chinese)"], ["办法", "the same in Chinese"];

    DOCUMENT = text "document", ["所读文件", "Document"],
        ["发现问题时所读的文件", "the document that was read when it was met"];

    // Documents.
    OUTCOME = text "outcome", ["结果", "Outcome"], ["结果", "read, refused, or twice: the bytes of another"];
    CODE_REFUSED = text "code", ["代码", "Code"], ["首要问题的代码", "code of the problem it was refused for"];
    CAPTION = text "caption", ["文件名称", "Caption"],
        ["读者所用的名称", "what a reader would call it: its card, or its file"];
    SHA256 = text "sha256", ["校验和", "SHA-256"],
        ["文件字节的校验和", "checksum of its bytes; nothing where it could not be opened"];
    BYTES = count "bytes", ["字节数", "Bytes"], ["字节数", "number of its bytes"];
    CARD_SHA256 = text "card_sha256", ["卡片校验和", "SHA-256 of card"], ["卡片的校验和", "checksum of the card beside it"];
    YEARS = text "years", ["涉及年度", "Years"], ["记录涉及的年度", "years its records account for"];
    PROJECT_N = count "projects", ["项目数", "Projects"], ["读出的项目数", "projects read from it"];
    FUNDING_N = count "funding", ["资金行数", "Funding rows"], ["读出的资金行数", "rows of money blocks read from it"];
    INDICATORS_READ = count "indicators", ["指标数", "Indicators"], ["读出的指标数", "indicators read from it"];
    ACCOUNTS_READ = count "accounts", ["决算数字数", "Figures of accounts"],
        ["读出的决算数字数", "figures of accounts read from it"];
    PROBLEM_N = count "problems", ["问题数", "Problems"], ["读取中的问题数", "problems met while it was read"];
    DISPUTED_N = count "disputed_n", ["有矛盾的数字", "Disputed figures"],
        ["有矛盾的数字个数", "figures that a finding of severity error disputes"];
    COMPARED_N = count "compared_n", ["可跨文件核对的数字", "Comparable figures"],
        ["可跨文件核对的数字个数", "figures of accounts that other documents are compared with"];
    FINGERPRINT = text "fingerprint", ["读取版本", "Fingerprint"],
        ["读取所用的程序、词表与核对设置的校验和", "of what it was read with: program, dictionaries, settings of the checks"];

    // Findings of the audit and how often each rule could answer.
    RULE = text "rule", ["规则", "Rule"], ["规则", "code of the rule"];
    SUBJECT = text "subject", ["对象", "Subject"], ["对象", "what the finding is about"];
    FIGURES = text "figures", ["涉及的数字", "Figures"],
        ["涉及的数字", "the figures in question: their tables and columns, such as projects.executed_wan"];
    PRINTED = text "printed", ["印为", "Printed"], ["印为", "the figure at fault as printed"];
    EXPECTED = text "expected", ["应为", "Expected"], ["应为", "what it should be, as an interval"];
    DIFFERENCE_LEAST = number "difference", ["相差", "Difference"],
        ["至少相差", "how far it lies from that at least, in its own unit"];
    ARITHMETIC = text "arithmetic", ["算式", "Arithmetic"], ["算式", "the arithmetic in signs"];
    SENTENCE_ZH = text "sentence_zh", ["说明", "Sentence (Chinese)"], ["说明", "one sentence in Chinese"];
    SENTENCE_EN = text "sentence_en", ["说明（英文）", "Sentence"], ["说明（英文）", "one sentence in English"];
    ID = text "id", ["编号", "Id"], ["编号", "stable as long as the document prints the same"];
    ACCEPTED = text "accepted", ["认可依据", "Accepted"],
        ["认可依据", "evidence of accepted.toml, where the finding is accepted"];
    CONSISTENT = count "consistent", ["一致", "Consistent"], ["一致", "things that agree"];
    ERRORS = count "errors", ["错误", "Errors"], ["错误", "findings of severity error"];
    DOUBTS = count "doubts", ["存疑", "Doubts"], ["存疑", "findings of severity doubt"];
    NOTES = count "notes", ["提示", "Notes"], ["提示", "findings of severity note"];
    UNCHECKED = count "unchecked", ["未能核对", "Unchecked"], ["未能核对", "things that could not be checked"];
    REASONS = text "reasons", ["未能核对的原因", "Reasons"], ["未能核对的原因", "why, each with its count"];
}
