//! Places: no two figures of a document stand on one, in any format, and what stands at the place of a
//! figure is that figure.

use jixiao::documents::{Block, Document};
use jixiao::records::{Labels, Of, Printed, Reading};
use jixiao::values::{Lang, Place, half_width};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folders of fixtures and of published documents; those beside the repository are left out where they
/// are not at hand.
const FOLDERS: [&str; 5] = ["tests/cases", "data/raw", "../shared/documents", "../shared/cases", "../shared/seeds"];

/// How many figures the fixtures of the repository alone print in each format, at least.
const FIGURES: [(&str, usize); 8] = [
    ("doc", 300),
    ("docx", 1_500),
    ("html", 1_500),
    ("ods", 100),
    ("pdf", 800),
    ("text", 3_000),
    ("xls", 100),
    ("xlsx", 1_500),
];

/// Every file below [`FOLDERS`].
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = FOLDERS.map(|name| root.join(name)).into();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// How many things of a kind stand in the documents of a format, and what is wrong with their places.
#[derive(Default)]
struct Count {
    all: usize,
    shared: usize,
    /// Figures at whose place something else stands.
    astray: usize,
}

/// The figures of a reading, each once: the row of totals prints those of its project.
fn figures(reading: &Reading) -> Vec<&Printed> {
    let same = |one: &Printed, other: &Printed| {
        matches!(other.of, Of::Funding(_))
            && (&one.place, one.field, &one.text) == (&other.place, other.field, &other.text)
    };
    let told = |printed: &Printed| {
        matches!(printed.of, Of::Project(_)) && reading.printed.iter().any(|other| same(printed, other))
    };
    reading.printed.iter().filter(|printed| !told(printed)).collect()
}

