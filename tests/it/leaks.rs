//! Documents with invented people in every place and every wording, through every verb and output:
//! none of them comes out.

use crate::papers::{FORMATS, Part, written};
use crate::program::{files, jixiao, program};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What boxes of people are called, each with whether a name or only a number stands in it.
const WORDINGS: [&str; 44] = [
    "联系人",
    "项目联系人",
    "责任人",
    "分管领导",
    "手机号码",
    "制表人",
    "邮箱",
    "身份证号",
    "联系电话",
    "电话",
    "项目负责人",
    "负责人及联系电话",
    "联系人及电话",
    "经办人",
    "填报人",
    "填表人",
    "审核人",
    "复核人",
    "主要负责人",
    "法定代表人",
    "传真",
    "电子信箱",
    "微信号",
    "QQ",
    "联系方式",
    "联 系 人",
    "办公电话",
    "手机",
    "财务负责人",
    "单位负责人",
    "分管负责人",
    "填报负责人",
    "经办",
    "项目负责人（签字）",
    "联系人、电话",
    "负责人/联系电话",
    "编制人",
    "报送人",
    "承办人",
    "会计",
    "第一责任人",
    "联络员",
    "咨询电话",
    "银行账号",
];
const PLACES: usize = 16;
const SURNAMES: [char; 8] = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

/// People who do not exist, put together at run time.
#[derive(Default)]
struct People {
    made: usize,
    put: usize,
    numbers: BTreeSet<String>,
}

impl People {
    fn name(&mut self) -> String {
        self.made += 1;
        let at = self.made;
        [SURNAMES[at % 8], STEMS[at / 8 % 10], STEMS[at / 80 % 10]].iter().collect()
    }

    fn telephone(&mut self) -> String {
        self.made += 1;
        let (at, lead) = (self.made, ["139", "0013"].concat());
        let last = format!("{:04}", at % 10_000);
        let (form, number) = match at % 6 {
            0 => (format!("{} {} {last}", &lead[..3], &lead[3..]), format!("{} {last}", &lead[3..])),
            1 => (format!("{}-{}-{last}", &lead[..3], &lead[3..]), format!("{}-{last}", &lead[3..])),
            2 => (format!("010-6753{last}"), format!("6753{last}")),
            3 => (format!("（0830）753{last}"), format!("753{last}")),
            4 => (format!("0830-753{last}转801"), format!("753{last}")),
            _ => (format!("{lead}{last}"), format!("{lead}{last}")),
        };
        self.numbers.insert(number);
        form
    }

    /// What stands in a box called `wording`.
    fn content(&mut self, wording: &str) -> String {
        self.made += 1;
        self.put += 1;
        let at = self.made;
        let mut keep = |text: String| {
            self.numbers.insert(text.clone());
            text
        };
        match wording {
            "邮箱" | "电子信箱" => keep(format!("person{at}@{}.cn", "example")),
            "身份证号" => keep(["110105", "1975", "1231", &format!("{:03}X", at % 1000)].concat()),
            "微信号" => keep(format!("wxid_p{at:05}")),
            "QQ" => keep(format!("9753{at:05}")),
            "银行账号" => keep(format!("9558 8001 0000 {at:05}")),
            word if word.contains("电话") && !word.contains(['人', '、'])
                || ["手机", "手机号码", "传真"].contains(&word) =>
            {
                self.telephone()
            }
            word if word.contains("电话") || word == "联系方式" => {
                format!("{} {}", self.name(), self.telephone())
            }
            _ => self.name(),
        }
    }
}

