//! The page to explore: its data block says what the tables say, it stays small, and in a browser it
//! does what it promises. The browser is Debian's Chromium; where there is none the test says so.

use crate::program::{jixiao, repository};
use base64::Engine as _;
use flate2::read::GzDecoder;
use jixiao::pipeline::{Checked, Explored, Headline, Outcomes, Part, Report, Table, page};
use jixiao::tables::columns as names;
use jixiao::tables::frame::{Value, frame};
use jixiao::values::Lang;
use rust_decimal::Decimal;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

/// One column of a block, its cells as the CSV would print them; nothing where one is missing.
type Cells = BTreeMap<String, Vec<Option<String>>>;

/// The tables of the data block of `page`.
fn unpacked(page: &str) -> BTreeMap<String, Cells> {
    let begin = page.find("id=\"block\">").expect("a block") + "id=\"block\">".len();
    let packed = &page[begin..begin + page[begin..].find("</script>").expect("its end")];
    let packed = base64::engine::general_purpose::STANDARD.decode(packed).expect("base64");
    let mut bytes = Vec::new();
    GzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("gzip");
    let length = u32::from_le_bytes(bytes[..4].try_into().unwrap()) as usize;
    let header: serde_json::Value = serde_json::from_slice(&bytes[4..4 + length]).expect("JSON");
    let mut at = 4 + length;
    let mut tables = BTreeMap::new();
    for table in header["tables"].as_array().expect("tables") {
        let mut cells = Cells::new();
        for column in table["columns"].as_array().expect("columns") {
            let end = at + column["bytes"].as_u64().unwrap() as usize;
            let mut codes = Vec::new();
            while at < end {
                let (mut code, mut shift) = (0_u128, 0);
                loop {
                    code |= u128::from(bytes[at] & 0x7f) << shift;
                    (at, shift) = (at + 1, shift + 7);
                    if bytes[at - 1] < 0x80 {
                        break;
                    }
                }
                codes.push(code);
            }
            assert_eq!(codes.len() as u64, table["rows"].as_u64().unwrap(), "a cell a row");
            let shown = codes.into_iter().map(|code| cell(column, code)).collect();
            cells.insert(column["name"].as_str().unwrap().to_owned(), shown);
        }
        tables.insert(table["name"].as_str().unwrap().to_owned(), cells);
    }
    assert_eq!(at, bytes.len(), "nothing is left over");
    tables
}

/// What a code of `column` stands for.
fn cell(column: &serde_json::Value, code: u128) -> Option<String> {
    let at = code.checked_sub(1)?;
    Some(match column["kind"].as_str().unwrap() {
        "text" => column["dict"][at as usize].as_str().expect("in the dictionary").to_owned(),
        "flag" => (at == 1).to_string(),
        _ => {
            let whole = if at % 2 == 0 { (at / 2) as i128 } else { -((at / 2) as i128) - 1 };
            let scale = column["scale"].as_u64().unwrap_or(0) as u32;
            Decimal::try_from_i128_with_scale(whole, scale).expect("a decimal").normalize().to_string()
        }
    })
}

/// A CSV table as columns.
fn columns_of(path: &Path) -> Cells {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut cells: Cells = heads.iter().map(|head| (head.clone(), Vec::new())).collect();
    for row in reader.records() {
        for (head, text) in heads.iter().zip(row.unwrap().iter()) {
            cells.get_mut(head).unwrap().push((!text.is_empty()).then(|| text.to_owned()));
        }
    }
    cells
}

