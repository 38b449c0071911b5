//! jixiao (绩效): the papers in which Chinese public bodies account for their money, as exact data.
//!
//! # The rooms, in the order of the flow
//!
//! | room | what it holds |
//! | --- | --- |
//! | [`values`] | what a cell can mean: money, percentages, quantities, years, places on the paper |
//! | [`problem`] | what is wrong, where it stands, how bad it is, what to do about it |
//! | [`documents`] | what stands on the paper: the bytes of a file become lines and grids of cells |
//! | [`records`] | what it means: projects, rows of funding, indicators, figures of accounts |
//! | [`checks`] | where a document contradicts itself: one rule a file, three answers each |
//! | [`tables`] | records as dataframes, with one dictionary of columns |
//! | [`analyses`] | one question a file: tables to a table |
//! | [`charts`] | a table, drawn |
//! | [`reports`](pipeline) | a table, told: terminal, Markdown, page; what others need of it stands in [`pipeline`] |
//! | [`pipeline`] | a question as written, as resolved, and answered; all files are opened here |
//! | [`cli`] | verbs and flags |
//!
//! Data flows down this list, imports run up it only. Nothing above [`pipeline`] touches a file, the
//! clock or the network, so the upper rooms can be used on bytes from anywhere:
//!
//! ```
//! use jixiao::{Labels, Settings, documents, records};
//!
//! let file = "data/raw/fengtai/2024-social-insurance-self-evaluation.txt";
//! let document = documents::read(file, &std::fs::read(file)?)?;
//! let reading = records::read(&document, &Labels::built_in()?);
//! for project in &reading.projects {
//!     println!("{}: {:?} {:?}", project.place, project.project, project.executed_wan);
//! }
//! assert_eq!(reading.projects.len(), 8);
//!
//! let reports = jixiao::check(&[&reading], &Settings::default());
//! for finding in &reports[0].findings {
//!     println!("{}: {}", finding.place, finding.en);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Words of the field
//!
//! | here | on the paper | what it is |
//! | --- | --- | --- |
//! | self-evaluation | 项目支出绩效自评表 | a form in which a unit scores one of its own projects: money, indicators, points |
//! | final accounts | 部门决算 | a department's year in figures: a narrative, and tables numbered 公开01, 公开02, ... |
//! | unit | 实施单位, 项目单位 | the public body that spends |
//! | department | 主管部门 | the body that the unit answers to |
//! | project | 项目 | what money is given for: one project of one unit in one year |
//! | ordinal | | which form of a document a project is, from 1 |
//! | initial budget | 年初预算数 | what was approved when the year began; blank for a project that was added later |
//! | adjusted budget | 全年预算数, 调整后预算数 | what it was after the changes of the year |
//! | executed | 全年执行数 | what was spent of it |
//! | execution rate | 执行率 | executed by adjusted budget, as forms reckon it |
//! | initial execution rate | | executed by initial budget; our own, for budgets that were lowered to what was spent |
//! | adjustment rate | 预算调整率 | the adjusted budget's distance from the initial one, by the initial one |
//! | source of funding | 当年财政拨款, 上年结转资金, 其他资金 | where a project's money came from: one row of its money block |
//! | indicator | 绩效指标 | what a project promised to reach, on three levels |
//! | level 1, 2, 3 | 一级, 二级, 三级指标 | 产出, 效益, 满意度, 成本; under them 数量, 质量, 时效 and others; then free words |
//! | target, actual value | 年度指标值, 实际完成值 | what was promised, and what came of it |
//! | weight, score | 分值, 得分 | the points that can be earned, and those that were |
//! | scoring gap | 失分 | weight less score |
//! | deviation | 偏差原因分析及改进措施 | why a target was missed, and what will be done |
//! | form family | | forms that share their headings, such as F1, the national one; `data/labels` has one file each |
//! | functional class | 功能分类: 类, 款, 项 | what money is for, in codes of 3, 5 and 7 digits, such as 208, 20805, 2080505 |
//! | economic class | 经济分类 | what money buys: 301 pay, 302 goods and services, ... |
//! | basic, project expenditure | 基本支出, 项目支出 | what keeps a unit running, and what goes into its projects |
//! | three public funds | “三公”经费 | trips abroad, official cars, official receptions |
//! | completion | 完成年初预算的…% | an amount in percent of the budget that a narrative names |
//! | item | | what a figure of the accounts is of, under one name everywhere: `expenditure`, `functional_class` |
//! | identity | 勾稽关系 | figures of tables that must add up, or say the same |
//! | wan | 万元 | ten thousand yuan: the unit of all amounts here, whatever the paper prints |
//! | point | 分; 百分点 | what scores are counted in; of a percentage, one hundredth |
//!
//! # Words of this house
//!
//! | word | what it is |
//! | --- | --- |
//! | place | where on the paper something stands: file, page or sheet or line, row, column |
//! | spot | a place inside one document, the file left out |
//! | line, grid | what documents are made of: running text, and tables of cells |
//! | label | what a form or narrative calls one of our fields; the dictionaries are `data/labels` |
//! | band | (records) the rows of headings above the columns of a form, cells split over them included |
//! | draft | (records) a form while it is read, its texts not yet values |
//! | reading | all that was read of one document: records, problems, and what checks need beside them |
//! | printed | a figure as the paper has it: its text, its place, what one in its last digit is worth |
//! | remark | what a document says around its figures: 增加, 大于, headings with years, tables it lists |
//! | product | pieces times a price, where a sentence gives both and their total |
//! | numeral, claimed | a number on the paper; claimed where it became part of a field |
//! | problem | an error (something is missing), a doubt (there is another reading) or a note |
//! | rule, finding | a check with its code (R01, ...), and a contradiction that it found |
//! | consistent, unchecked | the other answers of a rule: it fits, or nothing can be said, for this reason |
//! | accepted | a finding that somebody has looked at, with evidence, for these printed figures alone |
//! | disputed, trusted | a figure that an error speaks against; data without such figures |
//! | habit | how a document shortens its numbers: by rounding or by cutting off |
//! | interval | every value that a printed figure can stand for |
//! | step | what one in the last printed digit of a figure is worth |
//! | case | (checks) one document as rules see it, with the others of the run |
//! | sheet | (checks) what one rule writes down about one document |
//! | ledger | (checks) the tables of accounts by table, row and column |
//! | sides | (checks) income and expenditure of tables 01 and 04, which share their rows |
//! | pairs | (checks) quantities that two tables of accounts both print |
//! | told | (checks) how a narrative words a figure, and where else it gives the same one |
//! | meant | (checks) which cells of the tables a figure of the narrative speaks of |
//! | promise | (checks) a target beside its actual value, where both are quantities of one unit |
//! | slip | (checks) two figures apart by the ten thousand between 元 and 万元 |
//! | stated | (analyses) what accounts say, each figure once, where narrative and tables repeat it |
//! | body, spelling | (tables) a unit or department, and a name that papers print for it |
//! | mention, evidence | (tables) where a name stands, and why two spellings are taken for one body |
//! | canonical | one way to write what papers write in several: a unit's name, a level's |
//! | purpose, kind | what a project or a unit is for, by the words in its name: dictionaries in `data` |
//! | size band | how large a project is, by its adjusted budget |
//! | grain | what the rows of a table are: projects, rows of funding, indicators, figures of accounts |
//! | dimension | what answers are grouped and narrowed by: year, unit, department, purpose and others |
//! | level | (of an answer's row) which dimensions it is of: `all`, `year`, `year/unit` |
//! | aspect | (of a scoring gap) where points were lost: execution, level 1, level 2, indicator, in total |
//! | basis | whether a rate is by the adjusted or by the initial budget |
//! | measure | a figure of a group of rows, such as its execution rate: a numerator and a denominator |
//! | estimator | how the rows of a group become one figure: total, ratio, mean, median |
//! | nature | whether a measure is an amount, a rate or a score, and so what two years must share |
//! | bin | a range of rates whose projects are counted together |
//! | mark | (tables) what an audit says against a figure that an answer or chart rests on |
//! | brief | (checks) what of a document other documents are compared with |
//! | store | the tables of many documents in files that other programs read, brought up to date by `ingest` |
//! | settled | (of a store) sorted, compared across documents and with who is who, up to its last document |
//! | plan | a pipeline's TOML once everything it names is known to exist |
//! | card | the file beside a raw document that says who published it, when, and its checksum |
//! | manifest | what a run read and wrote, with checksums |

pub mod analyses;
pub mod charts;
pub mod checks;
pub mod cli;
pub mod documents;
pub mod pipeline;
pub mod problem;
pub mod records;
mod reports;
pub mod tables;
pub mod values;

// What a program of one's own begins with; the rest of each room stands under its name.
pub use analyses::Analysis;
pub use checks::{Finding, Report, Settings, check};
pub use documents::{Document, Limits};
pub use pipeline::{Outcome, Plan, plan, run};
pub use problem::{Problem, Severity};
pub use records::{Account, Funding, Indicator, Labels, Project, Reading};
pub use tables::Tables;
pub use values::{Lang, Place, Wan};
