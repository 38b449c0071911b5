//! Every chart of a plan in both languages, drawn side by side on all threads, in a fixed order.
#![expect(clippy::disallowed_types, reason = "pixels are not money")]

use super::Watch;
use super::compute::Computed;
use super::plan::Plan;
use super::targets::inside;
use super::writing::Batch;
use crate::charts::{self, Audit, Drawing, Kind, Request};
use crate::problem::{Code, Problem, Said, said};
use crate::reports::{MOST_ROWS, Table};
use crate::tables::{DataFrame, by_rule};
use crate::values::{Lang, Place};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Folder of the charts as pixels, in that of the outputs.
pub(super) const PICTURES: &str = "charts";

/// Pixels per unit of the drawing in a PNG: sharp over the width of an A4 page.
const SCALE: f32 = 2.0;

/// One chart in one language.
#[derive(Debug)]
pub(super) struct Drawn {
    /// Which chart.
    pub(super) kind: Kind,
    /// The language of its words.
    pub(super) lang: Lang,
    /// Its title: the finding as a sentence.
    pub(super) title: String,
    /// The same in words, for those who do not see it.
    pub(super) alt: String,
    /// The drawing without a font of its own, for a page that brings one.
    pub(super) svg_bare: String,
    /// Characters of it that no compiled-in font holds.
    pub(super) missing_glyphs: usize,
    /// The first rows of the table behind it.
    pub(super) behind: Table,
}

/// Why a chart is not there.
enum Lost {
    /// It cannot be drawn, which does not stop the others.
    Undrawn(Problem),
    /// It cannot be written, which does.
    Unwritten(Problem),
}

/// Draws the charts of `plan` and puts them into `batch`. A chart that has nothing to draw is left out, and
/// is a doubt among the problems that come back with the others.
///
/// # Errors
///
/// The disk refuses.
pub(super) fn draw(
    plan: &Plan,
    computed: &Computed,
    batch: &Batch<'_>,
    watch: &dyn Watch,
) -> Result<(Vec<Drawn>, Vec<Problem>), Problem> {
    let wanted: Vec<(Kind, Lang)> =
        plan.charts.iter().flat_map(|kind| [(*kind, Lang::Zh), (*kind, Lang::En)]).collect();
    let (all, done) = (wanted.len(), AtomicUsize::new(0));
    let mut tables = computed.usual.clone();
    // What the audit says is no analysis; a table that cannot be had is told by the chart that needs it.
    if let Ok(rules) = computed.table("checks").and_then(|checks| by_rule(&checks)) {
        tables.insert("checks_by_rule".to_owned(), rules);
    }
    let drawn: Vec<Result<Drawn, Lost>> = wanted
        .par_iter()
        .map(|(kind, lang)| {
            let drawn = one(*kind, *lang, plan, (computed, &tables), batch);
            watch.progress("charts", done.fetch_add(1, Ordering::Relaxed) + 1, all);
            drawn
        })
        .collect();
    let (mut charts, mut problems) = (Vec::new(), Vec::new());
    for (result, (kind, lang)) in drawn.into_iter().zip(wanted) {
        match result {
            Ok(chart) => charts.push(chart),
            // Both languages fail alike; one message is enough.
            Err(Lost::Undrawn(problem)) if lang == Lang::Zh => problems.push(left_out(kind, problem)),
            Err(Lost::Undrawn(_)) => {}
            Err(Lost::Unwritten(problem)) => return Err(problem),
        }
    }
    let missing = charts.iter().filter(|chart| chart.missing_glyphs > 0).map(glyphs_missing);
    problems.extend(missing.collect::<Vec<_>>());
    Ok((charts, problems))
}

/// Draws one chart, and puts it into `batch` as a drawing, as pixels and, once, as the table behind it.
fn one(
    kind: Kind,
    lang: Lang,
    plan: &Plan,
    (computed, tables): (&Computed, &BTreeMap<String, DataFrame>),
    batch: &Batch<'_>,
) -> Result<Drawn, Lost> {
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
    let drawing = charts::draw(&request).map_err(Lost::Undrawn)?;
    let png = charts::png(&drawing.svg, SCALE).map_err(Lost::Undrawn)?;
    put(kind, lang, plan, (&drawing, &png), batch).map_err(Lost::Unwritten)?;
    let behind = Table::first(kind.name(), &drawing.table, MOST_ROWS).map_err(Lost::Undrawn)?;
    let Drawing { title, alt, svg_bare, missing_glyphs, .. } = drawing;
    Ok(Drawn { kind, lang, title, alt, svg_bare, missing_glyphs, behind })
}

/// Puts one chart into `batch`.
fn put(
    kind: Kind,
    lang: Lang,
    plan: &Plan,
    (drawing, png): (&Drawing, &[u8]),
    batch: &Batch<'_>,
) -> Result<(), Problem> {
    let (target, kind, code) = (&plan.target, kind.name(), lang.pick("zh", "en"));
    if lang == Lang::Zh {
        batch.put(inside(&target.charts, &format!("{kind}.csv")), |to| plan.csv()(&drawing.table, to))?;
    }
    batch.put_whole(inside(&target.charts, &format!("{kind}.{code}.svg")), drawing.svg.as_bytes())?;
    batch.put_whole(inside(&target.out, &format!("{PICTURES}/{kind}.{code}.png")), png)
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
    let (count, name) = (chart.missing_glyphs, chart.kind.name());
    let message = said!(
        "有{count}个字符不在内置字体中，图上显示为方框",
        "{count} characters are not in the compiled-in font and show as boxes"
    );
    Problem::doubt(Code::GlyphMissing, Place::file(format!("chart {name}")), message)
}
