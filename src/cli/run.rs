//! `jixiao run PIPELINE|PATH...`: the whole way, and the headline on the terminal.

use super::args::Run;
use super::exit::{Exit, Stop};
use super::problems;
use super::progress::Progress;
use super::screen::Screen;
use crate::pipeline::{self, Outcome, Plan};
use crate::problem::said;
use crate::values::Lang;

/// Runs a pipeline and prints its headline.
pub(super) fn run(typed: &Run, screen: &Screen) -> Result<Exit, Stop> {
    let mut plan = pipeline::asked(&typed.paths, typed.out.as_deref(), screen.typed)?;
    plan.bounds = typed.limits.bounds();
    let progress = Progress::new(screen);
    let outcome = pipeline::run(&plan, &progress)?;
    drop(progress);
    problems::tell(&outcome.report.problems, &outcome.refused, screen);
    let lang = if plan.is_written() { plan.lang } else { screen.of_data };
    if typed.json {
        screen.print_json(&outcome.json())?;
    } else {
        screen.print(&headline(&outcome, lang))?;
    }
    whereto(&plan, &outcome, screen);
    let tally = outcome.report.outcomes.tally();
    problems::files(tally, screen);
    if tally.is_incomplete() {
        return Ok(Exit::Failed);
    }
    Ok(problems::exit(outcome.report.problems.iter().map(|noted| &noted.problem), typed.fail_on))
}

/// The question, the headline table, and forms and accounts side by side.
fn headline(outcome: &Outcome, lang: Lang) -> String {
    let report = &outcome.report;
    let window = window();
    let mut told = format!("{}\n\n", pipeline::folded(report.title(lang), window));
    told += &pipeline::headline_text(&report.headline, lang, window);
    told.push('\n');
    for line in report.agreements.iter().flat_map(|table| pipeline::agreement_lines(table, lang)) {
        told += &format!("\n{}\n", pipeline::folded(&line, window));
    }
    told += &format!("\n{}\n", pipeline::folded(&report.checked.sentence(lang), window));
    if let Some(line) = report.outcomes.left_out.sentence(lang) {
        told += &format!("\n{}\n", pipeline::folded(&line, window));
    }
    told
}

/// Columns of a window that does not say how wide it is.
const WINDOW: usize = 80;

/// Columns of the window: what the shell says of it.
fn window() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    said.filter(|columns| (40..=1_000).contains(columns)).unwrap_or(WINDOW)
}

/// Where the outputs went.
fn whereto(plan: &Plan, outcome: &Outcome, screen: &Screen) {
    let root = &plan.target.root;
    if screen.verbose {
        for name in &outcome.outputs {
            screen.say(&root.join(name).to_string_lossy());
        }
    }
    let shown = |name: &str| root.join(name).to_string_lossy().into_owned();
    let page = outcome.outputs.iter().find(|name| name.ends_with("report.html")).map(|name| shown(name));
    let charts = shown(&plan.target.charts);
    let (files, page) = (outcome.outputs.len(), page.unwrap_or_default());
    let said = said!(
        "\n已写出{files}个文件；图在{charts}/；报告：{page}",
        "\n{files} files written; charts in {charts}/; report: {page}"
    );
    screen.say(said.in_lang(screen.lang));
}
