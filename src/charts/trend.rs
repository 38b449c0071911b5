//! How did spending go over the years? The median and the middle half of the projects' rates, the rate
//! of all by amount, and the same of the units that are there every year.

use crate::charts::execution_rates::{Basis, COLUMNS, Rates};
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{BUDGETS, Figures};
use crate::charts::canvas::Area;
use crate::charts::page::Page;
use crate::charts::panels::{Panel, by_year, panels_of, whose};
use crate::charts::scale::Linear;
use crate::charts::style::{ACCENT, INK, LABEL, MARGIN, MUTED, PRIMARY, RIGHT, RULE, SMALL, Type};
use crate::charts::words::{Form, counted, percent, percent_fixed, signed, year};
use crate::problem::Problem;
use crate::tables::cells::{self, Row, View};
use crate::values::Lang;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["project_execution"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 1] = [BUDGETS];

/// Height of a plot.
const HIGH: i32 = 2_000;
/// Steps of a scale, at most.
const TICKS: u32 = 5;
/// Years that fit beside each other; earlier ones are summed up in words.
const MOST_YEARS: usize = 16;

/// One year on one basis: of all units, and of those that are there every year.
struct Year {
    year: Option<i32>,
    all: Rates,
    same: Option<Rates>,
}

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "project_execution")?;
    let view = View::of(&source, &COLUMNS)?;
    let (lang, panels) = (request.lang, panels_of(&view));
    let years = by_year(&panels);
    let lasting = lasting(&panels, years.len());
    // Where all units are there every year, theirs is the line of all and would lie hidden under it.
    let apart = panels.iter().any(|panel| !lasting.contains(panel.unit.as_str()));
    let subtitle = lang.pick(
        "项目执行率（%）：浅带为中间一半，细线为中位数，粗线为按金额加权；虚线为每年都在的单位按金额加权",
        "Execution rates of projects (%): band = middle half, thin line = median, thick line = weighted by amount; dashed = weighted, units that are there every year",
    );
    let mut page = Page::begin(lang, Form::Lines, &title(lang, &years, &lasting), subtitle);
    let (early, shown) = years.split_at(years.len().saturating_sub(MOST_YEARS));
    for basis in Basis::BOTH {
        let one = |panel: &Panel<Row<'_>>| Year {
            year: panel.year,
            all: Rates::of(&panel.items, basis),
            same: (apart && !lasting.is_empty()).then(|| Rates::of(&of_units(panel, &lasting), basis)),
        };
        plot(&mut page, basis, (&shown.iter().map(one).collect::<Vec<_>>(), !lasting.is_empty()));
    }
    remarks(&mut page, &years, early, &lasting);
    let order: Vec<usize> = years.iter().flat_map(|panel| panel.items.iter().map(|item| item.at)).collect();
    page.finish(request, cells::take(&source, &order)?)
}

/// The units that are there in each of the years.
fn lasting<'a>(panels: &'a [Panel<Row<'_>>], years: usize) -> BTreeSet<&'a str> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    panels.iter().for_each(|panel| *seen.entry(&panel.unit).or_default() += 1);
    seen.into_iter().filter(|(_, n)| years > 1 && *n == years).map(|(unit, _)| unit).collect()
}

fn of_units<'a>(panel: &Panel<Row<'a>>, units: &BTreeSet<&str>) -> Vec<Row<'a>> {
    let is_one = |item: &&Row<'a>| units.contains(item.text(&crate::tables::columns::UNIT));
    panel.items.iter().filter(is_one).copied().collect()
}

