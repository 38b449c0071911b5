//! The report as Markdown: the headline, the charts, the tables short enough to be read, the
//! problems and the sources.

use super::headings::heading;
use super::report::{Report, severity};
use super::table::{Column, MOST_ROWS, Table};
use super::terminal::agreement_lines;
use crate::tables::cells::Cell;
use crate::values::{Lang, plain};

/// Rows up to which a table stands in the report; a longer one is named with its file.
const LONGEST: usize = 40;

/// The report in one language. Charts are linked as `charts/<kind>.<lang>.png` and tables as
/// `tables/<name>.csv`, relative to the report.
pub(crate) fn markdown(report: &Report, lang: Lang) -> String {
    let mut out = format!("# {}\n\n", escape(report.title(lang)));
    out += &rows(&report.headline.table, lang);
    if let Some((head, ends)) = report.headline.head_of_ends(lang).zip(report.headline.ends.as_ref()) {
        out += &format!("\n{}\n\n{}", escape(&head), rows(ends, lang));
    }
    if let Some(line) = report.headline.sentence(lang) {
        out += &format!("\n{}\n", escape(&line));
    }
    for line in report.agreements.iter().flat_map(|table| agreement_lines(table, lang)) {
        out += &format!("\n{}\n", escape(&line));
    }
    out += &format!("\n{}\n", escape(&report.checked.sentence(lang)));
    for line in report.outcomes.sentences(lang) {
        out += &format!("\n{}\n", escape(&line));
    }
    out += &format!("\n## {}\n", lang.pick("图", "Charts"));
    for picture in report.pictures(lang) {
        let file = format!("charts/{}.{}.png", picture.kind, lang.pick("zh", "en"));
        out += &format!("\n### {}\n\n![{}]({file})\n", escape(&picture.title), escape(&picture.alt));
    }
    out += &format!("\n## {}\n", lang.pick("表", "Tables"));
    for table in &report.analyses {
        out += &section(table, lang);
    }
    out + &findings(report, lang) + &problems(report, lang) + &sources(report, lang)
}

/// One table under its heading, or its file where it is long.
fn section(table: &Table, lang: Lang) -> String {
    let title = escape(heading(&table.name, lang));
    if table.rows.is_empty() {
        return format!("\n### {title}\n\n{}\n", lang.pick("无", "none"));
    }
    if table.height > LONGEST {
        let (n, name) = (table.height, &table.name);
        let rows = lang.pick("行", "rows");
        return format!("\n### {title}\n\n{n} {rows}: [`tables/{name}.csv`](tables/{name}.csv)\n");
    }
    format!("\n### {title}\n\n{}", rows(table, lang))
}

/// Findings that stand in the report one by one; all of them stand in their file.
const MOST_FINDINGS: usize = 100;

/// What the audit found, the worst first.
fn findings(report: &Report, lang: Lang) -> String {
    let mut out = format!("\n## {}\n\n", heading("findings", lang));
    if report.findings.is_empty() {
        return out + lang.pick("核对没有发现错误或存疑。\n", "The audit found no errors and no doubts.\n");
    }
    for finding in report.findings.iter().take(MOST_FINDINGS) {
        out += &format!(
            "- **{}** {} {}: {}\n",
            severity(finding.severity, lang),
            finding.rule,
            escape(&finding.place.in_lang(lang)),
            escape(finding.message.in_lang(lang))
        );
        if let Some(excerpt) = &finding.excerpt {
            out += &format!("\n  > {}\n\n", escape(excerpt));
        }
    }
    if let Some(said) = report.unquoted(MOST_FINDINGS) {
        out += &format!("\n{}\n", escape(said.in_lang(lang)));
    }
    let all = report.findings.len();
    out + &match lang {
        _ if all <= MOST_FINDINGS => String::new(),
        Lang::Zh => format!("\n显示 {all} 条中的 {MOST_FINDINGS} 条，完整内容见 `tables/findings.csv`\n"),
        Lang::En => format!("\nshown {MOST_FINDINGS} of {all}, the whole in `tables/findings.csv`\n"),
    }
}

/// The problems, a list item each.
fn problems(report: &Report, lang: Lang) -> String {
    let mut out = format!("\n## {}\n\n", heading("problems", lang));
    if report.problems.is_empty() {
        return out + lang.pick("没有发现读取问题。\n", "No problems were found in reading.\n");
    }
    for noted in report.problems.iter().take(MOST_ROWS) {
        let problem = &noted.problem;
        let word = severity(problem.severity, lang);
        out += &format!(
            "- **{word}** {}: {}\n",
            escape(&problem.place.in_lang(lang)),
            escape(problem.message.in_lang(lang))
        );
        if let Some(hint) = &problem.hint {
            out += &format!("  ({})\n", escape(hint.in_lang(lang)));
        }
    }
    out + &listed(report.problems.len(), "tables/problems.csv", lang)
}

/// Says that of `all` things no more than [`MOST_ROWS`] are listed.
fn listed(all: usize, file: &str, lang: Lang) -> String {
    match lang {
        _ if all <= MOST_ROWS => String::new(),
        Lang::Zh => format!("\n显示 {all} 条中的 {MOST_ROWS} 条，完整内容见 `{file}`\n"),
        Lang::En => format!("\nshown {MOST_ROWS} of {all}, the whole in `{file}`\n"),
    }
}

/// The documents that were read, with their checksums.
fn sources(report: &Report, lang: Lang) -> String {
    let mut out = format!("\n## {}\n\n", lang.pick("来源", "Sources"));
    for source in report.sources.iter().take(MOST_ROWS) {
        out += &format!("- {} (sha256 `{}`)\n", code(&source.file), source.sha256);
    }
    out += &listed(report.sources.len(), "manifest.json", lang);
    out + &format!("\n{} {}\n", escape(&report.tool), escape(&report.pipeline))
}

/// A table in pipes, figures to the right. A column written for the other language is left out.
fn rows(table: &Table, lang: Lang) -> String {
    let other = lang.pick("_en", "_zh");
    let kept: Vec<(usize, &Column)> =
        table.columns.iter().enumerate().filter(|(_, column)| !column.name.ends_with(other)).collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let rule = |column: &Column| if column.is_numeric() { "---:" } else { "---" }.to_owned();
    let mut out = line(kept.iter().map(|(_, column)| escape(heading(&column.name, lang))).collect());
    out += &line(kept.iter().map(|(_, column)| rule(column)).collect());
    for row in &table.rows {
        let shown = |(at, column): &(usize, &Column)| escape(&cell(&row[*at], column, lang));
        out += &line(kept.iter().map(shown).collect());
    }
    out
}

/// A cell as shown.
fn cell(value: &Cell, column: &Column, lang: Lang) -> String {
    column.shown(value, lang)
}

/// The name of a file, as code where no sign in it would end that.
fn code(file: &str) -> String {
    if file.contains('`') { escape(file) } else { format!("`{}`", plain(file)) }
}

/// `text` on one line, with the signs that mean something in Markdown made plain.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