/// Whether two cells say the same: figures as figures, a ratio to nine decimals.
fn agree(one: &Option<String>, other: &Option<String>) -> bool {
    let figure = |text: &Option<String>| text.as_ref()?.parse::<f64>().ok();
    let exact = |text: &Option<String>| text.as_ref()?.parse::<Decimal>().ok();
    match (exact(one), exact(other)) {
        (Some(one), Some(other)) if other.scale() <= 9 => one == other,
        _ => match (figure(one), figure(other)) {
            (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * other.abs().max(1.0),
            _ => one == other,
        },
    }
}

#[test]
fn the_block_says_what_the_tables_say() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let out = folder.path().to_string_lossy().into_owned();
    let ran = jixiao(&repository(), &["run", "pipelines/fengtai-2020-2024.toml", "--out", &out]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = fs::read_to_string(folder.path().join("report.html")).expect("a page");
    let blocks = unpacked(&page);
    let (mut figures, mut tables) = (0, 0);
    for (name, block) in &blocks {
        let file = match name.strip_prefix("chart:") {
            Some(kind) => folder.path().join(format!("charts/{kind}.csv")),
            None => folder.path().join(format!("tables/{name}.csv")),
        };
        if name == "pictures" {
            let drawings = block["svg"].iter().map(|svg| svg.as_ref().expect("a drawing"));
            assert!(drawings.clone().count() == 8 && drawings.clone().all(|svg| svg.ends_with("</svg>")));
            let is_plain = |svg: &String| !svg.contains(|c: char| ('\u{2400}'..'\u{2440}').contains(&c));
            assert!(drawings.clone().all(is_plain), "no sign of a drawing was made plain");
            continue;
        }
        let mut table = columns_of(&file);
        if name == "findings" {
            let open: Vec<bool> = table["accepted"].iter().map(Option::is_none).collect();
            table.values_mut().for_each(|cells| {
                let mut open = open.iter();
                cells.retain(|_| *open.next().unwrap());
            });
        }
        for (column, cells) in block.iter().filter(|(column, _)| table.contains_key(*column)) {
            assert_eq!(cells.len(), table[column].len(), "{name}.{column}");
            for (row, (packed, stored)) in cells.iter().zip(&table[column]).enumerate() {
                assert!(agree(packed, stored), "{name}.{column}, row {row}: {packed:?} and {stored:?}");
                figures += usize::from(packed.as_ref().is_some_and(|text| text.parse::<Decimal>().is_ok()));
            }
        }
        tables += 1;
    }
    let ids = |table: &str| -> Vec<Option<String>> {
        let rows = &blocks[table]["project_row"];
        let of = |row: &Option<String>| {
            let row: usize = row.as_ref()?.parse().unwrap();
            let part = |name: &str| blocks["projects"][name][row].clone().unwrap();
            Some(format!("{}#{}", part("file"), part("ordinal")))
        };
        rows.iter().map(of).collect()
    };
    assert_eq!(ids("indicators"), columns_of(&folder.path().join("tables/indicators.csv"))["project_id"]);
    if let Some(told) = driven(&page, "told_of_pictures") {
        assert_eq!((&told["pictures"], &told["broken"]), (&8.into(), &0.into()), "{told:#}");
        assert_eq!(told["behind"], 8, "every picture has the table behind it");
    }
    println!("{tables} tables, {figures} figures stand in the page and in the tables alike; {} bytes", page.len());
    assert!(tables >= 30 && figures > 10_000, "{tables} tables, {figures} figures");
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
}

/// The next of a fixed row of numbers below `below`.
fn next(seed: &mut u64, below: u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) % below
}

/// Names that a document could bring to be obeyed.
const HOSTILE: [&str; 5] = [
    "<script>document.title='obeyed'</script>",
    "<img src=x onerror=\"document.title='obeyed'\">",
    "=cmd|'/c calc'!A0",
    "\"@SUM(1)\"",
    "\u{202e}费经\u{202c}",
];

