//! The help in Chinese: for every verb, flag and value of the command line what `args` says in English.
//! A test walks the command line and fails for whatever has no text here.

/// What the program is for.
pub(super) const ABOUT: &str = "精确读取公共机构公开的绩效自评表和部门决算，并据此回答问题。";

/// Exit codes of most verbs.
pub(super) const EXIT_CODES: &str = "\
退出码：
  0  完成
  1  完成，数据中有--fail-on所问的问题
  2  未完成，或未全部完成：用法有误、文件无法读取、结果无法写出

数据输出到标准输出，消息输出到标准错误。遵从NO_COLOR。";

/// Exit codes of `check`.
pub(super) const CHECK_CODES: &str = "\
退出码：
  0  已核对；没有--fail-on所问的发现
  1  已核对，有这样的发现
  2  未能全部读取或核对

每条规则在docs/rules中有一页说明。发现的问题不会改动数据。";

/// Verbs: name, a line, and what the long help adds.
pub(super) const VERBS: [(&str, &str, &str); 8] = [
    ("cells", "显示文件上有什么：各行文字和各行单元格", ""),
    (
        "records",
        "输出文件的含义：项目、资金、指标、决算数、问题",
        "每个文件的结果输出到标准错误，最后计数：已读；未能读取（无法读取，或其中没有认识的内容）；跳过\
         （目录中的链接、隐藏文件、说明卡、空文件，以及按内容和名称不是文件的）。说明卡是文件旁的“文件名.toml”，\
         写明来源、标题、年度和校验值。一个文件未能读取不影响其他文件。有文件未能读取或一个也没有读到时退出码为2；\
         仅有跳过的文件不改变退出码。",
    ),
    (
        "check",
        "指出文件自相矛盾之处，以及哪些未能核对",
        "每个印出的数字按其全部可能的真值计算。错误：任何取整方式都不能解释的矛盾；存疑：只在一种读法下成立；\
         提示：不是错误。未能核对的按原因计数。",
    ),
    (
        "ingest",
        "把文件读入数据仓：Parquet文件，以后只读有变化的文件",
        "数据仓已有的文件（按内容、说明卡和读取方式判断）不再读取；有变化的文件以新数据替换旧数据。可随时中断：\
         数据仓始终完整，下次从中断处继续。核对结果和问题也是数据仓中的表。说明卡是文件旁的“文件名.toml”。",
    ),
    ("table", "输出流程的一张表：读取所得，或某项分析", ""),
    ("run", "回答流程中的问题：图、表、报告、清单", ""),
    ("init", "写出一个带注释的流程；目录中没有文件时附一份虚构示例", ""),
    ("completions", "输出命令行补全脚本", ""),
];

