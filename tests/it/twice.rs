//! A document twice counts once: its bytes again under another name, by a link or by another spelling of
//! the path, and the same paper in another format. What is not the same counts, however alike.

use crate::office::archive;
use crate::program::{Ran, jixiao, repository};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Eight projects of 1,863.67 万元, as text and as DOCX.
const TEXT: &str = "data/raw/fengtai/2024-social-insurance-self-evaluation.txt";
const WORD: &str = "tests/cases/documents/forms-2024.docx";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary directory");
    fs::create_dir(folder.path().join("in")).expect("made");
    folder
}

fn copy(from: &str, root: &Path, to: &str) {
    fs::copy(repository().join(from), root.join(to)).expect("copied");
}

/// Projects, adjusted budget, and the number of files that ended in each way, of a run over `args`.
fn counted(root: &Path, args: &[&str]) -> (Ran, serde_json::Value, [String; 2]) {
    let ran = jixiao(root, &[&["run", "--json", "--out", "out"][..], args].concat());
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    let row = &told["headline"][0];
    let cells = ["n_projects", "adjusted_wan"].map(|name| match &row[name] {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    (ran, told, cells)
}

const EIGHT: [&str; 2] = ["8", "1863.671159"];

fn last(ran: &Ran) -> &str {
    ran.err.lines().last().unwrap_or_default()
}

#[test]
fn the_same_bytes_are_read_once_however_they_are_named() {
    let folder = folder();
    let root = folder.path();
    copy(TEXT, root, "in/a.txt");
    let (_, _, once) = counted(root, &["in"]);
    assert_eq!(once, EIGHT);

    copy(TEXT, root, "in/copy.txt");
    fs::hard_link(root.join("in/a.txt"), root.join("in/hard.txt")).expect("linked");
    std::os::unix::fs::symlink("in/a.txt", root.join("link.txt")).expect("linked");
    let (ran, told, cells) = counted(root, &["in", "./in/a.txt", "link.txt", "-v"]);
    assert_eq!(cells, EIGHT, "a copy, a hard link and a link named on the command line");
    assert_eq!((ran.code, last(&ran)), (0, "4 files: 1 read, 0 refused, 0 skipped, 3 twice"), "{}", ran.err);
    assert_eq!(told["files"]["twice"], 3);
    let note = "note: in/copy.txt: expected each document once, found the bytes of `in/a.txt` again";
    assert!(ran.err.contains(note), "{}", ran.err);
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(root.join("out/manifest.json")).expect("a manifest")).expect("JSON");
    let outcomes: Vec<_> = manifest["documents"]
        .as_array()
        .expect("documents")
        .iter()
        .map(|one| (one["file"].as_str().unwrap(), one["outcome"].as_str().unwrap(), one["duplicate_of"].as_str()))
        .collect();
    println!("{outcomes:?}");
    let twice = |name| (name, "twice", Some("in/a.txt"));
    assert_eq!(outcomes, [("in/a.txt", "read", None), twice("in/copy.txt"), twice("in/hard.txt"), twice("link.txt")]);
    let again = jixiao(root, &["run", "--out", "again", "in", "in/a.txt", "link.txt", "-v"]);
    assert_eq!(last(&again), last(&ran), "the cache says the same");
}

#[test]
fn a_pipeline_reads_a_path_in_two_spellings_once() {
    let folder = folder();
    let root = folder.path();
    fs::create_dir(root.join("pipelines")).expect("made");
    copy(TEXT, root, "in/x.txt");
    let pipeline = "title = { zh = \"一\", en = \"one\" }\n[[source]]\nfiles = [\"in/x.txt\", \"./in/x.txt\"]\n";
    fs::write(root.join("pipelines/p.toml"), pipeline).expect("written");
    let table = jixiao(root, &["table", "p", "projects", "--csv"]);
    assert_eq!((table.code, table.out.lines().count()), (0, 9), "{}", table.err);
    let check = jixiao(root, &["check", "p"]);
    assert_eq!((check.code, last(&check)), (0, "2 files: 1 read, 0 refused, 0 skipped, 1 twice"), "{}", check.err);
}

#[test]
fn records_and_check_leave_a_copy_out_and_say_so() {
    let folder = folder();
    let root = folder.path();
    copy(TEXT, root, "in/a.txt");
    copy(TEXT, root, "in/b.txt");
    let records = jixiao(root, &["records", "in"]);
    let projects = records.out.lines().filter(|line| line.contains("\"record\":\"project\"")).count();
    assert_eq!((records.code, projects), (0, 8), "{}", records.err);
    assert!(records.err.contains("twice: in/b.txt: expected each document once"), "{}", records.err);
    assert_eq!(last(&records), "2 files: 1 read, 0 refused, 0 skipped, 1 twice");
    let check = jixiao(root, &["check", "in"]);
    assert_eq!((check.code, last(&check)), (0, last(&records)), "{}", check.err);
    assert!(!check.out.contains("in/b.txt"), "{}", check.out);
    // The bytes of what is no document are none either.
    for name in ["p.png", "q.png"] {
        fs::write(root.join("in").join(name), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01").expect("written");
    }
    let records = jixiao(root, &["records", "in"]);
    assert_eq!(last(&records), "4 files: 1 read, 0 refused, 2 skipped, 1 twice");
}

#[test]
fn two_cards_beside_the_same_bytes_are_a_doubt() {
    let folder = folder();
    let root = folder.path();
    copy(TEXT, root, "in/a.txt");
    copy(TEXT, root, "in/b.txt");
    fs::write(root.join("in/a.txt.toml"), "producer = \"甲局\"\ntitle = \"一\"\nyear = 2024\n").expect("written");
    fs::write(root.join("in/b.txt.toml"), "producer = \"乙局\"\ntitle = \"一\"\nyear = 2023\n").expect("written");
    let (ran, _, cells) = counted(root, &["in"]);
    assert_eq!(cells, EIGHT);
    assert!(ran.err.contains("doubt: in/b.txt: expected one card for the same bytes"), "{}", ran.err);
}

#[test]
fn a_store_reads_a_copy_once_and_again_when_the_first_is_gone() {
    let folder = folder();
    let root = folder.path();
    fs::create_dir(root.join("more")).expect("made");
    copy(TEXT, root, "in/a.txt");
    copy(TEXT, root, "more/b.txt");
    let ingest = |paths: &[&str]| {
        let ran = jixiao(root, &[&["ingest", "--store", "store"][..], paths].concat());
        ran.err
    };
    assert!(ingest(&["in"]).contains("1 new, 0 changed, 0 unchanged, 0 refused\n"));
    let second = ingest(&["more"]);
    assert!(second.contains("1 document: 0 new") && second.contains("; 1 twice"), "{second}");
    let projects = |root: &Path| {
        let table = jixiao(root, &["table", "store", "projects", "--csv"]);
        assert_eq!(table.code, 0, "{}", table.err);
        table.out.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(projects(root), vec!["in/a.txt"; 8]);
    // A copy that is first by its name counts, whatever was known before.
    copy(TEXT, root, "in/0.txt");
    let third = ingest(&["in"]);
    assert!(third.contains("1 new") && third.contains("; 2 twice"), "{third}");
    assert_eq!(projects(root), vec!["in/0.txt"; 8]);
    let fresh = jixiao(root, &["ingest", "--store", "fresh", "in", "more"]);
    assert_eq!(fresh.code, 0, "{}", fresh.err);
    let documents = |store: &str| jixiao(root, &["table", store, "documents", "--csv"]).out;
    assert_eq!(documents("store"), documents("fresh"), "as if all had been there at once");
    fs::remove_file(root.join("in/0.txt")).expect("removed");
    fs::remove_file(root.join("in/a.txt")).expect("removed");
    // An empty folder would be a refusal of its own.
    fs::write(root.join("in/p.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01").expect("written");
    let fourth = ingest(&["in", "--prune"]);
    assert!(fourth.contains("; 2 taken out"), "{fourth}");
    assert_eq!(projects(root), vec!["more/b.txt"; 8], "the copy is read although it was not named");
}

/// A form as rows of cells.
struct Form<'a> {
    project: &'a str,
    unit: &'a str,
    money: [&'a str; 3],
    score: &'a str,
}

const FORM: Form<'_> =
    Form { project: "展览服务", unit: "某区文化馆", money: ["80", "80", "72"], score: "99" };

impl Form<'_> {
    fn rows(&self) -> Vec<Vec<String>> {
        let [initial, adjusted, executed] = self.money;
        let rows = [
            format!("项目名称|{}||||||", self.project),
            format!("主管部门|某区文化和旅游局|||实施单位|{}||", self.unit),
            "项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分".to_owned(),
            format!("|年度资金总额|{initial}|{adjusted}|{executed}|10|90%|9"),
            "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施".to_owned(),
            "产出指标|数量指标|举办展览|≥12场|12场|50|50|".to_owned(),
            "效益指标|社会效益指标|丰富群众文化生活|明显|明显|40|40|".to_owned(),
            format!("总分|||||100|{}|", self.score),
        ];
        rows.iter().map(|row| row.split('|').map(str::to_owned).collect()).collect()
    }
}

const HEAD: [&str; 2] = ["项目支出绩效自评表", "（2023年度）"];

fn text(forms: &[Form<'_>]) -> Vec<u8> {
    let mut text = String::new();
    for form in forms {
        writeln!(text, "{}\n{}", HEAD[0], HEAD[1]).unwrap();
        form.rows().iter().for_each(|row| writeln!(text, "| {} |", row.join(" | ")).unwrap());
        text.push('\n');
    }
    text.into_bytes()
}

fn html(forms: &[Form<'_>]) -> Vec<u8> {
    let mut page = "<html><meta charset=utf-8><body>".to_owned();
    for form in forms {
        write!(page, "<p>{}<p>{}<table>", HEAD[0], HEAD[1]).unwrap();
        form.rows().iter().for_each(|row| write!(page, "<tr><td>{}</td></tr>", row.join("</td><td>")).unwrap());
        page += "</table>";
    }
    page.into_bytes()
}

fn docx(forms: &[Form<'_>]) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let mut body = String::new();
    for form in forms {
        body += &(paragraph(HEAD[0]) + &paragraph(HEAD[1]) + "<w:tbl>");
        for row in form.rows() {
            let cells: String = row.iter().map(|text| format!("<w:tc>{}</w:tc>", paragraph(text))).collect();
            write!(body, "<w:tr>{cells}</w:tr>").unwrap();
        }
        body += "</w:tbl>";
    }
    let xml = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", xml.as_bytes())])
}

#[test]
fn the_same_paper_in_two_formats_counts_once_and_a_pipeline_says_which() {
    let folder = folder();
    let root = folder.path();
    copy(WORD, root, "in/forms.docx");
    copy(TEXT, root, "in/forms.txt");
    let (ran, _, cells) = counted(root, &["in"]);
    assert_eq!(cells, EIGHT, "not 16 projects of 3,727");
    assert!(
        ran.err.contains(
            "doubt: in/forms.txt: expected each record in one document, found 8 projects (1,863.67, 10k yuan)"
        ),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("in `in/forms.docx`, too"), "{}", ran.err);
    let manifest = fs::read_to_string(root.join("out/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    assert_eq!(
        (&manifest["twice"][0]["projects"], &manifest["twice"][0]["duplicate_of"]),
        (&8.into(), &"in/forms.docx".into())
    );
    for report in ["out/report.md", "out/report.html"] {
        let report = fs::read_to_string(root.join(report)).expect("a report");
        assert!(report.contains("不同文件中内容相同的项目 8 个（1,863.67 万元）"), "the report tells what is left out");
    }
    // The rows stay and name what counts instead.
    let duplicates = |args: &[&str], table: &str| {
        let ran = jixiao(root, &[&["table"][..], args, &[table, "--csv"]].concat());
        let position = ran.out.lines().next().unwrap().split(',').position(|name| name == "duplicate_of").unwrap();
        let files = ran.out.lines().skip(1).filter(|line| !line.ends_with(',')).count();
        (ran.out.lines().count() - 1, files, position > 0)
    };
    assert_eq!(duplicates(&["in"], "projects"), (16, 8, true));
    let (rows, marked, _) = duplicates(&["in"], "indicators");
    assert_eq!(rows, 2 * marked, "indicators of a project are left out with it");
    fs::create_dir(root.join("pipelines")).expect("made");
    for (prefer, counts) in [("", "docx"), ("prefer = [\"txt\"]\n", "txt"), ("prefer = [\"pdf\", \"docx\"]\n", "docx")]
    {
        let pipeline = format!("title = {{ zh = \"一\", en = \"one\" }}\n[[source]]\nfiles = [\"in/*\"]\n{prefer}");
        fs::write(root.join("pipelines/p.toml"), pipeline).expect("written");
        let table = jixiao(root, &["table", "p", "projects", "--csv"]);
        let counted: Vec<&str> = table.out.lines().skip(1).filter(|line| line.ends_with(',')).collect();
        assert_eq!(counted.len(), 8, "{}", table.err);
        assert!(counted.iter().all(|line| line.starts_with(&format!("in/forms.{counts},"))), "{prefer}: {counted:?}");
    }
    // A store says the same.
    let ingest = jixiao(root, &["ingest", "in", "--store", "store"]);
    assert!(
        ingest.err.contains("doubt: in/forms.txt: expected each record in one document, found 8 projects"),
        "{}",
        ingest.err
    );
    let (_, _, cells) = counted(root, &["store"]);
    assert_eq!(cells, EIGHT);
}

/// A PDF of the fixtures beside a DOCX and a page of what it says.
#[test]
fn a_pdf_beside_its_docx_counts_once() {
    let folder = folder();
    let root = folder.path();
    copy("tests/cases/documents/form.pdf", root, "in/form.pdf");
    let (_, _, alone) = counted(root, &["in"]);
    let records = jixiao(root, &["records", "in/form.pdf"]).out;
    let project: serde_json::Value = records
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .find(|one: &serde_json::Value| one["record"] == "project")
        .unwrap();
    println!("{project}");
    let said = |name: &str| project[name].as_str().unwrap_or_default().to_owned();
    let money = ["initial_wan", "adjusted_wan", "executed_wan"].map(&said);
    let rows = Form {
        project: &said("project"),
        unit: &said("unit"),
        money: [&money[0], &money[1], &money[2]],
        score: &said("total_score"),
    };
    let year = project["year"].to_string();
    let mut bytes = docx(&[rows]);
    if year != "2023" {
        // The head of the made form says 2023.
        bytes = docx_of_year(
            &said("project"),
            &said("unit"),
            [&money[0], &money[1], &money[2]],
            &said("total_score"),
            &year,
        );
    }
    fs::write(root.join("in/form.docx"), bytes).expect("written");
    let (ran, told, both) = counted(root, &["in"]);
    assert_eq!(both, alone, "{}", ran.err);
    assert_eq!(told["files"]["read"], 2);
    assert!(
        ran.err.contains("doubt: in/form.pdf: expected each record in one document, found 1 projects"),
        "{}",
        ran.err
    );
}

fn docx_of_year(project: &str, unit: &str, money: [&str; 3], score: &str, year: &str) -> Vec<u8> {
    let form = Form { project, unit, money, score };
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let rows: String = form
        .rows()
        .iter()
        .map(|row| {
            let cells: String = row.iter().map(|text| format!("<w:tc>{}</w:tc>", paragraph(text))).collect();
            format!("<w:tr>{cells}</w:tr>")
        })
        .collect();
    let body = paragraph(HEAD[0]) + &paragraph(&format!("（{year}年度）")) + "<w:tbl>" + &rows + "</w:tbl>";
    let xml = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", xml.as_bytes())])
}

#[test]
fn what_is_not_the_same_counts() {
    let folder = folder();
    let root = folder.path();
    let projects = |files: &[(&str, Vec<u8>)]| {
        fs::remove_dir_all(root.join("in")).expect("removed");
        fs::create_dir(root.join("in")).expect("made");
        files.iter().for_each(|(name, bytes)| fs::write(root.join("in").join(name), bytes).expect("written"));
        let table = jixiao(root, &["table", "in", "projects", "--csv"]);
        assert_eq!(table.code, 0, "{}", table.err);
        let rows: Vec<&str> = table.out.lines().skip(1).collect();
        (rows.len(), rows.iter().filter(|row| row.ends_with(',')).count())
    };
    let other = Form { project: "讲座", ..FORM };
    assert_eq!(projects(&[("a.docx", docx(&[FORM])), ("a.html", html(&[FORM]))]), (2, 1), "one paper");
    let both = projects(&[("a.docx", docx(&[FORM, other])), ("a.html", html(&[FORM]))]);
    assert_eq!(both, (3, 2), "a project of one of them alone counts");
    let spaced = Form { project: "展览 服务", ..FORM };
    assert_eq!(projects(&[("a.docx", docx(&[FORM])), ("a.html", html(&[spaced]))]), (2, 1), "a blank is no difference");
    assert_eq!(projects(&[("a.docx", docx(&[FORM, FORM]))]), (2, 2), "two projects of one name in one document");
    let twice = projects(&[("a.docx", docx(&[FORM, FORM])), ("a.html", html(&[FORM, FORM]))]);
    assert_eq!(twice, (4, 2), "both of them in another format");
    for (why, form) in [
        ("another unit", Form { unit: "某区图书馆", ..FORM }),
        ("other money", Form { money: ["80", "80", "71"], ..FORM }),
        ("another score", Form { score: "98", ..FORM }),
    ] {
        assert_eq!(projects(&[("a.docx", docx(&[FORM])), ("b.txt", text(&[form]))]), (2, 2), "{why}");
    }
}

#[test]
fn figures_of_accounts_in_two_documents_count_once() {
    let folder = folder();
    let root = folder.path();
    let rows = |root: &Path| {
        let table = jixiao(root, &["table", "in", "accounts", "--csv"]);
        assert_eq!(table.code, 0, "{}", table.err);
        let rows: Vec<&str> = table.out.lines().skip(1).collect();
        (rows.len(), rows.iter().filter(|row| row.ends_with(',')).count())
    };
    copy("tests/cases/checks/R26-breaks.txt", root, "in/a.txt");
    let once = rows(root);
    assert!(once.0 > 100 && once.0 == once.1, "{once:?}");
    // Another edition, by a blank line.
    let text = fs::read_to_string(root.join("in/a.txt")).expect("a text");
    fs::write(root.join("in/b.txt"), format!("{text}\n")).expect("written");
    let twice = rows(root);
    println!("figures of accounts: {once:?}, then {twice:?}");
    assert_eq!(twice, (2 * once.0, once.1));
    // Of a unit that nobody names nothing can be said.
    fs::remove_file(root.join("in/a.txt")).expect("removed");
    fs::remove_file(root.join("in/b.txt")).expect("removed");
    copy("tests/cases/documents/accounts.docx", root, "in/a.docx");
    copy("tests/cases/documents/accounts.xlsx", root, "in/a.xlsx");
    let nameless = rows(root);
    assert_eq!(nameless.0, nameless.1);
}
