//! The report as one HTML page that needs nothing but itself: charts inlined, tables sortable and
//! filterable, no network (its own policy forbids it), readable in black and white on paper.
//!
//! Both languages stand in the page, marked by `lang`; a style rule shows one of them and two
//! buttons change which. Without scripts the page still reads, in the language it was made for.

mod block;
mod explored;

use self::block::{Block, unwritten};
use self::explored::put_table;
use super::headings::heading;
use super::page_parts::{bare, both, counts, escape, figure, found, problem as problem_item, source, table};
use super::report::{Picture, Report, Source};
use super::table::{Column, MOST_ROWS, Table};
use super::terminal::agreement_lines;
use crate::charts::page_font;
use crate::problem::{Problem, Said, Severity};
use crate::tables::cells::Cell;
use crate::values::Lang;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};
use std::io::Write;

pub use self::block::Words;
pub use self::explored::{Explored, Part};

const STYLE: &str = include_str!("page/page.css");
const SCRIPT: [&str; 10] = [
    include_str!("page/words.js"),
    include_str!("page/data.js"),
    include_str!("page/state.js"),
    include_str!("page/figures.js"),
    include_str!("page/dom.js"),
    include_str!("page/grid.js"),
    include_str!("page/draw.js"),
    include_str!("page/detail.js"),
    include_str!("page/explore.js"),
    include_str!("page/main.js"),
];

/// Where the script puts what is explored; without scripts it says what is there instead.
const EXPLORE: &str = include_str!("page/explore.html");

/// Findings and documents that stand in the page as text; all of them are among what is explored.
const MOST_LISTED: usize = 100;

/// Characters of names and texts up to which the page's font holds them; beyond, the reader's own font
/// shows them, since two faces of thousands of characters would be most of the page.
const MOST_CHARS: usize = 1_200;

/// Writes the page, opening in `lang`, with its data and a font that holds the characters it shows.
///
/// # Errors
///
/// The compiled-in font cannot be cut, a table cannot be read, or `out` refuses.
pub fn page(report: &Report, explored: &Explored, lang: Lang, out: &mut impl Write) -> Result<(), Problem> {
    let mut block = Block::new(&explored.words);
    explored.put(&mut block)?;
    for table in report.analyses.iter().chain(records(report)) {
        put_table(&mut block, &table.name, table)?;
    }
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    put_table(&mut block, "pictures", &pictures(report, other))?;
    let code = lang.pick("zh", "en");
    let parts = [
        header(report),
        "<main>\n".to_owned(),
        headline(report),
        charts(report, lang),
        EXPLORE.to_owned(),
        tables("analyses", ("分析表", "Analyses"), report.analyses.iter()),
        tables("records", ("记录", "Records"), records(report)),
        findings(report),
        problems(report),
        sources(report),
        "</main>\n".to_owned(),
    ];
    let body = parts.concat();
    let script = script();
    let names: String = if block.chars.len() > MOST_CHARS { String::new() } else { block.chars.iter().collect() };
    let head = head(report, lang, &page_font(&[&body, STYLE, &script, &names])?, &script);
    let write = |out: &mut dyn Write, text: &str| out.write_all(text.as_bytes()).map_err(|error| unwritten(&error));
    write(out, &format!("<!DOCTYPE html>\n<html lang=\"{code}\" data-show=\"{code}\">\n{head}<body>\n{body}"))?;
    write(out, "<script type=\"application/octet-stream\" id=\"block\">")?;
    block.write(&told(report, explored), out)?;
    write(out, &format!("</script>\n<script>{script}</script>\n</body>\n</html>\n"))
}

/// The tables of records that are not among those to explore.
fn records(report: &Report) -> impl Iterator<Item = &Table> {
    report.records.iter().filter(|table| !["projects", "indicators", "findings"].contains(&table.name.as_str()))
}

/// The one script: its parts in the order in which they need each other.
fn script() -> String {
    format!("(() => {{\n'use strict';\n{}}})();\n", SCRIPT.concat())
}

/// The charts in the language that the page does not open in, as a table.
fn pictures(report: &Report, lang: Lang) -> Table {
    let cells = |picture: &Picture| {
        // A text of a table is one line.
        let svg = bare(&picture.svg).trim_end().replace('\n', " ");
        [picture.kind.to_owned(), picture.title.clone(), svg].map(Cell::Text).to_vec()
    };
    let rows: Vec<Vec<Cell>> = report.pictures(lang).map(cells).collect();
    let columns = ["kind", "title", "svg"].map(Column::named).to_vec();
    Table { name: "pictures".to_owned(), columns, height: rows.len(), rows }
}

