//! Were budgets kept? What was spent of them in total (PEFA PI-1) and how far the composition moved
//! (PI-2), on the initial and on the adjusted budget; by year and unit while these are few, else by
//! year with how many years of units lie in each band.

use crate::charts::canvas::Area;
use crate::charts::figure::{Drawing, Request, drawn_rows, level_rows};
use crate::charts::figures::{BUDGETS, Figures};
use crate::charts::page::Page;
use crate::charts::panels::MOST_PANELS;
use crate::charts::rows::Rows;
use crate::charts::scale::{Linear, from_zero};
use crate::charts::style::{ACCENT, BAND, INK, LABEL, MARGIN, MUTED, PALE, PAPER, PRIMARY, RIGHT, RULE, SMALL, STEEL};
use crate::charts::words::{Form, counted, percent, percent_fixed, year};
use crate::problem::Problem;
use crate::tables::{DataFrame, cells};
use crate::values::Lang;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["budget_credibility"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 1] = [BUDGETS];

/// The bands of PEFA for what was spent of a budget, the widest first: low, high.
const BANDS: [(i64, i64); 3] = [(85, 115), (90, 110), (95, 105)];

/// One basis of one year, of one unit or of all.
#[derive(Clone)]
struct Outturn {
    row: usize,
    year: Option<i32>,
    unit: String,
    basis: String,
    n: usize,
    missing: usize,
    outturn: Option<Decimal>,
    variance: Option<Decimal>,
    bands: [String; 2],
    without: Option<(String, Decimal)>,
}

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "budget_credibility")?;
    let lang = request.lang;
    let units = read(&source)?;
    let keys: BTreeSet<(Option<i32>, &str)> = units.iter().map(|one| (one.year, one.unit.as_str())).collect();
    let many = keys.len() > MOST_PANELS;
    let years = read(&level_rows(request, "budget_credibility", "year")?)?;
    let drawn = if many { &years } else { &units };
    let years_alone = keys.iter().map(|key| key.0).collect::<BTreeSet<_>>().len() == keys.len();
    let told = if years_alone || years.is_empty() { &units } else { &years };
    let subtitle = lang.pick(
        "左：执行数占预算（%，PEFA PI-1），底色由浅到深为C、B、A档；右：构成偏差（%，PI-2），即各项目实际与按总执行率折算的预算之差合计占执行数，15%起（D档）为橙色",
        "Left: spent as a share of the budget (%, PEFA PI-1), shades are bands C, B, A; right: how far the composition moved (%, PI-2), of what was spent, orange from 15% (band D)",
    );
    let mut page = Page::begin(lang, Form::Dots, &title(lang, told, &units), subtitle);
    table(&mut page, drawn);
    if many {
        bands(&mut page, &units);
    }
    let order: Vec<usize> = units.iter().map(|one| one.row).collect();
    page.finish(request, cells::take(&source, &order)?)
}

/// The rows of projects in `source`, by year, unit and basis.
fn read(source: &DataFrame) -> Result<Vec<Outturn>, Problem> {
    let (years, units) = (cells::years(source, "year")?, cells::names(source, "unit")?);
    let (over, basis) = (cells::names(source, "over")?, cells::names(source, "basis")?);
    let (n, missing) = (cells::tallies(source, "n")?, cells::tallies(source, "missing")?);
    let (outturn, variance) = (cells::numbers(source, "outturn_pct")?, cells::numbers(source, "variance_pct")?);
    let (pi1, pi2) = (cells::names(source, "pi1_band")?, cells::names(source, "pi2_band")?);
    let (largest, without) = (cells::names(source, "largest")?, cells::numbers(source, "outturn_without_pct")?);
    let one = |row: usize| Outturn {
        row,
        year: years[row],
        unit: units[row].clone(),
        basis: basis[row].clone(),
        n: n[row],
        missing: missing[row],
        outturn: outturn[row],
        variance: variance[row],
        bands: [pi1[row].clone(), pi2[row].clone()],
        without: without[row].map(|rate| (largest[row].clone(), rate)),
    };
    let mut all: Vec<Outturn> = (0..source.height()).filter(|row| over[*row] == "project").map(one).collect();
    let rank = |basis: &str| ["initial", "initial_moved", "adjusted"].iter().position(|known| *known == basis);
    all.sort_by(|a, b| {
        (a.year, a.unit.as_str(), rank(&a.basis)).cmp(&(b.year, b.unit.as_str(), rank(&b.basis)))
    });
    Ok(all)
}

