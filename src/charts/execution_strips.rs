//! Execution rates where units are many: a strip a year on both bases, from the lowest rate to the
//! highest, and below it the units at both ends by name, the others together in one line.

use crate::charts::canvas::Area;
use crate::charts::ends::others;
use crate::charts::execution_rates::{Basis, Rates};
use crate::charts::page::Page;
use crate::charts::panels::{Panel, by_unit, by_year, together, whose};
use crate::charts::rows::{ROW, Rows};
use crate::charts::scale::Linear;
use crate::charts::style::{BAND, INK, LABEL, MARGIN, MUTED, PAPER, PRIMARY, RIGHT, RULE, SMALL, STEEL};
use crate::charts::words::{Form, counted, percent, percent_fixed};
use crate::tables::cells::Row;
use crate::values::Lang;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How many units stand at each end.
const AT_AN_END: usize = 8;
/// Outliers nearer to each other than this are one mark, as high as they are many.
const NEAR: i32 = 18;

/// The whole page but its foot.
pub(super) fn draw(title: &str, panels: &[Panel<Row<'_>>], lang: Lang) -> Page {
    let subtitle = lang.pick(
        "项目执行率（%）：细线为第5至95百分位，粗条为中间一半，黑线为中位数，菱形为按金额加权；两端以外每个项目一条短线，越高越多",
        "Execution rates of projects (%): thin line = 5th to 95th percentile, bar = middle half, black line = median, diamond = weighted by amount; a tick for each project beyond, taller for more",
    );
    let mut page = Page::begin(lang, Form::Strips, title, subtitle);
    let years = by_year(panels);
    let mut strips = vec![(lang.pick("全部年度", "All years").to_owned(), together(panels))];
    strips.extend(years.iter().map(|year| (whose(lang, year), year.clone())));
    let named: Vec<String> =
        strips.iter().flat_map(|(name, _)| Basis::BOTH.map(|basis| strip_name(lang, name, basis))).collect();
    let rows = Rows::new(named.iter().map(String::as_str), &[800, 950, 950]);
    let rates: Vec<[Rates; 2]> =
        strips.iter().map(|(_, panel)| Basis::BOTH.map(|basis| Rates::of(&panel.items, basis))).collect();
    let scale = scale(&rates[0], &rows);
    let ticks: Vec<_> = scale.ticks(6).into_iter().map(|(v, x)| (format!("{v}%"), x)).collect();
    page.y += 130;
    for (column, text) in ["n", lang.pick("中位数", "median"), lang.pick("加权", "weighted")].into_iter().enumerate()
    {
        rows.column_head(&mut page, column, text, None);
    }
    page.tick_labels(page.y, &ticks);
    page.y += 60;
    let top = page.y;
    for (at, ((name, _), both)) in strips.iter().zip(&rates).enumerate() {
        page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 6), if at == 0 { MUTED } else { RULE });
        for (basis, rates) in Basis::BOTH.into_iter().zip(both) {
            strip(&mut page, &rows, &scale, (&strip_name(lang, name, basis), basis), rates);
        }
    }
    page.grid(top, &ticks);
    let beyond = rates[0].iter().map(|rates| rates.sorted.iter().filter(|rate| **rate > scale.high).count()).max();
    if let Some(n) = beyond.filter(|n| *n > 0) {
        let zh = format!("{n}个项目的执行率超过{}，画在右端。", percent(scale.high));
        let en = format!("{n} projects lie above {} and are drawn at the right end.", percent(scale.high));
        page.remark(lang.pick(&zh, &en));
    }
    page.y += 100;
    units(&mut page, panels);
    page
}

fn strip_name(lang: Lang, name: &str, basis: Basis) -> String {
    match basis {
        Basis::Adjusted => format!("{name} {}", lang.pick("全年预算", "adjusted")),
        Basis::Initial => lang.pick("年初预算", "initial").to_owned(),
    }
}

