//! What a chart is asked for and what it gives back, and which rows of a table it draws.

use crate::charts::audit::Audit;
use crate::charts::canvas;
use crate::charts::figures::Figures;
use crate::problem::{Code, Problem, said};
use crate::tables::DataFrame;
use crate::tables::cells::{finest, names, take};
use crate::values::{Lang, Place};
use std::collections::BTreeMap;

/// A kind of chart: what a file of charts says of itself.
#[derive(Debug)]
pub struct About {
    /// The name in pipelines and of output files.
    pub name: &'static str,
    /// The analyses whose tables it needs.
    pub analyses: &'static [&'static str],
    /// The printed figures that what it shows is made of.
    pub figures: &'static [Figures],
    /// Draws it.
    pub(super) draw: fn(&Request<'_>) -> Result<Drawing, Problem>,
}

/// What is to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Which chart.
    pub about: &'static About,
    /// Analysis name to table; [`About::analyses`] says which a chart needs.
    pub tables: &'a BTreeMap<String, DataFrame>,
    /// The language of titles and labels; printed names stay as printed.
    pub lang: Lang,
    /// The documents the figures come from, as a reader would name them.
    pub sources: &'a [String],
    /// The pipeline that draws.
    pub pipeline: &'a str,
    /// What the audit says of the records behind the figures.
    pub audit: Audit<'a>,
}

/// A drawn chart.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The SVG with the font its texts need inside: looks the same on every machine.
    pub svg: String,
    /// The same SVG without the font, for a page that brings one ([`super::page_font`]).
    pub svg_bare: String,
    /// The finding, as a sentence.
    pub title: String,
    /// The chart in words.
    pub alt: String,
    /// The rows behind the picture, in the order drawn, with full names; becomes the CSV.
    pub table: DataFrame,
    /// How many characters the compiled-in font does not hold.
    pub missing_glyphs: usize,
    /// Every text on the page with the box it fills, in tenths of a pixel.
    pub labels: Vec<canvas::Label>,
    /// Height of the page in tenths of a pixel; the width is [`super::style::WIDTH`].
    pub height: i32,
}

/// The problem of a chart whose table is there and holds nothing to draw.
pub(super) fn nothing(request: &Request<'_>, name: &'static str, why: (&str, &str)) -> Problem {
    problem(request, name, Code::ChartTableEmpty, why)
}

fn problem(request: &Request<'_>, name: &'static str, code: Code, (zh, en): (&str, &str)) -> Problem {
    let chart = request.about.name;
    let message = said!("图表`{chart}`无可绘制：数据表{zh}", "chart `{chart}` has nothing to draw: the table {en}");
    Problem::error(code, Place::file(name), message)
}

/// The rows that a chart draws of the table of analysis `name`: those of its finest level.
///
/// # Errors
///
/// `chart-table-missing` if the request does not hold it, `chart-table-empty` if it has no rows.
pub(super) fn drawn_rows(request: &Request<'_>, name: &'static str) -> Result<DataFrame, Problem> {
    let frame = request
        .tables
        .get(name)
        .ok_or_else(|| problem(request, name, Code::ChartTableMissing, ("不存在", "is not there")))?;
    if frame.height() == 0 {
        let problem = nothing(request, name, ("没有数据", "has no rows"));
        return Err(problem.hint(said!(
            "请看文件中是否有该图所需的表",
            "see whether the documents hold a form of the kind this chart needs"
        )));
    }
    finest(frame)
}

/// The rows of the table of analysis `name` at `level`; none where it has no levels.
///
/// # Errors
///
/// Problems of [`drawn_rows`].
pub(super) fn level_rows(request: &Request<'_>, name: &'static str, level: &str) -> Result<DataFrame, Problem> {
    drawn_rows(request, name)?;
    let Some(frame) = request.tables.get(name) else { return drawn_rows(request, name) };
    let levels = names(frame, "level").unwrap_or_default();
    let kept: Vec<usize> = (0..levels.len()).filter(|row| levels[*row] == level).collect();
    take(frame, &kept)
}
