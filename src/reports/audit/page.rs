//! The audit as one HTML page that needs nothing but itself and reads in black and white on paper.

use super::audited::{Audited, reasons, rule_name, sentence, worst_first};
use super::terminal::audit_total;
use crate::charts::page_font;
use crate::checks::Finding;
use crate::problem::{Problem, Severity};
use crate::reports::page_parts::{both, escape};
use crate::reports::report::severity;
use crate::values::Lang;

const STYLE: &str = include_str!("page.css");

/// The page, in `lang`, with a font that holds the characters it uses.
///
/// # Errors
///
/// The compiled-in font cannot be cut.
pub fn audit_page(documents: &[Audited], lang: Lang) -> Result<String, Problem> {
    let title = lang.pick("数据核对报告", "Audit of the figures");
    let mut body = format!("<h1>{title}</h1>\n<p class=\"about\">{}</p>\n", escape(&audit_total(documents, lang)));
    body += &format!("<p class=\"about\">{}</p>\n", escape(legend(lang)));
    body += &documents_table(documents, lang);
    for document in worst_first(documents) {
        body += &section(document, lang);
    }
    body += &rules_table(documents, lang);
    let font = page_font(&[&body, STYLE])?;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'";
    let code = lang.pick("zh", "en");
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\" data-show=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{font}\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    ))
}

fn legend(lang: Lang) -> &'static str {
    lang.pick(
        "错误：任何取整方式都不能解释的矛盾。存疑：只在一种读法下成立。提示：不是错误，但值得知道。每个印出的数字按其全部可能的真值计算。",
        "Error: a contradiction that no way of rounding explains. Doubt: it stands under one reading only. Note: no error, but worth knowing. Every printed figure counts as all values it can stand for.",
    )
}

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Doubt, Severity::Note];

fn documents_table(documents: &[Audited], lang: Lang) -> String {
    let heads = match lang {
        Lang::Zh => ["文件", "错误", "存疑", "提示", "一致", "未能核对"],
        Lang::En => ["Document", "Errors", "Doubts", "Notes", "Consistent", "Not checked"],
    };
    let mut out = head(&heads);
    for document in worst_first(documents) {
        let total = document.total();
        let counts = SEVERITIES.map(|severity| document.count(severity).to_string());
        let cells = counts.into_iter().chain([total.consistent.to_string(), total.unchecked().to_string()]);
        let cells: String = cells.map(|cell| format!("<td class=\"n\">{cell}</td>")).collect();
        out += &format!("<tr><td><code>{}</code></td>{cells}</tr>\n", escape(&document.file));
    }
    out + "</tbody></table>\n"
}

fn head(names: &[&str]) -> String {
    let cells: String = names.iter().map(|name| format!("<th scope=\"col\">{}</th>", escape(name))).collect();
    format!("<table><thead><tr>{cells}</tr></thead><tbody>\n")
}

fn section(document: &Audited, lang: Lang) -> String {
    let mut out = format!("<section>\n<h2><code>{}</code></h2>\n", escape(&document.file));
    if let Some(problem) = &document.refused {
        return out + &format!("<p>{}</p>\n</section>\n", escape(problem.message.in_lang(lang)));
    }
    let ranked = document.ranked();
    if ranked.is_empty() {
        out += &format!("<p>{}</p>\n", lang.pick("没有发现矛盾。", "No contradiction was found."));
    }
    for (finding, excerpt) in ranked {
        out += &article(finding, excerpt, lang);
    }
    out + "</section>\n"
}

fn article(finding: &Finding, excerpt: Option<&str>, lang: Lang) -> String {
    let class = match finding.severity {
        Severity::Error => "error",
        Severity::Doubt => "doubt",
        Severity::Note => "note",
    };
    let mut out = format!(
        "<article class=\"{class}\" id=\"{}\">\n<p class=\"rule\"><b>{}</b> {} {}</p>\n<p>{}</p>\n",
        escape(&finding.id),
        escape(severity(finding.severity, lang)),
        finding.rule,
        escape(rule_name(finding.rule, lang)),
        escape(sentence(finding, lang)),
    );
    let rows: String = finding
        .figures
        .iter()
        .map(|figure| {
            format!(
                "<tr><td>{}</td><td class=\"n\">{}</td><td><code>{}</code></td></tr>\n",
                escape(&figure.name),
                escape(&figure.printed),
                escape(&figure.place.in_lang(lang))
            )
        })
        .collect();
    let heads = match lang {
        Lang::Zh => ["数字", "印为", "所在"],
        Lang::En => ["Figure", "Printed", "Place"],
    };
    out += &format!("{}{rows}</tbody></table>\n", head(&heads));
    if let Some(excerpt) = excerpt {
        out += &format!("<pre>{}</pre>\n", escape(excerpt));
    }
    if let Some(evidence) = &finding.accepted {
        out += &format!("<p class=\"about\">{}: {}</p>\n", both("已认可", "accepted"), escape(evidence));
    }
    out + "</article>\n"
}

fn rules_table(documents: &[Audited], lang: Lang) -> String {
    let heads = match lang {
        Lang::Zh => ["规则", "名称", "文件", "错误", "存疑", "提示", "一致", "未能核对", "原因"],
        Lang::En => ["Rule", "Name", "Document", "Errors", "Doubts", "Notes", "Consistent", "Not checked", "Why"],
    };
    let mut out = format!("<h2>{}</h2>\n{}", lang.pick("各规则核对情况", "What each rule looked at"), head(&heads));
    for document in documents {
        for (code, tally) in &document.report.tallies {
            let counts = [tally.errors, tally.doubts, tally.notes, tally.consistent, tally.unchecked()];
            let cells: String = counts.iter().map(|count| format!("<td class=\"n\">{count}</td>")).collect();
            out += &format!(
                "<tr><td>{code}</td><td>{}</td><td><code>{}</code></td>{cells}<td>{}</td></tr>\n",
                escape(rule_name(code, lang)),
                escape(&document.file),
                escape(&reasons(&tally.unchecked, lang))
            );
        }
    }
    out + "</tbody></table>\n"
}