/// From the tens below the lowest rate to those above the highest, within 0 and 150.
fn scale(all: &[Rates; 2], rows: &Rows) -> Linear {
    let ten = Decimal::TEN;
    let low = all.iter().filter_map(|rates| rates.sorted.first()).min().copied().unwrap_or_default();
    let high = all.iter().filter_map(|rates| rates.sorted.last()).max().copied().unwrap_or(Decimal::ONE_HUNDRED);
    let low = ((low / ten).floor() * ten).clamp(Decimal::ZERO, Decimal::from(80));
    let high = ((high / ten).ceil() * ten).clamp(Decimal::ONE_HUNDRED, Decimal::from(150));
    Linear { low, high, from: rows.plot.0, to: rows.plot.1 }
}

fn strip(page: &mut Page, rows: &Rows, scale: &Linear, (name, basis): (&str, Basis), rates: &Rates) {
    let lang = page.lang;
    let middle = rows.begin(page, name, if basis == Basis::Adjusted { LABEL } else { SMALL });
    let ink = if basis == Basis::Adjusted { PRIMARY } else { STEEL };
    let at = |share: u32| rates.quantile(share).map(|rate| scale.place(rate));
    if let (Some(p5), Some(q1), Some(q2), Some(q3), Some(p95)) = (at(5), at(25), at(50), at(75), at(95)) {
        page.canvas.line((p5, middle), (p95, middle), ink, 20);
        page.canvas.block(Area::new(q1, middle - 60, q3.max(q1 + 12), middle + 60), ink);
        outliers(page, scale, middle, rates);
        page.canvas.block(Area::new(q2 - 14, middle - 60, q2 + 14, middle + 60), PAPER);
        page.canvas.block(Area::new(q2 - 6, middle - 75, q2 + 6, middle + 75), INK);
    }
    if let Some(whole) = rates.whole {
        page.canvas.diamond(scale.place(whole), middle, 48, INK);
    }
    let n = counted(rates.n());
    let missing = || lang.pick("缺", "missing").to_owned();
    let figures =
        [n, rates.quantile(50).map_or_else(missing, percent_fixed), rates.whole.map_or_else(missing, percent_fixed)];
    for (column, figure) in figures.iter().enumerate() {
        rows.figure(page, column, middle, figure, LABEL);
    }
    let ends = [5, 25, 75, 95].map(|share| rates.quantile(share).map_or_else(missing, percent)).join(" / ");
    let lacking = match (lang, rates.missing) {
        (_, 0) => String::new(),
        (Lang::Zh, n) => format!("，{n}个缺"),
        (Lang::En, n) => format!(", {n} lack a figure"),
    };
    page.say(&format!("{name} n={}{lacking}, {} ({ends}), {}", figures[0], figures[1], figures[2]));
}

/// The rates below the fifth percentile and above the ninety-fifth.
fn outliers(page: &mut Page, scale: &Linear, middle: i32, rates: &Rates) {
    let (Some(p5), Some(p95)) = (rates.quantile(5), rates.quantile(95)) else { return };
    let mut places: BTreeMap<i32, u32> = BTreeMap::new();
    for rate in rates.sorted.iter().filter(|rate| **rate < p5 || **rate > p95) {
        let x = scale.place(*rate);
        *places.entry(x / NEAR * NEAR).or_default() += 1;
    }
    for (x, count) in places {
        let high = match count {
            1 => 28,
            2..=9 => 45,
            _ => 65,
        };
        page.canvas.line((x, middle - high), (x, middle + high), MUTED, 9);
    }
}

/// A unit with its rates.
struct Unit<'a> {
    panel: &'a Panel<Row<'a>>,
    rates: [Rates; 2],
}

