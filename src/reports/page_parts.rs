//! The parts of the page: texts in two languages, tables, figures, problems, sources.

use super::headings::heading;
use super::report::{Counts, Found, Noted, Picture, Source, severity};
use super::table::{Column, Table};
use crate::problem::{Said, Severity};
use crate::tables::cells::Cell;
use crate::values::{Lang, Place, plain};

/// `text` with the signs that mean something in HTML, or that a browser obeys unseen, made plain, for
/// text and quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A text in both languages, one of which the page shows; once where they are the same.
pub(super) fn both(zh: &str, en: &str) -> String {
    if zh == en {
        return escape(zh);
    }
    format!("<span lang=\"zh\">{}</span><span lang=\"en\">{}</span>", escape(zh), escape(en))
}

/// A table whose columns sort by a button in their heading.
pub(super) fn table(table: &Table) -> String {
    let mut out =
        format!("<div class=\"scroll\" tabindex=\"0\"><table data-name=\"{}\">\n<thead><tr>", escape(&table.name));
    for column in &table.columns {
        let (zh, en) = (heading(&column.name, Lang::Zh), heading(&column.name, Lang::En));
        let words = match language(column) {
            Some(Lang::Zh) => escape(zh),
            Some(Lang::En) => escape(en),
            None => both(zh, en),
        };
        out += &format!("<th scope=\"col\"{}><button type=\"button\">{words}</button></th>", marks(column));
    }
    out += "</tr></thead>\n<tbody>\n";
    for row in &table.rows {
        out += "<tr>";
        out += &table.columns.iter().zip(row).map(|(column, value)| cell(column, value)).collect::<String>();
        out += "</tr>\n";
    }
    out + "</tbody>\n</table></div>\n"
}

/// One cell; a figure that is shown rounded carries its exact value for sorting.
fn cell(column: &Column, value: &Cell) -> String {
    let (zh, en) = (column.shown(value, Lang::Zh), column.shown(value, Lang::En));
    let exact = match value {
        Cell::Number(number) if number.to_string() != zh => format!(" data-v=\"{number}\""),
        Cell::Missing if column.is_numeric() => " class=\"n missing\"".to_owned(),
        Cell::Missing => " class=\"missing\"".to_owned(),
        _ => String::new(),
    };
    let marks = if *value == Cell::Missing { String::new() } else { marks(column) };
    let text = if language(column).is_some() { escape(&zh) } else { both(&zh, &en) };
    format!("<td{marks}{exact}>{text}</td>")
}

/// The attributes of a column's cells: figures to the right, words of one language with it.
fn marks(column: &Column) -> String {
    match language(column) {
        Some(lang) => format!(" class=\"words\" lang=\"{}\"", lang.pick("zh", "en")),
        None if column.is_numeric() => " class=\"n\"".to_owned(),
        None if column.name == "location" || column.name == "file" => " class=\"file\"".to_owned(),
        None => String::new(),
    }
}

/// The language a column is written in, where its name says so.
fn language(column: &Column) -> Option<Lang> {
    [Lang::Zh, Lang::En].into_iter().find(|lang| column.name.ends_with(lang.pick("_zh", "_en")))
}

/// A drawing without its XML declaration and doctype, which may not stand inside a page.
pub(super) fn bare(svg: &str) -> &str {
    svg.find("<svg").map_or("", |at| &svg[at..])
}

/// One chart. Its title stands in the drawing, so the heading is for readers who only hear the page.
pub(super) fn figure(picture: &Picture) -> String {
    let lang = picture.lang.pick("zh", "en");
    let kind = escape(picture.kind);
    let svg = bare(&picture.svg);
    format!(
        "<figure class=\"picture\" data-kind=\"{kind}\" lang=\"{lang}\" id=\"{kind}-{lang}\"><h3 class=\"heard\">{}</h3>\n{svg}\n<figcaption><code>{kind}.{lang}.svg</code></figcaption></figure>\n",
        escape(&picture.title)
    )
}

/// One problem with the line it stands on.
pub(super) fn problem(noted: &Noted) -> String {
    let problem = &noted.problem;
    let mut out = item(problem.severity, &problem.place, &problem.message);
    out += &quoted(noted.excerpt.as_deref());
    if let Some(hint) = &problem.hint {
        out += &format!("<p class=\"hint\">{}: {}</p>", both("办法", "hint"), told(hint));
    }
    out + "</li>\n"
}

/// One thing that the audit found.
pub(super) fn found(found: &Found) -> String {
    item(found.severity, &found.place, &found.message) + &quoted(found.excerpt.as_deref()) + "</li>\n"
}

/// The line of the document, where there is one.
fn quoted(excerpt: Option<&str>) -> String {
    excerpt.map_or_else(String::new, |excerpt| format!("<pre>{}</pre>", escape(excerpt)))
}

/// An item of a list of what is wrong, still open.
fn item(how_bad: Severity, place: &Place, message: &Said) -> String {
    let class = match how_bad {
        Severity::Error => "error",
        Severity::Doubt => "doubt",
        Severity::Note => "note",
    };
    let word = both(severity(how_bad, Lang::Zh), severity(how_bad, Lang::En));
    let place = both(&place.in_lang(Lang::Zh), &place.in_lang(Lang::En));
    format!("<li class=\"{class}\"><p><b>{word}</b> <code>{place}</code>: {}</p>", told(message))
}

fn told(said: &Said) -> String {
    both(said.in_lang(Lang::Zh), said.in_lang(Lang::En))
}

/// One document with its checksum and what was read from it.
pub(super) fn source(source: &Source) -> String {
    let read = counts([source.counts]);
    format!(
        "<li><code>{}</code><br>{read}<br><code class=\"sum\">sha256 {}</code></li>\n",
        escape(&source.file),
        escape(&source.sha256)
    )
}

/// What was read from one or several documents, in words.
pub(super) fn counts(counts: impl IntoIterator<Item = Counts>) -> String {
    let mut sum = Counts::default();
    for one in counts {
        sum.projects += one.projects;
        sum.funding += one.funding;
        sum.indicators += one.indicators;
        sum.accounts += one.accounts;
    }
    let Counts { projects, funding, indicators, accounts } = sum;
    both(
        &format!("{projects} 个项目，{funding} 行资金，{indicators} 项指标，{accounts} 个决算数"),
        &format!(
            "{projects} projects, {funding} funding rows, {indicators} indicators, {accounts} figures of accounts"
        ),
    )
}
