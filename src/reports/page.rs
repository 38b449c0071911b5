//! The report as one HTML page that needs nothing but itself: charts inlined, tables sortable and
//! filterable, no network (its own policy forbids it), readable in black and white on paper.
//!
//! Both languages stand in the page, marked by `lang`; a style rule shows one of them and two
//! buttons change which. Without scripts the page still reads, in the language it was made for.

use super::headings::heading;
use super::page_parts::{both, counts, escape, figure, problem as problem_item, source, table};
use super::report::{Report, Source};
use super::table::{MOST_ROWS, Table};
use super::terminal::agreement_lines;
use crate::charts::page_font;
use crate::problem::{Problem, Severity};
use crate::values::Lang;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page, opening in `lang`, with a font that holds the characters it uses.
///
/// # Errors
///
/// The compiled-in font cannot be cut.
pub(crate) fn page(report: &Report, lang: Lang) -> Result<String, Problem> {
    let code = lang.pick("zh", "en");
    let parts = [
        header(report),
        "<main>\n".to_owned(),
        headline(report),
        charts(report),
        tables("analyses", ("分析表", "Analyses"), &report.analyses),
        tables("records", ("记录", "Records"), &report.records),
        findings(report),
        problems(report),
        sources(report),
        "</main>\n".to_owned(),
    ];
    let body = parts.concat();
    let head = head(report, lang, &page_font(&[&body, STYLE])?);
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\" data-show=\"{code}\">\n{head}<body>\n{body}\
         <script>{SCRIPT}</script>\n</body>\n</html>\n"
    ))
}

/// The head: nothing may be fetched, and no script may run but the one in the page.
fn head(report: &Report, lang: Lang, font: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(SCRIPT.as_bytes()));
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

/// Every chart in both languages.
fn charts(report: &Report) -> String {
    let mut out = section_start("charts", ("图", "Charts"));
    out += &report.pictures.iter().map(figure).collect::<String>();
    out + "</section>\n"
}

/// Tables that fold, each with its own filter.
fn tables(id: &str, title: (&str, &str), tables: &[Table]) -> String {
    let mut out = section_start(id, title);
    for one in tables {
        let name = both(heading(&one.name, Lang::Zh), heading(&one.name, Lang::En));
        out += &format!(
            "<details id=\"table-{0}\"><summary>{name} <span class=\"rows\">{1}</span></summary>\n\
             <p class=\"tools\"><label>{2} <input type=\"search\"></label> <span class=\"found\" aria-live=\"polite\"></span> \
             <code>tables/{0}.csv</code></p>\n{3}{4}</details>\n",
            escape(&one.name),
            one.height,
            both("筛选", "Filter"),
            table(one),
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

/// Says that of `all` things no more than [`MOST_ROWS`] are listed.
fn listed(all: usize, file: &str) -> String {
    if all <= MOST_ROWS {
        return String::new();
    }
    let zh = format!("显示 {all} 条中的 {MOST_ROWS} 条，完整内容见 {file}");
    let en = format!("shown {MOST_ROWS} of {all}, the whole in {file}");
    format!("<p class=\"cut\">{}</p>\n", both(&zh, &en))
}

/// What the audit found, the worst first.
fn findings(report: &Report) -> String {
    let mut out = section_start("findings", (heading("findings", Lang::Zh), heading("findings", Lang::En)));
    if report.findings.is_empty() {
        out += &format!("<p>{}</p>\n", both("核对没有发现错误或存疑。", "The audit found no errors and no doubts."));
    } else {
        out += "<ol class=\"problems\">\n";
        out += &report.findings.iter().take(MOST_ROWS).map(problem_item).collect::<String>();
        out += "</ol>\n";
        out += &listed(report.findings.len(), "tables/findings.csv");
        let told = report
            .unquoted(MOST_ROWS)
            .map(|said| format!("<p class=\"cut\">{}</p>\n", both(said.in_lang(Lang::Zh), &said.en)));
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
        out += &listed(report.problems.len(), "tables/problems.csv");
    }
    out + "</section>\n"
}

/// The documents and their checksums.
fn sources(report: &Report) -> String {
    let mut out = section_start("sources", ("来源", "Sources"));
    out += "<ul class=\"sources\">\n";
    out += &report.sources.iter().take(MOST_ROWS).map(source).collect::<String>();
    out += "</ul>\n";
    out += &listed(report.sources.len(), "manifest.json");
    let total = counts(report.sources.iter().map(|source| source.counts));
    let made = format!("{} · {}", escape(&report.tool), escape(&report.pipeline));
    out + &format!("<p>{total}</p>\n<p class=\"made\">{made}</p>\n</section>\n")
}

/// Opens a section under its heading.
fn section_start(id: &str, title: (&str, &str)) -> String {
    format!("<section id=\"{id}\">\n<h2>{}</h2>\n", both(title.0, title.1))
}