/// A form in which people stand in all places, under one wording.
fn form(wording: &str, number: usize, people: &mut People) -> Vec<Part> {
    let mut put = |around: &str| around.replace('W', wording).replace('P', &people.content(wording));
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let (project, department, unit) =
        (put(&format!("某区图书采购{number}（W：P）")), put("某区文化和旅游局 W：P"), put("某区文化馆（W：P）"));
    let own = put("P");
    let top = put("填报单位：某区文化馆 W：P");
    let mut rows = vec![
        row(&["项目名称", &project, "", "", "", "", "", ""]),
        row(&["主管部门", &department, "", "", "实施单位", &unit, "", ""]),
        row(&[wording, &own, "", "", "", "", "", ""]),
        row(&["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]),
        row(&["", "年度资金总额", "3.74", "3.74", "1.26", "10", "33.69%", "3.37"]),
        row(&["", "其中：当年财政拨款", "3.74", "3.74", &put("1..26 W：P"), "—", "33.69%", "—"]),
        row(&["", &put("其他资金（W：P）"), "0", "0", "0", "—", "0%", "—"]),
        row(&["年度总体目标", "预期目标", "", "", "实际完成情况", "", "", ""]),
        row(&["", &put("完成采购，W：P"), "", "", &put("已完成，W：P"), "", "", ""]),
        row(&[
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ]),
        row(&[
            "产出指标",
            "数量指标",
            &put("举办展览（W：P）"),
            &put("≥12场，W：P"),
            &put("12场，W：P"),
            "30",
            "30",
            "",
        ]),
        row(&["", "质量指标", "布展合格率", "≥95%", "90%", &put("二十W：P"), "18", &put("原因：布展晚。W：P")]),
        row(&["效益指标", "社会效益指标", "丰富群众文化生活", "明显", "明显", "40", "40", ""]),
        row(&["总分", "", "", "", "", "100", "91.37", ""]),
    ];
    rows.insert(3, row(&["填表日期", "2024年3月1日", "", "", "", "", "", ""]));
    let below = put("W：P");
    let list = [("姓名", people.name()), ("职务", "科员".to_owned())];
    vec![
        Part::Line("项目支出绩效自评表".to_owned()),
        Part::Line("（2023年度）".to_owned()),
        Part::Line(top),
        Part::Table(rows),
        Part::Line(below),
        Part::Table(vec![row(&[list[0].0, list[1].0]), row(&[&list[0].1, &list[1].1])]),
    ]
}

/// Accounts in running text, in which people stand.
fn accounts(wordings: &[&str], people: &mut People) -> Vec<Part> {
    let mut parts = vec![Part::Line("某区文化馆2023年度部门决算".to_owned())];
    parts.push(Part::Line(
        "2023年度收入总计120.5万元，支出总计120.5万元，与上年相比增加3.2万元，增长2.73%。".to_owned(),
    ));
    for wording in wordings {
        let content = people.content(wording);
        parts.push(Part::Line(format!("有关事项说明如下，{wording}：{content}。")));
        let content = people.content(wording);
        parts.push(Part::Line(format!("{wording} {content}")));
    }
    parts
}

/// The people that come out in `text`.
fn leaked(text: &str, people: &People) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let names = chars
        .windows(3)
        .filter(|three| SURNAMES.contains(&three[0]) && STEMS.contains(&three[1]) && STEMS.contains(&three[2]));
    let mut found: Vec<String> = names.map(|three| three.iter().collect()).collect();
    // A number is whole: a checksum may hold the same digits.
    let alone = |at: usize, number: &str| {
        let edge = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric());
        edge(text[..at].chars().next_back()) && edge(text[at + number.len()..].chars().next())
    };
    for number in &people.numbers {
        found.extend(text.match_indices(number.as_str()).filter(|(at, _)| alone(*at, number)).map(|_| number.clone()));
    }
    found
}