/// Flags and arguments by their name; where a verb has one of its own kind, by `verb.name`.
pub(super) const ARGS: [(&str, &str); 41] = [
    ("color", "消息是否用颜色"),
    ("verbose", "多说一些：包括提示，以及每个输出文件的名称"),
    ("lang", "消息、帮助和没有流程时所输出内容的语言；不写则随系统区域设置。流程写明语言的，其报告随流程，此处可改"),
    ("help", "显示帮助（-h为简要）"),
    ("version", "显示版本"),
    ("file", "文件"),
    ("json", "每行输出一个JSON对象"),
    ("table.json", "输出JSON对象数组，小数以文字表示，不失精度"),
    ("run.json", "以JSON输出主要数字和输出文件的名称"),
    ("paths", "文件。目录代表其下全部文件，按路径排序；不跟随其中的链接"),
    ("check.paths", "流程（其文件，或`pipelines/`中的名称），或文件、目录"),
    ("run.paths", "流程（其文件，或`pipelines/`中的名称），或文件、目录、数据仓；后者回答全部标准问题"),
    ("unclaimed", "不输出读取所得，而输出文件中没有归入任何项目的数字及其位置"),
    ("format", "输出格式"),
    ("check.format", "核对结果的输出格式；文本格式仅在-v时列出提示"),
    ("labels", "在内置词典之外补充的标签词典；可多次使用"),
    ("fail_on", "有该程度或更严重的问题时以1退出"),
    ("check.fail_on", "有该程度或更严重的发现时以1退出"),
    ("rule", "只运行这条规则，如R21；可多次使用"),
    ("skip", "不运行这条规则；可多次使用"),
    ("accepted", "已认可的发现；有data/accepted.toml时默认用它"),
    ("check.accepted", "已认可的发现；有data/accepted.toml时默认用它。流程另行指定自己的"),
    ("store", "数据仓的目录；没有则建立"),
    ("commit_every", "每读多少份文件落盘一次"),
    ("prune", "移除路径下已不存在的文件的数据"),
    ("units", "在内置名录之外补充的单位名录（别名、更名、撤并）；可多次使用"),
    ("pipeline", "流程（其文件，或`pipelines/`中的名称），或文件、目录、数据仓"),
    (
        "name",
        "表：projects、funding、indicators、accounts、problems、findings、checks、documents、units、spellings，或某项分析",
    ),
    ("csv", "输出CSV，小数精确"),
    ("excel", "与--csv合用：供Excel、WPS、LibreOffice打开，带BOM，单元格不会成为公式"),
    ("arrow", "输出Arrow IPC流，供pyarrow、polars、R或DuckDB读取；金额为小数类型"),
    ("out", "全部写入该目录，而不是流程所指的位置"),
    ("dir", "要写入的目录；其中的文件不会被覆盖"),
    ("shell", "命令行解释器"),
    ("max_bytes", "文件本身的字节数"),
    ("max_pages", "文件页数，工作簿的工作表数"),
    ("max_cells", "全部表格的单元格数，连同表外的文字行数"),
    ("max_nesting", "表格和元素可嵌套的层数"),
    ("max_expanded", "一个部分解压后的字节数"),
    ("max_line", "一行或一个单元格的字节数"),
    ("max_text", "文本或网页的字节数"),
];

/// More flags: limits that no document but the process that reads it keeps.
pub(super) const PROCESS: [(&str, &str); 2] =
    [("max_memory", "读取进程可用的内存字节数"), ("max_seconds", "读取多少秒后停止")];

/// Values of flags: `flag=value`, or the value where it means the same everywhere.
pub(super) const VALUES: [(&str, &str); 24] = [
    ("color=auto", "在终端上用，设了NO_COLOR则不用"),
    ("color=always", "总是用"),
    ("color=never", "从不用"),
    ("lang=zh", "中文"),
    ("lang=en", "英文"),
    ("format=jsonl", "每行一个JSON对象"),
    ("format=csv", "逗号分隔，各类记录的列合在一起"),
    ("format=text", "在终端上阅读，最严重的在前"),
    ("format=sarif", "SARIF 2.1.0，供审阅工具使用"),
    ("format=html", "一个独立的网页"),
    ("check.format=jsonl", "每行一个JSON对象：先是发现，再是每条规则核对了什么"),
    ("check.format=csv", "发现的问题表"),
    ("fail_on=error", "有内容缺失，或用了会出错"),
    ("fail_on=doubt", "有另一种可能的读法"),
    ("fail_on=note", "任何问题"),
    ("check.fail_on=error", "任何取整方式都不能解释的矛盾"),
    ("check.fail_on=doubt", "也包括只在一种读法下成立的"),
    ("check.fail_on=none", "从不"),
    ("shell=bash", "bash"),
    ("shell=elvish", "elvish"),
    ("shell=fish", "fish"),
    ("shell=powershell", "PowerShell"),
    ("shell=zsh", "zsh"),
    ("fail_on=none", "从不"),
];

/// What stands for a value in usage lines.
pub(super) const PLACEHOLDERS: [(&str, &str); 18] = [
    ("WHEN", "何时"),
    ("LANG", "语言"),
    ("FILE", "文件"),
    ("FILE.toml", "文件.toml"),
    ("PATH", "路径"),
    ("PIPELINE|PATH", "流程|路径"),
    ("NAME", "表名"),
    ("FORMAT", "格式"),
    ("SEVERITY", "程度"),
    ("CODE", "规则"),
    ("DIR", "目录"),
    ("COUNT", "个数"),
    ("BYTES", "字节"),
    ("LEVELS", "层数"),
    ("SECONDS", "秒"),
    ("SHELL", "解释器"),
    ("COMMAND", "命令"),
    ("OPTIONS", "选项"),
];

/// Headings.
pub(super) const LIMITS: &str = "单个文件的上限（字节可用K、M、G，即1024的一、二、三次方）";
