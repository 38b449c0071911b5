//! The audit on a terminal: a paragraph a finding, grouped by document.

use super::audited::{Audited, reasons, rule_name, sentence, worst_first};
use crate::checks::Finding;
use crate::problem::Severity;
use crate::reports::report::severity;
use crate::values::{Lang, plain};

/// Every document with its findings, notes among them where `notes` asks for them. Nothing is
/// coloured; `mark` may wrap the word of a severity.
pub fn audit_text(documents: &[Audited], lang: Lang, notes: bool, mark: impl Fn(Severity, &str) -> String) -> String {
    let mut out = String::new();
    for document in worst_first(documents) {
        out += &format!("{}\n  {}\n", plain(&document.file), summary(document, lang));
        if let Some(problem) = &document.refused {
            out += &format!("  {}\n\n", plain(problem.message.in_lang(lang)));
            continue;
        }
        for (finding, excerpt) in document.ranked() {
            if finding.severity == Severity::Note && !notes {
                continue;
            }
            out.push('\n');
            out += &paragraph(finding, excerpt, lang, &mark);
        }
        let unchecked: Vec<String> = (document.report.tallies.iter())
            .filter(|(_, tally)| tally.unchecked() > 0)
            .map(|(code, tally)| format!("    {code} {}: {}\n", rule_name(code, lang), reasons(&tally.unchecked, lang)))
            .collect();
        if !unchecked.is_empty() {
            out += &format!("\n  {}\n{}", lang.pick("未能核对", "not checked"), unchecked.concat());
        }
        out.push('\n');
    }
    out
}

/// The last line: what all documents together gave.
pub(crate) fn audit_total(documents: &[Audited], lang: Lang) -> String {
    let count = |severity| documents.iter().map(|one| one.count(severity)).sum::<usize>();
    let consistent: u32 = documents.iter().map(|one| one.total().consistent).sum();
    let unchecked: u32 = documents.iter().map(|one| one.total().unchecked()).sum();
    let [errors, doubts, notes] = [Severity::Error, Severity::Doubt, Severity::Note].map(count);
    let files = documents.len();
    match lang {
        Lang::Zh => format!(
            "{files} 份文件：错误 {errors}，存疑 {doubts}，提示 {notes}；核对一致 {consistent}，未能核对 {unchecked}"
        ),
        Lang::En => format!(
            "{}: {}, {}, {}; {consistent} consistent, {unchecked} not checked",
            counted(files, "document"),
            counted(errors, "error"),
            counted(doubts, "doubt"),
            counted(notes, "note")
        ),
    }
}

fn summary(document: &Audited, lang: Lang) -> String {
    if document.refused.is_some() {
        return lang.pick("未读取", "not read").to_owned();
    }
    let total = document.total();
    let [errors, doubts, notes] =
        [Severity::Error, Severity::Doubt, Severity::Note].map(|severity| document.count(severity));
    let (consistent, unchecked, accepted) = (total.consistent, total.unchecked(), document.accepted());
    let mut text = match lang {
        Lang::Zh => format!("错误 {errors}，存疑 {doubts}，提示 {notes}；核对一致 {consistent}，未能核对 {unchecked}"),
        Lang::En => {
            format!(
                "{}, {}, {}; {consistent} consistent, {unchecked} not checked",
                counted(errors, "error"),
                counted(doubts, "doubt"),
                counted(notes, "note")
            )
        }
    };
    if accepted > 0 {
        text += lang.pick(&format!("；已认可 {accepted}"), &format!("; {accepted} accepted"));
    }
    text
}

fn paragraph(finding: &Finding, excerpt: Option<&str>, lang: Lang, mark: &impl Fn(Severity, &str) -> String) -> String {
    let word = mark(finding.severity, severity(finding.severity, lang));
    // The file stands above.
    let place = plain(&finding.place.within(lang)).into_owned();
    let mut out = format!("  {word} {} {}  {place}\n", finding.rule, rule_name(finding.rule, lang));
    out += &format!("    {}\n", plain(sentence(finding, lang)));
    let others = finding.figures.iter().skip(1).filter(|figure| figure.place != finding.place);
    let others: Vec<String> =
        others.map(|figure| format!("{} {} ({})", figure.name, figure.printed, figure.place.within(lang))).collect();
    if !others.is_empty() && others.len() <= 6 {
        out += &format!("    {}{}\n", lang.pick("依据：", "from: "), plain(&others.join(lang.pick("；", "; "))));
    }
    if let Some(excerpt) = excerpt {
        out += &format!("    {}\n", plain(excerpt));
    }
    if let Some(evidence) = &finding.accepted {
        out += &format!("    {}{}\n", lang.pick("已认可：", "accepted: "), plain(evidence));
    }
    out + &format!("    {}\n", finding.id)
}

/// `1 error`, `2 errors`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