/// The last two years on the initial budget.
fn title(lang: Lang, years: &[Outturn], units: &[Outturn]) -> String {
    let of = |one: &Outturn| units.iter().filter(|unit| unit.year == one.year && unit.basis == one.basis).count();
    let initial: Vec<&Outturn> = years.iter().filter(|one| one.basis == "initial" && one.outturn.is_some()).collect();
    let moved = |of: &Outturn| {
        let same = |one: &&Outturn| one.basis == "initial_moved" && one.year == of.year && one.unit == of.unit;
        years.iter().find(same).and_then(|one| one.outturn)
    };
    let part = |one: &&&Outturn| {
        let share = percent(one.outturn.unwrap_or_default());
        let y = match (lang, of(one)) {
            (_, 0 | 1) => year(lang, one.year),
            (Lang::Zh, n) => format!("{}{}个单位", year(lang, one.year), counted(n)),
            (Lang::En, n) => format!("{} ({} units)", year(lang, one.year), counted(n)),
        };
        let variance = one.variance.map_or_else(|| "—".to_owned(), percent);
        let other = moved(one).map_or_else(String::new, |rate| match lang {
            Lang::Zh => format!("（还原疑似划转后{}）", percent(rate)),
            Lang::En => format!(" ({} with likely moves followed)", percent(rate)),
        });
        match lang {
            Lang::Zh => format!("{y}执行了年初预算的{share}{other}，构成偏差{variance}"),
            Lang::En => format!("{y}: {share} of initial budgets spent{other}, composition moved by {variance}"),
        }
    };
    let most = if initial.iter().any(|one| of(one) > 1) { 1 } else { 2 };
    let parts: Vec<String> = initial.iter().rev().take(most).map(|one| part(&one)).collect();
    match parts.is_empty() {
        true => lang.pick("没有项目同时有年初预算和执行数", "No project states an initial budget and what was spent").to_owned(),
        false => parts.join(lang.pick("；", "; ")),
    }
}

fn basis_name(lang: Lang, basis: &str) -> String {
    match basis {
        "initial" => lang.pick("对年初预算", "of the initial budget"),
        "initial_moved" => lang.pick("还原疑似划转后", "likely moves followed"),
        "adjusted" => lang.pick("对全年预算", "of the adjusted budget"),
        other => other,
    }
    .to_owned()
}

/// Where the two plots stand.
struct Plots {
    outturn: Linear,
    variance: Linear,
}

/// A panel a year of a unit, or a year; in it a row a basis.
fn table(page: &mut Page, drawn: &[Outturn]) {
    let lang = page.lang;
    let names: Vec<String> = drawn.iter().map(|one| basis_name(lang, &one.basis)).collect();
    let without = lang.pick("不含最大项目", "without the largest");
    let rows = Rows::new(names.iter().map(String::as_str).chain([without]), &[1_000, 500, 1_000, 500]);
    let (left, right) = rows.plot;
    let split = left + (right - left) * 62 / 100;
    let most = |value: fn(&Outturn) -> Option<Decimal>| drawn.iter().filter_map(value).max().unwrap_or_default();
    let outturns = drawn.iter().filter_map(|one| one.outturn).map(|rate| rate.min(Decimal::from(200)));
    let plots = Plots {
        outturn: Linear::around(outturns, (80, 120), 4, (left, split - 480)),
        variance: from_zero(most(|one| one.variance).max(Decimal::from(15)), 3, split, right),
    };
    page.y += 130;
    for (column, text) in ["PI-1", "", "PI-2", ""].into_iter().enumerate() {
        rows.column_head(page, column, text, None);
    }
    let ticks: Vec<_> = plots.outturn.ticks(4).into_iter().map(|(v, x)| (format!("{v}%"), x)).collect();
    page.tick_labels(page.y, &ticks);
    let more: Vec<_> = plots.variance.ticks(3).into_iter().map(|(v, x)| (format!("{v}%"), x)).collect();
    page.tick_labels(page.y, &more);
    page.y += 60;
    let mut before: Option<(Option<i32>, &str)> = None;
    for (one, name) in drawn.iter().zip(&names) {
        if before != Some((one.year, &one.unit)) {
            page.y += if before.is_some() { 90 } else { 0 };
            page.panel_head(one.year, &one.unit, &note(lang, one));
            before = Some((one.year, &one.unit));
        }
        row(page, &rows, &plots, name, one);
    }
}

/// How many projects there are, and how many of them the first basis cannot count.
fn note(lang: Lang, one: &Outturn) -> String {
    let (n, missing) = (counted(one.n + one.missing), counted(one.missing));
    match (lang, one.missing) {
        (_, 0) => format!("n={n}"),
        (Lang::Zh, _) => format!("n={n}，其中{missing}个无年初预算"),
        (Lang::En, _) => format!("n={n}, {missing} without an initial budget"),
    }
}

