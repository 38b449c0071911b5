//! From 100 to the mean score: the points an average project lost, step by step.
//!
//! The axis begins at the full score and runs downwards in points lost, so that bars of two points
//! out of a hundred are seen without cutting an axis that claims to begin at zero.

use crate::charts::canvas::Area;
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, SCORES, POINTS};
use crate::charts::page::{MOST_PANELS, Page, Panel, latest, panels};
use crate::charts::rows::Rows;
use crate::charts::scale::{Linear, from_zero};
use crate::charts::style::{ACCENT, INK, LABEL, MUTED, SMALL, STEEL};
use crate::charts::words::{percent_fixed, projects as so_many, short, term, year};
use crate::problem::Problem;
use crate::tables::{DataFrame, cells};
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["score_waterfall"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 2] = [SCORES, POINTS];

/// One step down. Points.
struct Step {
    row: usize,
    name: String,
    n: usize,
    delta: Decimal,
    from: Decimal,
    to: Decimal,
}

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "score_waterfall")?;
    let panels = read(&source)?;
    let lang = request.lang;
    let subtitle = lang.pick(
        "从满分100到平均总分：每个项目平均失去的分数，按失分环节；右列为占全部失分的比重",
        "From the full score of 100 to the mean score: points lost per project on average, by where they were lost; at right the share of all points lost",
    );
    let mut page = Page::begin(lang, &title(lang, &panels), subtitle);
    let names: Vec<String> = panels.iter().flat_map(|p| p.items.iter().map(|s| step_name(lang, &s.name))).collect();
    let rows = Rows::new(names.iter().map(String::as_str), &[1_000, 1_000]);
    let most = panels
        .iter()
        .flat_map(|panel| &panel.items)
        .map(|step| full(panel_of(&panels, step)) - step.to.min(step.from))
        .max();
    let scale = from_zero(most.unwrap_or_default(), 5, rows.plot.0, rows.plot.1);
    page.y += 130;
    rows.column_head(&mut page, 0, lang.pick("平均失分", "points lost"), None);
    rows.column_head(&mut page, 1, lang.pick("占失分", "of all lost"), None);
    page.y += 60;
    for panel in latest(&panels, MOST_PANELS) {
        draw_panel(&mut page, &rows, &scale, panel);
    }
    page.remark_left_out(panels.len(), MOST_PANELS);
    let order: Vec<usize> = panels.iter().flat_map(|panel| panel.items.iter().map(|step| step.row)).collect();
    let table = cells::take(&source, &order)?;
    page.finish(request, table)
}

fn read(source: &DataFrame) -> Result<Vec<Panel<Step>>, Problem> {
    let (years, units, names) =
        (cells::years(source, "year")?, cells::names(source, "unit")?, cells::names(source, "step")?);
    let (n, position) = (cells::tallies(source, "n_projects")?, cells::tallies(source, "position")?);
    let (delta, from, to) = (
        cells::numbers(source, "delta_points")?,
        cells::numbers(source, "from_points")?,
        cells::numbers(source, "to_points")?,
    );
    let step = |row: usize| {
        let to = to[row].or(from[row]).unwrap_or_default();
        let from = from[row].unwrap_or(to);
        Step { row, name: names[row].clone(), n: n[row], delta: delta[row].unwrap_or_default(), from, to }
    };
    let mut order: Vec<usize> = (0..source.height()).collect();
    order.sort_by_key(|&row| position[row]);
    Ok(panels(order.into_iter().map(|row| (years[row], units[row].clone(), step(row)))))
}

fn panel_of<'a>(panels: &'a [Panel<Step>], step: &Step) -> &'a Panel<Step> {
    panels.iter().find(|panel| panel.items.iter().any(|other| other.row == step.row)).unwrap_or(&panels[0])
}

/// The score a project could reach: where the steps start.
fn full(panel: &Panel<Step>) -> Decimal {
    panel.items.iter().find(|step| step.name == "start").map_or(Decimal::ONE_HUNDRED, |step| step.to)
}

fn mean(panel: &Panel<Step>) -> Option<Decimal> {
    panel.items.iter().find(|step| step.name == "mean").map(|step| step.to)
}

fn losses(panel: &Panel<Step>) -> impl Iterator<Item = &Step> {
    panel.items.iter().filter(|step| step.name != "start" && step.name != "mean")
}

fn step_name(lang: Lang, name: &str) -> String {
    match name {
        "start" => lang.pick("满分", "Full score").to_owned(),
        "mean" => lang.pick("平均总分", "Mean score").to_owned(),
        name => term(lang, name),
    }
}

fn title(lang: Lang, panels: &[Panel<Step>]) -> String {
    let parts: Vec<String> = panels.iter().rev().take(2).rev().filter_map(|panel| finding(lang, panel)).collect();
    parts.join(lang.pick("；", "; "))
}

fn finding(lang: Lang, panel: &Panel<Step>) -> Option<String> {
    let (y, mean) = (year(lang, panel.year), mean(panel)?);
    let lost = full(panel) - mean;
    let worst = losses(panel).min_by_key(|step| step.delta)?;
    let (worst_name, worst_lost) = (step_name(lang, &worst.name), -worst.delta);
    Some(match (lang, lost.is_zero()) {
        (Lang::Zh, true) => format!("{y}平均{}分，一分未失", short(mean)),
        (Lang::Zh, false) if worst_lost == lost => {
            format!("{y}平均{}分，失去的{}分全在{worst_name}", short(mean), short(lost))
        }
        (Lang::Zh, false) => {
            format!("{y}平均{}分，失去的{}分中{}分在{worst_name}", short(mean), short(lost), short(worst_lost))
        }
        (Lang::En, true) => format!("{y}: mean score {}, no point lost", short(mean)),
        (Lang::En, false) if worst_lost == lost => {
            format!("{y}: mean score {}; all {} lost points on {}", short(mean), short(lost), worst_name.to_lowercase())
        }
        (Lang::En, false) => {
            let name = worst_name.to_lowercase();
            format!("{y}: mean score {}; {} of {} lost points on {name}", short(mean), short(worst_lost), short(lost))
        }
    })
}

fn draw_panel(page: &mut Page, rows: &Rows, scale: &Linear, panel: &Panel<Step>) {
    let lang = page.lang;
    let n = panel.items.iter().map(|step| step.n).max().unwrap_or(0);
    page.panel_head(panel.year, &panel.unit, &format!("n={n}"));
    let (top, full) = (page.y, full(panel));
    let all_lost = mean(panel).map_or(Decimal::ZERO, |mean| full - mean);
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
    if let Some(mean) = mean(panel) {
        rows.figure(page, 0, page.y - crate::charts::rows::ROW / 2, &grouped(mean - full, 2), LABEL.bold());
    }
    let ticks: Vec<_> = scale.ticks(5).into_iter().map(|(v, x)| (short(full - v), x)).collect();
    page.axis(top, &ticks);
    page.say(&so_many(lang, n));
}
