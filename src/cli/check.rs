//! `jixiao check PIPELINE|PATH...`: where documents contradict themselves, and what could not be
//! checked.

use super::args::{Check, FindingFormat, named};
use super::exit::{Exit, Stop};
use super::problems::{self, Teller};
use super::progress::Progress;
use super::screen::Screen;
use crate::pipeline::{self, Audit, Checking, Plan, Reader};
use crate::problem::Severity;
use crate::values::Lang;

/// Checks a pipeline's documents, or those that were named, and prints what is found.
pub(super) fn run(typed: &Check, screen: &Screen) -> Result<Exit, Stop> {
    let progress = Progress::new(screen);
    let (audit, lang) = match plan(typed)? {
        Some(plan) => {
            let checking = plan.checking.clone().narrowed(&typed.rule, &typed.skip)?;
            (pipeline::audit_plan(&plan, &typed.limits.bounds(), &checking, &progress)?, plan.lang)
        }
        None => (files(typed, &progress)?, screen.of_data),
    };
    drop(progress);
    let lang = screen.typed.unwrap_or(lang);
    let text = told(typed, &audit, lang, screen)?;
    match typed.format {
        FindingFormat::Text => screen.print(&text)?,
        FindingFormat::Jsonl | FindingFormat::Sarif => screen.print_json(&text)?,
        FindingFormat::Csv | FindingFormat::Html => screen.put(text.as_bytes())?,
    }
    let mut teller = Teller::new(screen);
    audit.refused.iter().for_each(|problems| teller.refuse(problems));
    teller.tell(&audit.problems);
    teller.count();
    if typed.format != FindingFormat::Text {
        screen.say(&pipeline::audit_total(&audit.documents, lang));
    }
    problems::files(audit.tally, screen);
    let asked: Option<Severity> = typed.fail_on.into();
    Ok(match asked {
        _ if audit.is_incomplete() => Exit::Failed,
        Some(severity) if audit.finds(severity) => Exit::Findings,
        _ => Exit::Fine,
    })
}

/// The pipeline that is meant, where one is: a single TOML file, or the bare name of one.
fn plan(typed: &Check) -> Result<Option<Plan>, Stop> {
    let [path] = typed.paths.as_slice() else { return Ok(None) };
    Ok(if pipeline::is_pipeline(path) { Some(pipeline::plan(path, None, None)?) } else { None })
}

/// Checks documents that were named one by one or by their directory.
fn files(typed: &Check, progress: &Progress) -> Result<Audit, Stop> {
    let labels = pipeline::label_texts(&named(&typed.labels))?;
    let reader = Reader::new(&labels, &typed.limits.bounds())?;
    let checking = Checking::usual(typed.accepted.as_deref())?;
    let checking = checking.narrowed(&typed.rule, &typed.skip)?;
    Ok(pipeline::audit(&reader, &pipeline::find(&typed.paths), &checking, progress))
}

fn told(typed: &Check, audit: &Audit, lang: Lang, screen: &Screen) -> Result<String, Stop> {
    Ok(match typed.format {
        FindingFormat::Text => {
            let mark = |severity: Severity, word: &str| screen.marked(severity, word);
            let text = pipeline::audit_text(&audit.documents, lang, screen.verbose, mark);
            format!("{text}{}\n", pipeline::audit_total(&audit.documents, lang))
        }
        FindingFormat::Jsonl => pipeline::findings_jsonl(audit)?,
        FindingFormat::Csv => pipeline::findings_csv(audit)?,
        FindingFormat::Sarif => pipeline::sarif(&audit.documents),
        FindingFormat::Html => pipeline::audit_page(&audit.documents, lang)?,
    })
}