fn row(page: &mut Page, rows: &Rows, plots: &Plots, name: &str, one: &Outturn) {
    let top = page.y;
    let middle = rows.begin(page, name, LABEL);
    for ((low, high), ink) in BANDS.into_iter().zip([BAND, RULE, PALE]) {
        let place = |value: i64| plots.outturn.place(Decimal::from(value));
        page.canvas.block(Area::new(place(low), top, place(high), page.y), ink);
    }
    if let Some(rate) = one.outturn {
        page.canvas.dot(plots.outturn.place(rate), middle, 60, if one.basis == "adjusted" { STEEL } else { PRIMARY });
    }
    if let Some((_, rate)) = &one.without {
        page.canvas.ring(plots.outturn.place(*rate), middle, 52, MUTED);
    }
    let variance = one.variance.unwrap_or_default();
    let end = plots.variance.place(variance).max(plots.variance.from + 10);
    let ink = if variance >= Decimal::from(15) { ACCENT } else { STEEL };
    page.canvas.block(Area::new(plots.variance.from, middle - 65, end, middle + 65), ink);
    let shown = |rate: Option<Decimal>| rate.map_or_else(|| page.lang.pick("缺", "missing").to_owned(), percent_fixed);
    let figures = [shown(one.outturn), one.bands[0].clone(), shown(one.variance), one.bands[1].clone()];
    for (column, figure) in figures.iter().enumerate() {
        rows.figure(page, column, middle, figure, LABEL);
    }
    let lacking = match (page.lang, one.missing) {
        (_, 0) => String::new(),
        (Lang::Zh, n) => format!("，{n}个无此预算"),
        (Lang::En, n) => format!(", {n} without such a budget"),
    };
    page.say(&format!("{name} {} ({}), {} ({}); n={}{lacking}", figures[0], figures[1], figures[2], figures[3], one.n));
    if let Some((largest, rate)) = &one.without {
        let text = match page.lang {
            Lang::Zh => format!("空心点：不含过半的“{largest}”为{}", percent(*rate)),
            Lang::En => format!("open dot: {} without \"{largest}\", which holds over half", percent(*rate)),
        };
        page.y += 150;
        page.canvas.fit((plots.outturn.from, page.y - 20), &text, SMALL, RIGHT - plots.outturn.from);
        page.y += 40;
        page.say(&text);
    }
}

/// How many years of units lie in each band of PI-1 on the initial budget, year by year.
fn bands(page: &mut Page, units: &[Outturn]) {
    let lang = page.lang;
    let mut years: BTreeMap<Option<i32>, [usize; 5]> = BTreeMap::new();
    for one in units.iter().filter(|one| one.basis == "initial") {
        let at = ["A", "B", "C", "D"].iter().position(|band| *band == one.bands[0]).unwrap_or(4);
        years.entry(one.year).or_default()[at] += 1;
    }
    page.y += 120;
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), MUTED);
    page.y += 220;
    let names: Vec<String> = years.keys().map(|one| year(lang, *one)).collect();
    let rows = Rows::new(names.iter().map(String::as_str), &[600, 600, 600, 600, 700]);
    let head = lang.pick("各档的单位个数（PI-1，对年初预算）", "Units by band (PI-1, initial budget)");
    page.canvas.fit((MARGIN, page.y), head, LABEL.bold(), rows.plot.1 - MARGIN);
    page.say(head);
    for (column, text) in ["A", "B", "C", "D", lang.pick("缺", "none")].into_iter().enumerate() {
        rows.column_head(page, column, text, None);
    }
    page.y += 60;
    for (counts, name) in years.values().zip(&names) {
        let middle = rows.begin(page, name, LABEL);
        let all: usize = counts.iter().sum();
        let scale = Linear { low: Decimal::ZERO, high: Decimal::from(all), from: rows.plot.0, to: rows.plot.1 };
        let mut from = 0;
        for (count, ink) in counts.iter().zip([PRIMARY, STEEL, PALE, ACCENT, BAND]) {
            let (left, right) = (scale.place(Decimal::from(from)), scale.place(Decimal::from(from + count)));
            page.canvas.block(Area::new(left, middle - 75, right - 6, middle + 75), ink);
            let text = counted(*count);
            if right - left > 300 {
                let letter = if ink == PRIMARY || ink == ACCENT { PAPER } else { INK };
                page.canvas.text((left + right) / 2, middle + SMALL.drop(), &text, SMALL.ink(letter).middle());
            }
            from += count;
        }
        for (column, count) in counts.iter().enumerate() {
            rows.figure(page, column, middle, &counted(*count), LABEL);
        }
        let spoken: Vec<String> = counts.iter().map(usize::to_string).collect();
        page.say(&format!("{name} A/B/C/D/— {} (n={all})", spoken.join("/")));
    }
}