/// What the script needs to know beside the tables.
fn told(report: &Report, explored: &Explored) -> Json {
    let words = |said: &Option<Said>| {
        said.as_ref().map(|said| [said.in_lang(Lang::Zh), said.in_lang(Lang::En)].map(str::to_owned))
    };
    json!({
        "trusted": report.checked.trusted,
        "pipeline": report.pipeline,
        "cuts": {"indicators": words(&explored.indicators.cut), "findings": words(&explored.findings.cut)},
        "rules": explored.words.get("rules"),
    })
}

/// The head: nothing may be fetched, and no script may run but the one in the page.
fn head(report: &Report, lang: Lang, font: &str, script: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(script.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; img-src data:; font-src data:; \
         base-uri 'none'; form-action 'none'"
    );
    let title = escape(report.title(lang));
    format!(
        "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{font}\n{STYLE}</style>\n</head>\n"
    )
}

/// Title, what was read, language buttons and contents.
fn header(report: &Report) -> String {
    let errors = report.problems_of(Severity::Error);
    let doubts = report.problems_of(Severity::Doubt);
    let documents = report.sources.len();
    // What two documents say both is counted once, here as everywhere.
    let left_out = &report.outcomes.left_out;
    let sum = |count: fn(&Source) -> usize| report.sources.iter().map(count).sum::<usize>();
    let projects = sum(|source| source.counts.projects).saturating_sub(left_out.projects());
    let indicators = sum(|source| source.counts.indicators).saturating_sub(left_out.indicators());
    let about = both(
        &format!("{documents} 份文件，{projects} 个项目，{indicators} 项指标；读取错误 {errors}，存疑 {doubts}"),
        &format!(
            "{documents} documents, {projects} projects, {indicators} indicators; {errors} errors, {doubts} doubts in reading"
        ),
    );
    let title = both(&report.title_zh, &report.title_en);
    let links = [
        ("headline", heading("headline", Lang::Zh), heading("headline", Lang::En)),
        ("charts", "图", "Charts"),
        ("explore", "查询", "Explore"),
        ("analyses", "分析表", "Analyses"),
        ("records", "记录", "Records"),
        ("findings", heading("findings", Lang::Zh), heading("findings", Lang::En)),
        ("problems", "读取问题", "Problems"),
        ("sources", "来源", "Sources"),
    ];
    let links: String = links.iter().map(|(id, zh, en)| format!("<a href=\"#{id}\">{}</a>\n", both(zh, en))).collect();
    format!(
        "<header>\n<div class=\"bar\"><nav>\n{links}</nav>\n<div class=\"langs\" role=\"group\" aria-label=\"语言 Language\">\
         <button type=\"button\" data-set-lang=\"zh\" lang=\"zh\">中文</button>\
         <button type=\"button\" data-set-lang=\"en\" lang=\"en\">English</button></div></div>\n\
         <h1>{title}</h1>\n<p class=\"about\">{about}</p>\n</header>\n"
    )
}

/// The headline table and the line that compares forms with accounts.
fn headline(report: &Report) -> String {
    let mut out = section_start("headline", ("要点", "Headline"));
    out += &table(&report.headline.table);
    if let Some((zh, en)) = report.headline.sentence(Lang::Zh).zip(report.headline.sentence(Lang::En)) {
        out += &format!("<p>{}</p>\n", both(&zh, &en));
    }
    let heads = report.headline.head_of_ends(Lang::Zh).zip(report.headline.head_of_ends(Lang::En));
    if let Some(((zh, en), ends)) = heads.zip(report.headline.ends.as_ref()) {
        out += &format!("<p>{}</p>\n{}", both(&zh, &en), table(ends));
    }
    out += &format!("<h3 id=\"sure\">{}</h3>\n", both("数据是否可靠", "How sure this is"));
    if let Some(rows) = &report.agreements {
        let lines = agreement_lines(rows, Lang::Zh).into_iter().zip(agreement_lines(rows, Lang::En));
        out += &lines.map(|(zh, en)| format!("<p>{}</p>\n", both(&zh, &en))).collect::<String>();
    }
    let checked = &report.checked;
    out += &format!("<p>{}</p>\n", both(&checked.sentence(Lang::Zh), &checked.sentence(Lang::En)));
    let outcomes = &report.outcomes;
    for (zh, en) in outcomes.sentences(Lang::Zh).iter().zip(&outcomes.sentences(Lang::En)) {
        out += &format!("<p class=\"outcome\">{}</p>\n", both(zh, en));
    }
    out + "</section>\n"
}

