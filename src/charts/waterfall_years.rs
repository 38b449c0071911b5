//! Lost points where units are many: a bar a year, cut by where points were lost, and the units that
//! lost most.

use crate::charts::canvas::Area;
use crate::charts::ends::{End, worst};
use crate::charts::page::Page;
use crate::charts::panels::{Panel, by_unit, by_year, together, whose};
use crate::charts::rows::Rows;
use crate::charts::scale::{Linear, from_zero};
use crate::charts::score_steps::{Mean, Step, step_name};
use crate::charts::style::{ACCENT, INK, Ink, LABEL, MARGIN, PALE, PRIMARY, RIGHT, RULE, SMALL, STEEL};
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;

/// Colours of the parts of a bar, the largest part of all first.
const INKS: [Ink; 4] = [ACCENT, PRIMARY, STEEL, PALE];

/// Draws the years, then the units.
pub(super) fn draw(page: &mut Page, panels: &[Panel<Step>]) {
    let lang = page.lang;
    let years = by_year(panels);
    let all = Mean::of(&together(panels));
    let mut losses = all.losses.clone();
    losses.sort_by_key(|(_, lost)| std::cmp::Reverse(*lost));
    let kinds: Vec<&str> = losses.iter().map(|(name, _)| name.as_str()).take(INKS.len() - 1).collect();
    let mut lines: Vec<(String, Mean)> = vec![(lang.pick("全部年度", "All years").to_owned(), all.clone())];
    lines.extend(years.iter().map(|year| (whose(lang, year), Mean::of(year))));
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), RULE);
    page.y += 220;
    let rows = Rows::new(lines.iter().map(|(name, _)| name.as_str()), &[900, 850, 850, 850, 850]);
    heads(page, &rows, &kinds);
    let most = lines.iter().map(|(_, mean)| mean.lost()).max().unwrap_or_default();
    let scale = from_zero(most, 4, rows.plot.0, rows.plot.1);
    let top = page.y;
    for (at, (name, mean)) in lines.iter().enumerate() {
        let middle = if at == 0 { rows.begin_sum(page, name) } else { rows.begin(page, name, LABEL) };
        bar(page, &rows, &scale, middle, &kinds, mean, name);
    }
    let ticks: Vec<_> = scale.ticks(4).into_iter().map(|(v, x)| (v.to_string(), x)).collect();
    page.axis(top, &ticks);
    page.y += 60;
    units(page, panels);
}

/// The heads of the columns: the mean, and each part with the colour it has in the bars.
fn heads(page: &mut Page, rows: &Rows, kinds: &[&str]) {
    rows.column_head(page, 0, page.pick("平均总分", "Mean score"), None);
    let others = page.pick("其他", "Others");
    for (at, ink) in INKS.into_iter().enumerate() {
        let name = kinds.get(at).map_or_else(|| others.to_owned(), |kind| step_name(page.lang, kind));
        let kind = SMALL.ink(INK).end();
        let area = page.canvas.fit((rows.columns[at + 1], page.y), &name, kind, 660);
        page.canvas.block(Area::new(area.left - 130, page.y - 95, area.left - 40, page.y - 5), ink);
    }
    page.y += 60;
}

fn bar(page: &mut Page, rows: &Rows, scale: &Linear, middle: i32, kinds: &[&str], mean: &Mean, name: &str) {
    let of =
        |wanted: &str| mean.losses.iter().find(|(kind, _)| kind == wanted).map_or(Decimal::ZERO, |(_, lost)| *lost);
    let mut parts: Vec<Decimal> = kinds.iter().map(|kind| of(kind)).collect();
    parts.resize(INKS.len() - 1, Decimal::ZERO);
    let named: Decimal = parts.iter().sum();
    parts.push(mean.lost() - named);
    let mut from = Decimal::ZERO;
    for (part, ink) in parts.iter().zip(INKS) {
        let (left, right) = (scale.place(from), scale.place(from + part));
        page.canvas.block(Area::new(left, middle - 75, right - 8, middle + 75), ink);
        from += part.max(&Decimal::ZERO);
    }
    let score = mean.mean.map_or_else(|| page.pick("缺", "missing").to_owned(), |mean| grouped(mean, 2));
    rows.figure(page, 0, middle, &score, LABEL.bold());
    let figures: Vec<String> = parts.iter().map(|part| grouped(-part, 2)).collect();
    for (at, figure) in figures.iter().enumerate() {
        rows.figure(page, at + 1, middle, figure, LABEL);
    }
    page.say(&format!("{name} {score} ({}; n={})", figures.join(", "), mean.n));
}

/// The units that lost the largest share of their points, all years together.
fn units(page: &mut Page, panels: &[Panel<Step>]) {
    let end = |panel: &Panel<Step>| {
        let mean = Mean::of(panel);
        let n = Decimal::from(mean.n);
        let value = if mean.full.is_zero() { Decimal::ZERO } else { mean.lost() * Decimal::ONE_HUNDRED / mean.full };
        End { name: panel.unit.clone(), value, n: mean.n, part: mean.lost() * n, whole: mean.full * n }
    };
    let ends: Vec<End> = by_unit(panels).iter().map(end).collect();
    let head = match page.lang {
        Lang::Zh => "失分最多的单位（占可得分值），所有年度合计",
        Lang::En => "Units that lost the largest share of their points, all years together",
    };
    let heads = [page.pick("失分", "points lost"), page.pick("失分率", "share lost")];
    worst(page, head, heads, ends);
}
