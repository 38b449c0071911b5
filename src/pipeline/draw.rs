//! Every chart of a plan in both languages, drawn side by side on all threads, in a fixed order.
#![expect(clippy::disallowed_types, reason = "pixels are not money")]

use super::Watch;
use super::compute::Computed;
use super::plan::Plan;
use crate::charts::{self, Audit, Drawing, Kind, Request};
use crate::problem::{Problem, Said, said};
use crate::tables::{DataFrame, by_rule};
use crate::values::{Lang, Place};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Pixels per unit of the drawing in a PNG: sharp over the width of an A4 page.
const SCALE: f32 = 2.0;

/// One chart in one language.
#[derive(Debug)]
pub(super) struct Drawn {
    /// Which chart.
    pub(super) kind: Kind,
    /// The language of its words.
    pub(super) lang: Lang,
    /// The chart.
    pub(super) drawing: Drawing,
    /// The chart as pixels.
    pub(super) png: Vec<u8>,
}

/// Draws the charts of `plan`. A chart that has nothing to draw is left out, and is a doubt among
/// the problems that come back with the others.
pub(super) fn draw(plan: &Plan, computed: &Computed, watch: &dyn Watch) -> (Vec<Drawn>, Vec<Problem>) {
    let wanted: Vec<(Kind, Lang)> =
        plan.charts.iter().flat_map(|kind| [(*kind, Lang::Zh), (*kind, Lang::En)]).collect();
    let (all, done) = (wanted.len(), AtomicUsize::new(0));
    let mut tables = computed.usual.clone();
    // What the audit says is no analysis; a table that cannot be had is told by the chart that needs it.
    if let Ok(rules) = computed.table("checks").and_then(|checks| by_rule(&checks)) {
        tables.insert("checks_by_rule".to_owned(), rules);
    }
    let drawn: Vec<Result<Drawn, Problem>> = wanted
        .par_iter()
        .map(|(kind, lang)| {
            let drawn = one(*kind, *lang, plan, (computed, &tables));
            watch.progress("charts", done.fetch_add(1, Ordering::Relaxed) + 1, all);
            drawn
        })
        .collect();
    let (mut charts, mut problems) = (Vec::new(), Vec::new());
    for (result, (kind, lang)) in drawn.into_iter().zip(wanted) {
        match result {
            Ok(chart) => charts.push(chart),
            // Both languages fail alike; one message is enough.
            Err(problem) if lang == Lang::Zh => problems.push(left_out(kind, problem)),
            Err(_) => {}
        }
    }
    let missing = charts.iter().filter(|chart| chart.drawing.missing_glyphs > 0).map(glyphs_missing);
    problems.extend(missing.collect::<Vec<_>>());
    (charts, problems)
}

/// Draws one chart.
fn one(
    kind: Kind,
    lang: Lang,
    plan: &Plan,
    (computed, tables): (&Computed, &BTreeMap<String, DataFrame>),
) -> Result<Drawn, Problem> {
    let pipeline = match &plan.note {
        Some([zh, _]) if lang == Lang::Zh => format!("{}（{zh}）", plan.name),
        Some([_, en]) => format!("{} ({en})", plan.name),
        None => plan.name.clone(),
    };
    let request = Request {
        about: kind.about(),
        tables,
        lang,
        sources: &computed.captions,
        pipeline: &pipeline,
        audit: Audit { marks: &computed.marks, is_trusted: computed.checked.trusted, problems: computed.bearing() },
    };
    let drawing = charts::draw(&request)?;
    let png = charts::png(&drawing.svg, SCALE)?;
    Ok(Drawn { kind, lang, drawing, png })
}

/// A chart that could not be drawn does not stop the others.
fn left_out(kind: Kind, problem: Problem) -> Problem {
    let (name, why) = (kind.name(), &problem.message);
    let message = Said {
        zh: Some(format!("图表`{name}`略去：{}", why.in_lang(Lang::Zh))),
        en: format!("chart `{name}` is left out: {}", why.in_lang(Lang::En)),
    };
    Problem { severity: crate::problem::Severity::Doubt, message, ..problem }
}

/// What is said of characters that no compiled-in font holds.
fn glyphs_missing(chart: &Drawn) -> Problem {
    let (count, name) = (chart.drawing.missing_glyphs, chart.kind.name());
    let message = said!(
        "有{count}个字符不在内置字体中，图上显示为方框",
        "{count} characters are not in the compiled-in font and show as boxes"
    );
    Problem::doubt("glyph-missing", Place::file(format!("chart {name}")), message)
}