/// Every chart in `lang`; the script has those in the other language.
fn charts(report: &Report, lang: Lang) -> String {
    let mut out = section_start("charts", ("图", "Charts"));
    out += &report.pictures(lang).map(figure).collect::<String>();
    out + "</section>\n"
}

/// Tables that fold; the script fills one when it is opened.
fn tables<'a>(id: &str, title: (&str, &str), tables: impl Iterator<Item = &'a Table>) -> String {
    let mut out = section_start(id, title);
    for one in tables {
        let name = both(heading(&one.name, Lang::Zh), heading(&one.name, Lang::En));
        out += &format!(
            "<details class=\"table\" data-table=\"{0}\"><summary>{name} <span class=\"rows\">{1}</span></summary>\n\
             <p class=\"tools\"><code>tables/{0}.csv</code></p>\n{2}</details>\n",
            escape(&one.name),
            one.height,
            cut(one)
        );
    }
    out + "</section>\n"
}

/// Says that not all rows of `table` are shown.
fn cut(table: &Table) -> String {
    let words = table.cut(Lang::Zh).zip(table.cut(Lang::En));
    words.map_or_else(String::new, |(zh, en)| format!("<p class=\"cut\">{}</p>\n", both(&zh, &en)))
}

/// Says that of `all` things no more than `most` are listed.
fn listed(all: usize, most: usize, file: &str) -> String {
    if all <= most {
        return String::new();
    }
    let zh = format!("显示 {all} 条中的 {most} 条，完整内容见 {file}");
    let en = format!("shown {most} of {all}, the whole in {file}");
    format!("<p class=\"cut\">{}</p>\n", both(&zh, &en))
}

/// What the audit found, the worst first.
fn findings(report: &Report) -> String {
    let mut out = section_start("findings", (heading("findings", Lang::Zh), heading("findings", Lang::En)));
    if report.findings.is_empty() {
        out += &format!("<p>{}</p>\n", both("核对没有发现错误或存疑。", "The audit found no errors and no doubts."));
    } else {
        out += "<ol class=\"problems\">\n";
        out += &report.findings.iter().take(MOST_LISTED).map(found).collect::<String>();
        out += "</ol>\n";
        out += &listed(report.findings.len(), MOST_LISTED, "tables/findings.csv");
        let told = report.unquoted(MOST_LISTED);
        let told = told.map(|said| format!("<p class=\"cut\">{}</p>\n", both(said.in_lang(Lang::Zh), &said.en)));
        out += &told.unwrap_or_default();
    }
    out + "</section>\n"
}

/// What is wrong, with the lines it stands on.
fn problems(report: &Report) -> String {
    let mut out = section_start("problems", ("读取问题", "Problems"));
    if report.problems.is_empty() {
        out += &format!("<p>{}</p>\n", both("没有发现读取问题。", "No problems were found in reading."));
    } else {
        out += "<ol class=\"problems\">\n";
        out += &report.problems.iter().take(MOST_ROWS).map(problem_item).collect::<String>();
        out += "</ol>\n";
        out += &listed(report.problems.len(), MOST_ROWS, "tables/problems.csv");
    }
    out + "</section>\n"
}

/// The documents and their checksums.
fn sources(report: &Report) -> String {
    let mut out = section_start("sources", ("来源", "Sources"));
    out += "<ul class=\"sources\">\n";
    out += &report.sources.iter().take(MOST_LISTED).map(source).collect::<String>();
    out += "</ul>\n";
    out += &listed(report.sources.len(), MOST_LISTED, "manifest.json");
    let total = counts(report.sources.iter().map(|source| source.counts));
    let made = format!("{} · {}", escape(&report.tool), escape(&report.pipeline));
    out + &format!("<p>{total}</p>\n<p class=\"made\">{made}</p>\n</section>\n")
}

/// Opens a section under its heading.
fn section_start(id: &str, title: (&str, &str)) -> String {
    format!("<section id=\"{id}\">\n<h2>{}</h2>\n", both(title.0, title.1))
}