/// A page of `count` made-up projects, the first of which have hostile names.
fn made_up(count: u32) -> Vec<u8> {
    let mut seed = 14;
    let (what, whose) =
        (["设备购置", "房屋修缮", "信息系统运维", "培训", "物业管理", "档案整理"], ["教育", "公安", "卫生", "水务"]);
    let columns = [
        names::FILE,
        names::LINE,
        names::YEAR,
        names::ORDINAL,
        names::PROJECT,
        names::DEPARTMENT_CANONICAL,
        names::UNIT_CANONICAL,
        names::INITIAL_WAN,
        names::ADJUSTED_WAN,
        names::EXECUTED_WAN,
        names::TOTAL_WEIGHT,
        names::TOTAL_SCORE,
        names::FORM,
        names::KIND,
        names::PURPOSE,
        names::DISPUTED,
    ];
    let row = |at: u32| {
        let (unit, year) = (at / 10 % 1_000, 2020 + at / 10_000);
        let project = match HOSTILE.get(at as usize) {
            Some(name) => (*name).to_owned(),
            None => format!("{}第{}批项目经费", what[next(&mut seed, 6) as usize], next(&mut seed, 900)),
        };
        let money = |seed: &mut u64| i128::from(next(seed, 900_000_000) + 1_000);
        let adjusted = money(&mut seed);
        let executed = adjusted * i128::from(500 + next(&mut seed, 501)) / 1_000;
        let exact = |whole: i128| Value::Exact(Decimal::try_from_i128_with_scale(whole, 6).ok());
        let initial = if next(&mut seed, 9) == 0 { Value::Exact(None) } else { exact(money(&mut seed)) };
        vec![
            Value::from(format!("raw/{year}/{unit:05}.txt")),
            Value::from(10 + at % 10 * 90),
            Value::Year(i32::try_from(year).ok()),
            Value::from(at % 10 + 1),
            Value::from(project),
            Value::from(format!("云川市{}局", whose[unit as usize % 4])),
            Value::from(format!("云川市{}{}中心", whose[unit as usize % 4], unit)),
            initial,
            exact(adjusted),
            exact(executed),
            exact(100_000_000),
            exact(i128::from(60 + next(&mut seed, 41)) * 1_000_000),
            Value::from("F1"),
            Value::from("education"),
            Value::from(["equipment", "premises", "training"][next(&mut seed, 3) as usize]),
            Value::Text((next(&mut seed, 50) == 0).then(|| "executed_wan".to_owned())),
        ]
    };
    let projects = frame(&columns, &(0..count).map(row).collect::<Vec<_>>()).expect("projects");
    let part = |columns: &[names::Column], rows: &[Vec<Value>]| Part {
        rows: frame(columns, rows).expect("a part"),
        height: rows.len(),
        cut: None,
    };
    let of = names::Column::order("project_row", ["项目", "Project"], ["", ""]);
    let indicator =
        |at: u32| vec![Value::from(at), Value::from(1_u32), Value::from(HOSTILE[at as usize % 5]), Value::from("≥95%")];
    let indicators: Vec<_> = (0..15_000.min(count)).map(indicator).collect();
    let explored = Explored {
        projects,
        indicators: part(&[of, names::ROW_INDICATOR, names::LEVEL3, names::TARGET], &indicators),
        findings: part(&[of, names::RULE, names::SEVERITY, names::FILE], &[]),
        charts: Vec::new(),
        words: BTreeMap::new(),
    };
    let report = Report {
        pipeline: "made-up".to_owned(),
        title_zh: "虚构".to_owned(),
        title_en: "made up".to_owned(),
        tool: "jixiao".to_owned(),
        headline: Headline {
            table: Table { name: "headline".to_owned(), columns: Vec::new(), rows: Vec::new(), height: 0 },
            behind: None,
            ends: None,
        },
        agreements: None,
        pictures: Vec::new(),
        analyses: Vec::new(),
        records: Vec::new(),
        problems: Vec::new(),
        findings: Vec::new(),
        sources: Vec::new(),
        outcomes: Outcomes::default(),
        checked: Checked::default(),
    };
    let mut out = Vec::new();
    page(&report, &explored, Lang::Zh, &mut out).expect("a page");
    out
}

#[test]
fn fifty_thousand_projects_are_less_than_three_megabytes() {
    let page = made_up(50_000);
    let left = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page-50000.html");
    fs::write(&left, &page).expect("written");
    println!("50,000 projects: {} bytes, to look at in {}", page.len(), left.display());
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    assert!(made_up(2_000) == made_up(2_000), "the same bytes every time");
    if let Some(told) = driven(&String::from_utf8(page).expect("text"), "told_of_filters") {
        assert_eq!(told["projects"], 50_000);
    }
}