/// The things of every kind in a reading: their places, and words for them.
fn kinds(reading: &Reading) -> [(&'static str, Vec<(&Place, String)>); 6] {
    let figure = |printed: &&Printed| format!("{:?} {:?} {}", printed.of, printed.field, printed.text);
    let name = |name: &Option<String>| name.clone().unwrap_or_default();
    [
        ("figures", figures(reading).iter().map(|one| (&one.place, figure(one))).collect()),
        ("projects", reading.projects.iter().map(|one| (&one.place, name(&one.project))).collect()),
        ("funding", reading.funding.iter().map(|one| (&one.place, one.label.clone())).collect()),
        ("indicators", reading.indicators.iter().map(|one| (&one.place, name(&one.level3))).collect()),
        ("accounts", reading.accounts.iter().map(|one| (&one.place, one.label.clone())).collect()),
        ("unclaimed", reading.coverage.unclaimed.iter().map(|(place, text)| (place, text.clone())).collect()),
    ]
}

/// The texts of a document by line, paragraph or cell, each with the character it begins at.
fn texts(document: &Document) -> BTreeMap<Place, Vec<(u32, &str)>> {
    let mut found: BTreeMap<Place, Vec<(u32, &str)>> = BTreeMap::new();
    let mut add = |spot, text| {
        let place: Place = document.source.place(spot);
        let at = place.character.unwrap_or(1);
        found.entry(Place { character: None, ..place }).or_default().push((at, text));
    };
    for block in &document.blocks {
        match block {
            Block::Line(line) => add(line.spot, line.text.as_str()),
            Block::Grid(grid) => {
                grid.rows.iter().flat_map(|row| &row.cells).for_each(|cell| add(cell.spot, cell.text.as_str()));
            }
        }
    }
    found
}

/// Whether the figure is what stands at its place: its first sign stands there.
fn stands_there(printed: &Printed, texts: &BTreeMap<Place, Vec<(u32, &str)>>) -> bool {
    let at = printed.place.character.unwrap_or(1);
    let cell = Place { character: None, ..printed.place.clone() };
    let Some(texts) = texts.get(&cell) else { return false };
    let first = |text: &str| half_width(text).chars().find(|c| !c.is_whitespace());
    // Signs before a number say which way it goes, and are told apart from it.
    let bare = printed.text.trim_start_matches('-');
    texts.iter().filter(|(from, _)| *from <= at).any(|(from, text)| {
        let behind: String = text.chars().skip((at - from) as usize).collect();
        first(behind.trim_start_matches('-')) == first(bare)
    })
}

/// Figures that a sentence gives to two items at once.
const EACH: usize = 12;

/// Whether the paper prints one figure for two items: 收、支总计各增加100万元, 收支较上年增加100万元.
fn is_of_each(whats: &[String], place: &Place, texts: &BTreeMap<Place, Vec<(u32, &str)>>) -> bool {
    let bare = |what: &String| what.split_once(' ').map(|(_, rest)| rest.to_owned());
    let same = whats.iter().all(|what| what.starts_with("Account(") && bare(what) == bare(&whats[0]));
    let cell = Place { character: None, ..place.clone() };
    same && texts
        .get(&cell)
        .is_some_and(|texts| texts.iter().any(|(_, text)| text.contains('各') || text.contains("收支")))
}

#[test]
fn no_two_figures_of_a_document_stand_on_one_place() {
    let labels = Labels::built_in().expect("the dictionaries are valid");
    let mut counts: BTreeMap<(&'static str, &'static str), Count> = BTreeMap::new();
    let (mut wrong, mut each) = (Vec::new(), 0);
    for path in files() {
        let (bytes, name) = (std::fs::read(&path).unwrap(), path.display().to_string());
        let Ok(document) = jixiao::documents::read(&name, &bytes) else { continue };
        let reading = jixiao::records::read(&document, &labels);
        let texts = texts(&document);
        for (kind, things) in kinds(&reading) {
            let count = counts.entry((document.format, kind)).or_default();
            let mut by_place: BTreeMap<&Place, Vec<String>> = BTreeMap::new();
            things.into_iter().for_each(|(place, what)| by_place.entry(place).or_default().push(what));
            for (place, whats) in by_place {
                count.all += whats.len();
                if whats.len() == 2 && is_of_each(&whats, place, &texts) {
                    each += whats.len();
                } else if whats.len() > 1 {
                    count.shared += whats.len();
                    wrong.push(format!("{place}: {kind} {whats:?}"));
                }
            }
        }
        for printed in figures(&reading).into_iter().filter(|printed| !stands_there(printed, &texts)) {
            counts.entry((document.format, "figures")).or_default().astray += 1;
            wrong.push(format!(
                "{}: {:?} {:?} {} stands elsewhere",
                printed.place, printed.of, printed.field, printed.text
            ));
        }
    }
    println!("format     kind          all  sharing  astray");
    for ((format, kind), Count { all, shared, astray }) in &counts {
        println!("{format:<10} {kind:<10} {all:>6} {shared:>8} {astray:>7}");
    }
    println!("{each} figures are of two items each, as their sentences say");
    println!("{}", wrong.join("\n"));
    assert!(each <= EACH, "{each} figures of two items, more than {EACH}");
    for (format, least) in FIGURES {
        let all = counts.get(&(format, "figures")).map_or(0, |count| count.all);
        assert!(all >= least, "{format}: {all} figures, expected {least}");
    }
    assert!(wrong.is_empty(), "{} places are wrong", wrong.len());
}

#[test]
fn a_place_is_told_in_two_languages() {
    let form = Place { table: Some(3), row: Some(4), column: Some(9), ..Place::file("form.docx") };
    assert_eq!(form.to_string(), "form.docx, table 3, row 4, column 9");
    assert_eq!(form.in_lang(Lang::Zh), "form.docx，第3个表，第4行，第9列");
    let prose = Place { paragraph: Some(12), character: Some(20), ..Place::file("report.docx") };
    assert_eq!(prose.to_string(), "report.docx, paragraph 12, character 20");
    assert_eq!(prose.in_lang(Lang::Zh), "report.docx，第12段，第20字");
    let cell = Place { sheet: Some("自评表".into()), row: Some(5), column: Some(3), ..Place::file("a.xlsx") };
    assert_eq!(cell.in_lang(Lang::Zh), "a.xlsx，工作表自评表，第5行，第3列");
    assert_eq!(cell.within(Lang::En), "sheet 自评表, row 5, column 3");
    let page = Place { page: Some(2), table: Some(1), row: Some(7), ..Place::file("a.pdf") };
    assert_eq!(page.in_lang(Lang::Zh), "a.pdf，第2页，第1个表，第7行");
    assert_eq!(Place::file("a.txt").in_lang(Lang::Zh), "a.txt");
    assert!(
        Place { column: Some(1), ..form.clone() }.shares_line(&form)
            && Place { row: Some(3), ..form.clone() }.is_above(&form)
    );
    assert!(!Place { table: Some(2), ..form.clone() }.shares_line(&form));
}