/// From the first year to the last, of all and of the units that are there every year.
fn title(lang: Lang, years: &[Panel<Row<'_>>], lasting: &BTreeSet<&str>) -> String {
    let rate = |items: &[Row<'_>]| Rates::of(items, Basis::Adjusted).whole;
    let ends = years.first().zip(years.last());
    let ends = ends.and_then(|(first, last)| Some((first, rate(&first.items)?, last, rate(&last.items)?)));
    let Some((first, a, last, b)) = ends else {
        return lang.pick("没有一个项目能算出执行率", "No project has an execution rate").to_owned();
    };
    let (from, to) = (whose(lang, first), whose(lang, last));
    if years.len() < 2 {
        return match lang {
            Lang::Zh => format!("{from}执行率{}，只有一年，看不出趋势", percent(a)),
            Lang::En => format!("{from}: {} spent; one year is no trend", percent(a)),
        };
    }
    let same = rate(&of_units(first, lasting)).zip(rate(&of_units(last, lasting)));
    let n = counted(lasting.len());
    let close = match (lang, same) {
        (Lang::Zh, Some((a, b))) => format!("每年都在的{n}个单位{}个百分点", signed(b - a)),
        (Lang::En, Some((a, b))) => format!("{} points for the {n} units there every year", signed(b - a)),
        (Lang::Zh, None) => "没有每年都在的单位，差别不等于变化".to_owned(),
        (Lang::En, None) => "no unit is there every year, so it is no change over time".to_owned(),
    };
    match lang {
        Lang::Zh => format!("执行率{from}{}，{to}{}；{close}", percent(a), percent(b)),
        Lang::En => format!("Execution rate {} in {from}, {} in {to}; {close}", percent(a), percent(b)),
    }
}

/// One basis: the years across, the rates up, the figures of every year below it.
fn plot(page: &mut Page, basis: Basis, (years, joined): (&[Year], bool)) {
    let lang = page.lang;
    let head = match basis {
        Basis::Adjusted => lang.pick("对全年预算", "Of the adjusted budget"),
        Basis::Initial => lang.pick("对年初预算", "Of the initial budget"),
    };
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), MUTED);
    page.y += 220;
    page.canvas.text(MARGIN, page.y, head, LABEL.bold());
    page.say(head);
    page.y += 150;
    let (left, right) = (MARGIN + 1_300, RIGHT - 150);
    let step = (right - left) / i32::try_from(years.len()).unwrap_or(1).max(1);
    let x = |at: usize| left + step / 2 + step * i32::try_from(at).unwrap_or(0);
    let scale = scale(years, page.y);
    for (value, y) in scale.ticks(TICKS) {
        page.canvas.line((left - 60, y), (right, y), RULE, 10);
        page.canvas.text(left - 130, y + SMALL.drop(), &format!("{value}%"), SMALL.end());
    }
    lines(page, (years, joined), &scale, &x);
    page.y = scale.from + 290;
    figures(page, years, (&x, step, left - 130));
}

/// A scale that holds everything that is drawn.
fn scale(years: &[Year], top: i32) -> Linear {
    let of = |rates: &Rates| [rates.quantile(25), rates.quantile(50), rates.quantile(75), rates.whole];
    let drawn = years.iter().flat_map(|year| of(&year.all).into_iter().chain(year.same.iter().map(|rates| rates.whole)));
    Linear::around(drawn.flatten(), (90, 100), TICKS, (top + HIGH, top))
}

/// The band, the lines and the dots. Years without a unit in common stand beside each other: a line
/// from one to the next would say that something changed.
fn lines(page: &mut Page, (years, joined): (&[Year], bool), scale: &Linear, x: &impl Fn(usize) -> i32) {
    let place = |of: &dyn Fn(&Year) -> Option<Decimal>| -> Vec<(i32, i32)> {
        let one = |(at, year): (usize, &Year)| Some((x(at), scale.place(of(year)?)));
        years.iter().enumerate().filter_map(one).collect()
    };
    let (low, high) = (place(&|year| year.all.quantile(25)), place(&|year| year.all.quantile(75)));
    if joined {
        page.canvas.polygon(low.iter().chain(high.iter().rev()).copied().collect(), RULE);
        for pair in place(&|year| year.all.quantile(50)).windows(2) {
            page.canvas.line(pair[0], pair[1], MUTED, 14);
        }
    } else {
        let bars = low.iter().zip(&high);
        bars.for_each(|(low, high)| page.canvas.block(Area::new(low.0 - 160, high.1, low.0 + 160, low.1), RULE));
    }
    for (x, y) in place(&|year| year.all.quantile(50)) {
        page.canvas.line((x - 130, y), (x + 130, y), MUTED, 22);
    }
    for pair in place(&|year| year.same.as_ref()?.whole).windows(2) {
        page.canvas.dashes(pair[0], pair[1], ACCENT, 22);
    }
    for (x, y) in place(&|year| year.same.as_ref()?.whole) {
        page.canvas.diamond(x, y, 58, ACCENT);
    }
    let weighted = place(&|year| year.all.whole);
    for pair in weighted.windows(2).filter(|_| joined) {
        page.canvas.line(pair[0], pair[1], PRIMARY, 34);
    }
    for (x, y) in weighted {
        page.canvas.dot(x, y, 56, PRIMARY);
    }
}

