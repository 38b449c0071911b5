//! From 100 to the mean score: the points an average project lost, step by step.
//!
//! The axis begins at the full score and runs downwards in points lost, so that bars of two points
//! out of a hundred are seen without cutting an axis that claims to begin at zero.

use crate::charts::canvas::Area;
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, SCORES, POINTS};
use crate::charts::page::Page;
use crate::charts::panels::{MOST_PANELS, Panel, by_year, whose};
use crate::charts::rows::Rows;
use crate::charts::scale::{Linear, from_zero};
use crate::charts::score_steps::{Mean, Step, read, step_name};
use crate::charts::waterfall_years;
use crate::charts::style::{ACCENT, INK, LABEL, MUTED, SMALL, STEEL};
use crate::charts::words::{Form, percent_fixed, short};
use crate::problem::Problem;
use crate::tables::cells;
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["score_waterfall"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 2] = [SCORES, POINTS];

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "score_waterfall")?;
    let panels = read(&source)?;
    let lang = request.lang;
    let many = panels.len() > MOST_PANELS;
    let cut = lang.pick(
        "每个项目平均失去的分数，按失分环节（满分减平均总分）；下为失分率最高的单位，其余单位合计",
        "Points lost per project on average (full score less mean score), by where they were lost; below the units that lost the largest shares, the others together",
    );
    let subtitle = lang.pick(
        "从满分100到平均总分：每个项目平均失去的分数，按失分环节；右列为占全部失分的比重",
        "From the full score of 100 to the mean score: points lost per project on average, by where they were lost; at right the share of all points lost",
    );
    let mut page = Page::begin(lang, if many { Form::Parts } else { Form::Waterfall }, &title(lang, &by_year(&panels)), if many { cut } else { subtitle });
    let order: Vec<usize> = panels.iter().flat_map(|panel| panel.items.iter().map(|step| step.row)).collect();
    let table = cells::take(&source, &order)?;
    if many {
        waterfall_years::draw(&mut page, &panels);
        return page.finish(request, table);
    }
    let names: Vec<String> = panels.iter().flat_map(|p| p.items.iter().map(|s| step_name(lang, &s.name))).collect();
    let rows = Rows::new(names.iter().map(String::as_str), &[1_000, 1_000]);
    let most = panels
        .iter()
        .flat_map(|panel| {
            let full = Mean::of(panel).full;
            panel.items.iter().map(move |step| full - step.to.min(step.from))
        })
        .max();
    let scale = from_zero(most.unwrap_or_default(), 5, rows.plot.0, rows.plot.1);
    page.y += 130;
    rows.column_head(&mut page, 0, lang.pick("平均失分", "points lost"), None);
    rows.column_head(&mut page, 1, lang.pick("占失分", "of all lost"), None);
    page.y += 60;
    for panel in &panels {
        draw_panel(&mut page, &rows, &scale, panel);
    }
    page.finish(request, table)
}

/// The finding: the mean score of the last two years, and where most was lost.
fn title(lang: Lang, years: &[Panel<Step>]) -> String {
    let last = years.iter().rev().take(2).rev();
    last.filter_map(|year| finding(lang, year)).collect::<Vec<_>>().join(lang.pick("；", "; "))
}

fn finding(lang: Lang, panel: &Panel<Step>) -> Option<String> {
    let (y, all) = (whose(lang, panel), Mean::of(panel));
    let (mean, lost) = (short(all.mean?), all.lost());
    let (worst, most) = all.losses.iter().rev().max_by_key(|(_, lost)| *lost)?;
    let (name, part, whole) = (step_name(lang, worst), short(*most), short(lost));
    Some(match (lang, lost.is_zero()) {
        (Lang::Zh, true) => format!("{y}平均{mean}分，一分未失"),
        (Lang::Zh, false) if *most == lost => format!("{y}平均{mean}分，失去的{whole}分全在{name}"),
        (Lang::Zh, false) => format!("{y}平均{mean}分，失去的{whole}分中{part}分在{name}"),
        (Lang::En, true) => format!("{y}: mean score {mean}, no point lost"),
        (Lang::En, false) if *most == lost => {
            format!("{y}: mean score {mean}; all {whole} lost points on {}", name.to_lowercase())
        }
        (Lang::En, false) => format!("{y}: mean score {mean}; {part} of {whole} lost points on {}", name.to_lowercase()),
    })
}

fn draw_panel(page: &mut Page, rows: &Rows, scale: &Linear, panel: &Panel<Step>) {
    let lang = page.lang;
    let n = panel.items.iter().map(|step| step.n).max().unwrap_or(0);
    page.panel_head(panel.year, &panel.unit, &format!("n={n}"));
    let all = Mean::of(panel);
    let (top, full) = (page.y, all.full);
    let all_lost = all.lost();
    for step in &panel.items {
        let name = step_name(lang, &step.name);
        let end = matches!(step.name.as_str(), "start" | "mean");
        let middle = if end { rows.begin_sum(page, &name) } else { rows.begin(page, &name, LABEL) };
        let (from, to) = (scale.place(full - step.from), scale.place(full - step.to));
        if step.name == "mean" {
            page.canvas.line((to, middle - 135), (to, middle), MUTED, 8);
        }
        if end {
            page.canvas.diamond(to, middle, 75, INK);
            let right = to + 140;
            let score = grouped(step.to, 2);
            page.canvas.text(right, middle + LABEL.drop(), &score, LABEL.bold());
            page.say(&format!("{name} {score}"));
            continue;
        }
        page.canvas.line((from, middle - 135), (from, middle + 75), MUTED, 8);
        let ink = if -step.delta * Decimal::TWO >= all_lost { ACCENT } else { STEEL };
        if !step.delta.is_zero() {
            page.canvas.block(Area::new(from, middle - 75, to.max(from + 12), middle + 75), ink);
        }
        let kind = if step.delta.is_zero() { SMALL } else { LABEL };
        rows.figure(page, 0, middle, &grouped(step.delta, 2), kind);
        let share = if all_lost.is_zero() { Decimal::ZERO } else { -step.delta * Decimal::ONE_HUNDRED / all_lost };
        rows.figure(page, 1, middle, &percent_fixed(share), kind);
        page.say(&format!("{name} {}", grouped(step.delta, 2)));
    }
    if let Some(mean) = all.mean {
        rows.figure(page, 0, page.y - crate::charts::rows::ROW / 2, &grouped(mean - full, 2), LABEL.bold());
    }
    let ticks: Vec<_> = scale.ticks(5).into_iter().map(|(v, x)| (short(full - v), x)).collect();
    page.axis(top, &ticks);
    page.say(&format!("n={n}"));
}
