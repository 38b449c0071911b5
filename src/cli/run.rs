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
    problems::tell(&outcome.problems, &outcome.refused, screen);
    let lang = if plan.is_written() { plan.lang } else { screen.of_data };
    if typed.json {
        screen.print_json(&outcome.json())?;
    } else {
        screen.print(&headline(&outcome, lang))?;
    }
    whereto(&plan, &outcome, screen);
    let tally = outcome.tally;
    problems::files(tally, screen);
    if tally.is_incomplete() {
        return Ok(Exit::Failed);
    }
    Ok(problems::exit(outcome.problems.iter().map(|noted| &noted.problem), typed.fail_on))
}

/// The question, the headline table, and forms and accounts side by side.
fn headline(outcome: &Outcome, lang: Lang) -> String {
    let window = window();
    let mut told = format!("{}\n\n", pipeline::folded(outcome.title(lang), window));
    told += &pipeline::headline_text(&outcome.headline, lang, window);
    told.push('\n');
    for line in outcome.agreements.iter().flat_map(|table| pipeline::agreement_lines(table, lang)) {
        told += &format!("\n{}\n", pipeline::folded(&line, window));
    }
    told += &format!("\n{}\n", pipeline::folded(&outcome.checked.sentence(lang), window));
    if let Some(line) = outcome.left_out.sentence(lang) {
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

/// Where the outputs went, or that they stand as they were.
fn whereto(plan: &Plan, outcome: &Outcome, screen: &Screen) {
    let root = &plan.target.root;
    if screen.verbose {
        for name in &outcome.outputs {
            screen.say(&root.join(name).to_string_lossy());
        }
    }
    let shown = |name: &str| root.join(name).to_string_lossy().into_owned();
    let page = outcome.outputs.iter().find(|name| name.ends_with("report.html")).map(|name| shown(name));
    let (files, page) = (outcome.outputs.len(), page.unwrap_or_default());
    let state = if outcome.is_unchanged {
        said!(
            "与上次运行相比没有变化，{files}个文件保持原样",
            "nothing changed since the last run: its {files} files stand"
        )
    } else {
        said!("已写出{files}个文件", "{files} files written")
    };
    let charts = charts(outcome).map(|dirs| dirs.map(|dir| shown(&dir))).map(|[svg, png]| match svg == png {
        true => said!("；图在{svg}/", "; charts in {svg}/"),
        false => said!("；图在{svg}/（SVG）和{png}/（PNG）", "; charts in {svg}/ (SVG) and {png}/ (PNG)"),
    });
    let lang = screen.lang;
    let charts = charts.as_ref().map_or("", |said| said.in_lang(lang));
    let state = state.in_lang(lang);
    screen.say(&match lang {
        Lang::Zh => format!("\n{state}{charts}；报告：{page}"),
        Lang::En => format!("\n{state}{charts}; report: {page}"),
    });
}

/// The folders in which the drawings and the pixels of charts lie; nothing where none was drawn.
fn charts(outcome: &Outcome) -> Option<[String; 2]> {
    let folder = |ending: &str| {
        let name = outcome.outputs.iter().find(|name| name.ends_with(ending))?;
        Some(name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned())
    };
    Some([folder(".svg")?, folder(".png")?])
}