#[test]
fn a_reader_finds_the_way_from_the_filter_to_the_line() {
    let page = String::from_utf8(made_up(2_000)).expect("text");
    assert!(HOSTILE[..2].iter().all(|name| !page.contains(name)), "no name is markup");
    let Some(told) = driven(&page, "told_of_filters") else { return };
    println!("{told:#}");
    assert_eq!(told["title"], "虚构", "no name is obeyed");
    assert_eq!((&told["projects"], &told["of_2020"]), (&2_000.into(), &2_000.into()));
    assert_eq!(told["rows_in_document"].as_u64().map(|rows| rows < 60), Some(true), "only rows in view");
    assert!(told["sum_exact"] == told["sum_shown"], "sums are exact");
    for promise in
        ["sorted", "drilled", "detail", "linked", "reopened", "chart_follows", "turned", "trusted_differs", "english"]
    {
        assert_eq!(told[promise], true, "{promise}");
    }
    assert_eq!(told["errors"], serde_json::json!([]));
}

/// What the page of `text` did when the driver's function called `how` drove it; nothing where there is
/// no Chromium.
fn driven(text: &str, how: &str) -> Option<serde_json::Value> {
    let browser = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|said| said.status.success()));
    let Some(browser) = browser else {
        println!("LEFT OUT: there is no Chromium here; `apt-get install -y chromium` brings it");
        return None;
    };
    let driver = format!("{}\ndrive({how});\n", include_str!("page_driver.js"));
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(driver.as_bytes()));
    // The driver is a second script: the policy of the page lets it in by its hash, and nothing else.
    let text = text.replacen("script-src 'sha256-", &format!("script-src 'sha256-{hash}' 'sha256-"), 1);
    let text = text.replace("</body>", &format!("<script>{driver}</script></body>"));
    let folder = tempfile::tempdir().expect("a temporary directory");
    let path = folder.path().join("page.html");
    fs::write(&path, text).expect("written");
    let profile = format!("--user-data-dir={}", folder.path().join("profile").display());
    let address = format!("file://{}", path.display());
    let switches = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1000"];
    let said = Command::new(browser)
        .args(switches)
        .args([&profile, "--virtual-time-budget=60000", "--dump-dom", &address])
        .output()
        .expect("it runs");
    let dom = String::from_utf8_lossy(&said.stdout);
    let begin = dom.find("id=\"driven\">").map(|at| at + "id=\"driven\">".len());
    let Some(begin) = begin else {
        panic!("the page did not come to an end: {}", String::from_utf8_lossy(&said.stderr))
    };
    let told = &dom[begin..begin + dom[begin..].find("</pre>").expect("its end")];
    let told = told.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    Some(serde_json::from_str(&told).expect("JSON"))
}

#[test]
fn every_word_of_the_script_is_in_both_languages() {
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let folder = repository().join("src/reports/page");
    let mut pairs = 0;
    for entry in fs::read_dir(folder).expect("the scripts") {
        let path = entry.expect("a file").path();
        let Some("js") = path.extension().and_then(|end| end.to_str()) else { continue };
        let text = fs::read_to_string(&path).expect("text");
        assert!(text.starts_with("// "), "{} opens with what it is", path.display());
        assert!(text.lines().count() <= 400, "{}", path.display());
        for forbidden in ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "fetch(", "document.write"] {
            assert!(!text.contains(forbidden), "{}: {forbidden}", path.display());
        }
        let is_words = path.ends_with("words.js");
        assert!(is_words || !is_chinese(&text), "{}: words stand in words.js", path.display());
        if is_words {
            let quoted: Vec<&str> =
                text[text.find("WORDS").unwrap()..text.find("\n};").unwrap()].split('\'').skip(1).step_by(2).collect();
            for pair in quoted.chunks(2) {
                assert!(pair.len() == 2 && !is_chinese(pair[1]) && !pair[1].is_empty(), "{pair:?}");
                assert_eq!(pair[0].matches('{').count(), pair[1].matches('{').count(), "{pair:?}");
                pairs += 1;
            }
        }
    }
    println!("{pairs} words in both languages");
    assert!(pairs > 80, "{pairs}");
}