/// The units with the lowest and the highest rates, the others together.
fn units(page: &mut Page, panels: &[Panel<Row<'_>>]) {
    let lang = page.lang;
    let all = by_unit(panels);
    let mut units: Vec<Unit<'_>> = all
        .iter()
        .map(|panel| Unit { panel, rates: Basis::BOTH.map(|basis| Rates::of(&panel.items, basis)) })
        .collect();
    units.sort_by(|a, b| a.rates[0].whole.cmp(&b.rates[0].whole).then_with(|| a.panel.unit.cmp(&b.panel.unit)));
    let many = units.len() > 2 * AT_AN_END + 1;
    let (low, rest) = units.split_at(if many { AT_AN_END } else { units.len() });
    let (rest, high) = rest.split_at(if many { rest.len() - AT_AN_END } else { 0 });
    let rest_name = others(lang, rest.len());
    let names = low.iter().chain(high).map(|unit| unit.panel.unit.as_str());
    let rows = Rows::new(names.chain([rest_name.as_str()]), &[700, 950, 950]);
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), MUTED);
    page.y += 220;
    let head = match many {
        true => lang.pick("执行率最低和最高的单位，所有年度合计", "Units at both ends, all years together"),
        false => lang.pick("各单位，所有年度合计", "Units, all years together"),
    };
    page.canvas.fit((MARGIN, page.y), head, LABEL.bold(), rows.plot.1 - MARGIN);
    page.say(head);
    rows.column_head(page, 0, "n", None);
    rows.column_head(page, 1, lang.pick("全年预算", "adjusted"), Some(true));
    rows.column_head(page, 2, lang.pick("年初预算", "initial"), Some(false));
    page.y += 60;
    let folded: Vec<Row<'_>> = rest.iter().flat_map(|unit| unit.panel.items.iter().copied()).collect();
    let folded = Basis::BOTH.map(|basis| Rates::of(&folded, basis));
    let shown =
        || low.iter().chain(high).flat_map(|unit| unit.rates.iter()).chain(&folded).filter_map(|rates| rates.whole);
    let ten = Decimal::TEN;
    let lowest = (shown().min().unwrap_or_default() / ten).floor() * ten;
    let highest = (shown().max().unwrap_or(Decimal::ONE_HUNDRED) / ten).ceil() * ten;
    let scale = Linear {
        low: lowest.clamp(Decimal::ZERO, Decimal::from(80)),
        high: highest.clamp(Decimal::ONE_HUNDRED, Decimal::from(150)),
        from: rows.plot.0,
        to: rows.plot.1,
    };
    let ticks: Vec<_> = scale.ticks(6).into_iter().map(|(v, x)| (format!("{v}%"), x)).collect();
    let top = page.y;
    low.iter().for_each(|unit| unit_row(page, &rows, &scale, &unit.panel.unit, &unit.rates));
    if many {
        page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + ROW), BAND);
        unit_row(page, &rows, &scale, &rest_name, &folded);
    }
    high.iter().for_each(|unit| unit_row(page, &rows, &scale, &unit.panel.unit, &unit.rates));
    page.axis(top, &ticks);
}

fn unit_row(page: &mut Page, rows: &Rows, scale: &Linear, name: &str, [adjusted, initial]: &[Rates; 2]) {
    let middle = rows.begin(page, name, LABEL);
    if let (Some(a), Some(i)) = (adjusted.whole, initial.whole) {
        page.canvas.line((scale.place(a), middle), (scale.place(i), middle), STEEL, 18);
    }
    if let Some(rate) = initial.whole {
        page.canvas.ring(scale.place(rate), middle, 62, MUTED);
    }
    if let Some(rate) = adjusted.whole {
        page.canvas.dot(scale.place(rate), middle, 46, PRIMARY);
    }
    let missing = || page.lang.pick("缺", "missing").to_owned();
    let figures = [
        counted(adjusted.n() + adjusted.missing),
        adjusted.whole.map_or_else(missing, percent_fixed),
        initial.whole.map_or_else(missing, percent_fixed),
    ];
    for (column, figure) in figures.iter().enumerate() {
        rows.figure(page, column, middle, figure, LABEL);
    }
    page.say(&format!("{name} {} / {} (n={})", figures[1], figures[2], figures[0]));
}