#[test]
fn nobody_comes_out_of_any_verb() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let mut people = People::default();
    let mut texts = BTreeMap::new();
    // All wordings through the reader, and a few through every verb there is.
    for (root, wordings) in [("all", WORDINGS.as_slice()), ("few", &WORDINGS[9..12])] {
        for format in FORMATS {
            let place = folder.path().join(root).join(format);
            fs::create_dir_all(&place).expect("made");
            let write = |name: &str, parts: &[Part]| {
                fs::write(place.join(format!("{name}.{format}")), written(parts, format)).expect("written");
            };
            let forms = wordings.iter().enumerate();
            let forms: Vec<Part> = forms.flat_map(|(number, wording)| form(wording, number, &mut people)).collect();
            write("forms", &forms);
            write("accounts", &accounts(wordings, &mut people));
        }
    }
    let mut say = |args: &[&str]| {
        let output = program(folder.path()).args(args).output().expect("the program starts");
        let both = format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        texts.insert(args.join(" "), both);
    };
    say(&["records", "all", "-v"]);
    say(&["records", "--unclaimed", "--format", "csv", "all"]);
    say(&["ingest", "all", "--store", "store", "-v"]);
    for table in ["projects", "funding", "indicators", "accounts", "problems", "findings", "documents"] {
        say(&["table", "store", table, "--csv"]);
        say(&["table", "few", table, "--json"]);
    }
    say(&["records", "--format", "csv", "few"]);
    say(&["records", "--unclaimed", "few"]);
    for format in ["text", "jsonl", "csv", "sarif", "html"] {
        say(&["check", "--format", format, "few", "-v"]);
    }
    for format in FORMATS {
        for document in ["accounts", "forms"] {
            let file = format!("all/{format}/{document}.{format}");
            say(&["cells", &file]);
            say(&["cells", "--json", &file]);
        }
    }
    say(&["run", "few", "--out", "out", "-v"]);
    for output in ["out", "store"] {
        for (name, bytes) in files(&folder.path().join(output)) {
            texts.insert(format!("{output}/{name}"), String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    let records: usize = texts["records all -v"].matches("\"record\":\"project\"").count();
    let mut leaks = Vec::new();
    for (what, text) in &texts {
        let found = leaked(text, &people);
        if !found.is_empty() {
            let line = text.lines().find(|line| line.contains(&found[0])).unwrap_or_default();
            leaks.push(format!(
                "{what}: {} ({}): {}",
                found.len(),
                found[0],
                line.chars().take(300).collect::<String>()
            ));
        }
    }
    println!(
        "{} wordings, {PLACES} places, {} formats: {} names and numbers in {} documents with {records} projects; {} outputs of {} bytes, {} with any of them",
        WORDINGS.len(),
        FORMATS.len(),
        people.put,
        4 * FORMATS.len(),
        texts.len(),
        texts.values().map(String::len).sum::<usize>(),
        leaks.len()
    );
    assert!(leaks.is_empty(), "{leaks:#?}");
    // The documents are read, so that there was something to come out.
    assert!(records >= WORDINGS.len() * 5, "{records} projects were read");
    assert!(
        texts["table store projects --csv"].contains("某区文化馆,")
            || texts["table store projects --csv"].contains("某区文化馆\n")
    );
    let units: BTreeSet<&str> =
        texts["records all -v"].split("\"unit\":\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    println!("units: {units:?}");
    assert!(units.iter().all(|unit| *unit == "某区文化馆"), "{units:?}");
}

/// Whether a terminal or a page would obey anything in `text`.
fn orders(text: &str) -> Vec<char> {
    text.chars().filter(|c| *c != '\n' && jixiao::values::is_order(*c)).collect()
}

#[test]
fn hostile_names_and_cells_are_shown_and_not_obeyed() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let evil = "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2066}\u{200b}\u{feff}|`*_[x](y)<b>";
    let parts = form("备注", 1, &mut People::default());
    let text =
        String::from_utf8(written(&parts, "txt")).unwrap().replace("采购", &format!("采{}购", evil.replace('|', "")));
    let text = text.replace("1..26", &format!("1..{}26", evil.replace('|', "")));
    let name = format!("a\n{evil}").replace('/', "");
    fs::write(folder.path().join(format!("{name}.txt")), &text).expect("written");
    fs::write(folder.path().join(format!("{name}.docx")), "nothing of the kind").expect("written");
    let mut looked = 0;
    let mut look = |what: &str, text: &str| {
        looked += 1;
        assert!(orders(text).is_empty(), "{what}: {:?} in {text}", orders(text));
    };
    for args in [
        &["records", ".", "-v"][..],
        &["records", ".", "--unclaimed"],
        &["check", ".", "-v"],
        &["check", ".", "--format", "html"],
        &["check", ".", "--format", "sarif"],
        &["check", ".", "--format", "jsonl"],
        &["table", ".", "projects"],
        &["table", ".", "problems", "--json"],
        &["table", ".", "indicators"],
        &["run", ".", "--out", "out", "-v"],
        &["ingest", ".", "--store", "store", "-v"],
    ] {
        let ran = jixiao(folder.path(), args);
        assert!(ran.err.contains("\\u{202e}") || ran.out.contains("202e"), "{args:?} tells of it: {}", ran.err);
        look(&format!("{args:?}"), &ran.out);
        look(&format!("{args:?} messages"), &ran.err);
    }
    for json in [&[][..], &["--json"]] {
        let ran = jixiao(folder.path(), &[&["cells", &format!("{name}.txt"), "-v"][..], json].concat());
        look("cells", &ran.out);
        look("cells messages", &ran.err);
    }
    for (name, bytes) in files(&folder.path().join("out")) {
        if [".md", ".html", ".svg"].iter().any(|end| name.ends_with(end)) {
            look(&name, &String::from_utf8_lossy(&bytes));
        }
    }
    assert!(Path::new("/").exists());
    println!("{looked} outputs looked at");
    assert!(looked > 30);
}