/// What stands under each year: its name, the rates and how many projects they are of.
fn figures(page: &mut Page, years: &[Year], (x, step, left): (&impl Fn(usize) -> i32, i32, i32)) {
    let lang = page.lang;
    let shown = |rate: Option<Decimal>| rate.map_or_else(|| "—".to_owned(), percent_fixed);
    let has_same = years.iter().any(|year| year.same.is_some());
    let mut lines: Vec<(&str, Type, Vec<String>)> = vec![
        (lang.pick("年度", "Year"), LABEL.bold(), years.iter().map(|one| year(lang, one.year)).collect()),
        (lang.pick("● 加权", "● weighted"), LABEL, years.iter().map(|one| shown(one.all.whole)).collect()),
    ];
    if has_same {
        let same = years.iter().map(|one| shown(one.same.as_ref().and_then(|rates| rates.whole))).collect();
        lines.push((lang.pick("◆ 每年都在", "◆ every year"), LABEL, same));
    }
    lines.push((lang.pick("中位数", "median"), SMALL.ink(INK), years.iter().map(|one| shown(one.all.quantile(50))).collect()));
    lines.push((lang.pick("项目数", "projects"), SMALL, years.iter().map(|one| counted(one.all.n())).collect()));
    for (name, kind, cells) in lines {
        page.canvas.fit((left, page.y), name, SMALL.ink(INK).end(), left - MARGIN);
        for (at, cell) in cells.iter().enumerate() {
            page.canvas.fit((x(at), page.y), cell, kind.middle(), step - 40);
        }
        page.say(&format!("{name}{}{}", lang.pick("：", ": "), cells.join(lang.pick("，", ", "))));
        page.y += 205;
    }
    page.y += 20;
}

/// Who is there every year, and what lies before the years that are drawn.
fn remarks(page: &mut Page, years: &[Panel<Row<'_>>], early: &[Panel<Row<'_>>], lasting: &BTreeSet<&str>) {
    let units: BTreeSet<&str> =
        years.iter().flat_map(|panel| panel.items.iter().map(|item| item.text(&crate::tables::columns::UNIT))).collect();
    let (all, n) = (counted(units.len()), counted(lasting.len()));
    let text = match page.lang {
        Lang::Zh if all == n => format!("{all}个单位每年都在。"),
        Lang::En if all == n => format!("All {all} units are there every year."),
        Lang::Zh => format!("{all}个单位中{n}个每年都在；其余只在部分年度出现，计入全部单位。"),
        Lang::En => format!("{n} of {all} units are there every year; the others are counted in the years they are there."),
    };
    page.remark(&text);
    if early.is_empty() {
        return;
    }
    let items: Vec<Row<'_>> = early.iter().flat_map(|panel| panel.items.iter().copied()).collect();
    let rate = Rates::of(&items, Basis::Adjusted).whole.map_or_else(|| "—".to_owned(), percent);
    let (years, n) = (counted(early.len()), counted(items.len()));
    let text = match page.lang {
        Lang::Zh => format!("更早的{years}年（{n}个项目）合计执行{rate}，未逐年画出。"),
        Lang::En => format!("The {years} years before ({n} projects) spent {rate} together and are not drawn one by one."),
    };
    page.remark(&text);
}
