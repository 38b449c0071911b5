//! Which projects hold most of the unspent money? Bars from the largest down, each with its share
//! and the share of all down to it.

use crate::charts::canvas::Area;
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, SPENT};
use crate::charts::page::Page;
use crate::charts::panels::{MOST_PANELS, Panel, all_of, by_year, panels_of, together, whose};
use crate::charts::rows::Rows;
use crate::charts::scale::{Linear, from_zero};
use crate::charts::style::{ACCENT, LABEL, MARGIN, RIGHT, RULE, SMALL, STEEL};
use crate::charts::words::{Form, counted, percent, percent_fixed, projects as so_many, sum, wan};
use crate::problem::Problem;
use crate::tables::DataFrame;
use crate::tables::cells::{self, Row, View};
use crate::tables::columns::{self as col, Column};
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["project_execution"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 1] = [SPENT];

/// How many bars all panels together may have; what follows is one bar, marked as a sum.
const MOST_ROWS: usize = 32;

/// The unspent money of one panel.
struct Left<'a> {
    panel: &'a Panel<Row<'a>>,
    /// Projects with money left, largest first.
    items: Vec<Row<'a>>,
    total: Decimal,
}

/// What is read of a project.
const COLUMNS: [&Column; 4] = [&col::YEAR, &col::UNIT, &col::PROJECT, &col::UNSPENT_WAN];

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "project_execution")?;
    let view = View::of(&source, &COLUMNS)?;
    let panels = panels_of(&view);
    if panels.len() > MOST_PANELS {
        return many(request, &source, &panels);
    }
    let lefts: Vec<Left<'_>> = panels.iter().map(left).collect();
    let lang = request.lang;
    let years = by_year(&panels);
    let mut page = Page::begin(lang, Form::Bars, &title(lang, &years.iter().map(left).collect::<Vec<_>>()), subtitle(lang));
    let with_bars = lefts.iter().filter(|left| !left.items.is_empty()).count().max(1);
    let most = if lefts.iter().map(|left| left.items.len()).sum::<usize>() > MOST_ROWS {
        (MOST_ROWS / with_bars).max(8)
    } else {
        usize::MAX
    };
    let rest_name = lang.pick("其余项目合计", "All others together");
    let names = lefts.iter().flat_map(|left| left.items.iter().take(most).map(|item| item.text(&col::PROJECT)));
    let rows = Rows::new(names.chain([rest_name]), &[1_000, 950, 950]);
    let largest =
        lefts.iter().flat_map(|left| left.items.first()).filter_map(|item| item.number(&col::UNSPENT_WAN)).max();
    let scale = from_zero(largest.unwrap_or_default(), 4, rows.plot.0, rows.plot.1);
    page.y += 130;
    column_heads(&mut page, &rows);
    for left in &lefts {
        draw_panel(&mut page, &rows, &scale, left, &bars(left, most, rest_name));
    }
    let order: Vec<usize> = lefts.iter().flat_map(order).collect();
    let table = cells::take(&source, &order)?;
    page.finish(request, table)
}

fn subtitle(lang: Lang) -> &'static str {
    lang.pick(
        "未执行金额＝全年预算数－全年执行数（万元），按金额从大到小；右列为占未执行总额的比重及自上而下的累计比重",
        "Unspent = adjusted budget − executed (wan = 10,000 yuan), largest first; at right the share of all unspent and the running share",
    )
}

/// The chart where units are many: a row a year, then the projects of all years that left most.
fn many(request: &Request<'_>, source: &DataFrame, panels: &[Panel<Row<'_>>]) -> Result<Drawing, Problem> {
    let lang = request.lang;
    let all = together(panels);
    let whole = left(&all);
    let half = holding(&whole, Decimal::new(5, 1));
    let (n, total, whose) = (so_many(lang, all.items.len()), wan(lang, whole.total), all_of(lang, panels));
    let title = match lang {
        _ if whole.items.is_empty() => finding(lang, &whole),
        Lang::Zh => format!("{whose}{n}未执行{total}，其中一半在{half}个项目"),
        Lang::En => format!("{whose}: {total} left unspent in {n}, half of it in {half} of them"),
    };
    let mut page = Page::begin(lang, Form::Bars, &title, subtitle(lang));
    years_table(&mut page, &by_year(panels));
    let rest_name = lang.pick("其余项目合计", "All others together");
    let bars = bars(&whole, MOST_LARGEST, rest_name);
    let names = whole.items.iter().take(MOST_LARGEST).map(|item| item.text(&col::PROJECT));
    let rows = Rows::new(names.chain([rest_name, UNDER]), &[1_000, 950, 950]);
    let scale = from_zero(bars.first().map(|bar| bar.amount).unwrap_or_default(), 4, rows.plot.0, rows.plot.1);
    page.y += 60;
    let head = lang.pick("未执行最多的项目", "The projects that left most");
    draw_bars(&mut page, &rows, &scale, &whole, &bars, head);
    others(&mut page, &whole);
    let table = cells::take(source, &order(&whole))?;
    page.finish(request, table)
}

/// As wide as the year and unit under the name of a project may need.
const UNDER: &str = "2024 · 某某市某某区某某某某中心";

/// How many projects have a bar of their own where units are many.
const MOST_LARGEST: usize = 20;

/// A row a year: what was left, by how many, and how few hold half of it.
fn years_table(page: &mut Page, years: &[Panel<Row<'_>>]) {
    let lang = page.lang;
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), RULE);
    page.y += 220;
    let names: Vec<String> = years.iter().map(|panel| whose(lang, panel)).collect();
    let rows = Rows::new(names.iter().map(String::as_str), &[800, 900, 1_000, 1_150]);
    let heads = [("项目数", "projects"), ("有未执行", "with unspent"), ("一半在", "half is in"), ("万元", "wan")];
    for (column, (zh, en)) in heads.into_iter().enumerate() {
        rows.column_head(page, column, lang.pick(zh, en), None);
    }
    page.y += 60;
    let lefts: Vec<Left<'_>> = years.iter().map(left).collect();
    let most = lefts.iter().map(|left| left.total).max().unwrap_or_default();
    let scale = from_zero(most, 4, rows.plot.0, rows.plot.1);
    for (left, name) in lefts.iter().zip(&names) {
        let middle = rows.begin(page, name, LABEL);
        page.canvas.block(Area::new(scale.from, middle - 70, scale.place(left.total).max(scale.from + 10), middle + 70), STEEL);
        let count = |n: usize| counted(n);
        let half = holding(left, Decimal::new(5, 1));
        let figures =
            [count(left.panel.items.len()), count(left.items.len()), so_many(lang, half), grouped(left.total, 2)];
        for (column, figure) in figures.iter().enumerate() {
            rows.figure(page, column, middle, figure, LABEL);
        }
        page.say(&format!("{name} {}", figures.join(" ")));
    }
    page.y += 150;
}

fn left<'a>(panel: &'a Panel<Row<'a>>) -> Left<'a> {
    let mut items: Vec<Row<'_>> = panel
        .items
        .iter()
        .copied()
        .filter(|item| item.number(&col::UNSPENT_WAN).is_some_and(|u| u > Decimal::ZERO))
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.number(&col::UNSPENT_WAN)));
    let total = sum(items.iter().map(|item| item.number(&col::UNSPENT_WAN)));
    Left { panel, items, total }
}

/// The rows of the table: those with money left as drawn, then the others.
fn order(left: &Left<'_>) -> Vec<usize> {
    let mut rows: Vec<usize> = left.items.iter().map(|item| item.at).collect();
    let drawn: BTreeSet<usize> = rows.iter().copied().collect();
    rows.extend(left.panel.items.iter().map(|item| item.at).filter(|row| !drawn.contains(row)));
    rows
}

/// A bar: a project, or all that follow.
struct Bar<'a> {
    name: &'a str,
    /// Year and unit, where the panel holds several.
    under: Option<String>,
    amount: Decimal,
    count: usize,
}

fn bars<'a>(left: &Left<'a>, most: usize, rest_name: &'a str) -> Vec<Bar<'a>> {
    let under = |item: &Row<'a>| {
        let year = item.year(&col::YEAR).map_or_else(|| "—".to_owned(), |year| year.to_string());
        (left.panel.units > 1).then(|| format!("{year} · {}", item.text(&col::UNIT)))
    };
    let bar = |item: &Row<'a>| Bar {
        name: item.text(&col::PROJECT),
        under: under(item),
        amount: item.number(&col::UNSPENT_WAN).unwrap_or_default(),
        count: 1,
    };
    let mut bars: Vec<Bar<'a>> = left.items.iter().take(most).map(bar).collect();
    let rest = left.items.get(most..).unwrap_or_default();
    if !rest.is_empty() {
        bars.push(Bar {
            name: rest_name,
            under: None,
            amount: sum(rest.iter().map(|item| item.number(&col::UNSPENT_WAN))),
            count: rest.len(),
        });
    }
    bars
}

fn share(part: Decimal, whole: Decimal) -> Decimal {
    if whole.is_zero() { Decimal::ZERO } else { part * Decimal::ONE_HUNDRED / whole }
}

/// The finding: how few projects hold how much of what was left over.
fn title(lang: Lang, lefts: &[Left<'_>]) -> String {
    let parts: Vec<String> = lefts.iter().rev().take(2).rev().map(|left| finding(lang, left)).collect();
    parts.join(lang.pick("；", "; "))
}

fn finding(lang: Lang, left: &Left<'_>) -> String {
    let (y, n) = (whose(lang, left.panel), so_many(lang, left.panel.items.len()));
    if left.panel.items.iter().all(|item| item.number(&col::UNSPENT_WAN).is_none()) {
        return match lang {
            Lang::Zh => format!("{y}{n}都缺预算数或执行数"),
            Lang::En => format!("{y}: {n} all lack a budget or what was spent"),
        };
    }
    if left.items.is_empty() {
        return match lang {
            Lang::Zh => format!("{y}{n}没有未执行的预算"),
            Lang::En => format!("{y}: nothing left unspent in {n}"),
        };
    }
    let few = &left.items[..few(left)];
    let part = percent(share(sum(few.iter().map(|item| item.number(&col::UNSPENT_WAN))), left.total));
    match (lang, few.len()) {
        (Lang::Zh, 1) => format!("{y}未执行的{}中，{part}在1个项目", wan(lang, left.total)),
        (Lang::Zh, k) => {
            format!("{y}未执行的{}中，{part}在{k}个项目（共{}个）", wan(lang, left.total), left.panel.items.len())
        }
        (Lang::En, k) => {
            format!("{y}: {part} of the {} left unspent lies in {k} of {n}", wan(lang, left.total))
        }
    }
}

/// The fewest projects that hold at least two thirds of what was left.
fn few(left: &Left<'_>) -> usize {
    holding(left, Decimal::TWO / Decimal::from(3))
}

/// The fewest projects that hold at least this share of what was left.
fn holding(left: &Left<'_>, share: Decimal) -> usize {
    let enough = left.total * share;
    let mut held = Decimal::ZERO;
    let before = |item: &&Row<'_>| {
        let before = held;
        held += item.number(&col::UNSPENT_WAN).unwrap_or_default();
        before < enough
    };
    left.items.iter().take_while(before).count()
}

fn draw_panel(page: &mut Page, rows: &Rows, scale: &Linear, left: &Left<'_>, bars: &[Bar<'_>]) {
    let items = &left.panel.items;
    let lang = page.lang;
    let with = match lang {
        _ if left.items.is_empty() => format!("n={}", items.len()),
        Lang::Zh => format!("n={}，有未执行{}个，共{}", items.len(), left.items.len(), wan(lang, left.total)),
        Lang::En => {
            format!("n={}, {} with money left, {} in all", items.len(), left.items.len(), wan(lang, left.total))
        }
    };
    page.panel_head(left.panel.year, &left.panel.unit, &with);
    if bars.is_empty() {
        page.y += 200;
        let nothing =
            lang.pick("全部项目执行数等于全年预算数，没有未执行金额。", "Every project spent its whole adjusted budget.");
        let unknown =
            lang.pick("没有项目同时列明预算数与执行数。", "No project states both a budget and what was spent.");
        let text = if items.iter().all(|item| item.number(&col::UNSPENT_WAN).is_none()) { unknown } else { nothing };
        page.canvas.text(MARGIN, page.y, text, LABEL);
        page.say(text);
        page.y += 130;
        return;
    }
    draw_bars(page, rows, scale, left, bars, "");
    others(page, left);
}

/// The bars under a head, which stands beside the heads of the columns where there is one.
fn draw_bars(page: &mut Page, rows: &Rows, scale: &Linear, left: &Left<'_>, bars: &[Bar<'_>], head: &str) {
    let lang = page.lang;
    if !head.is_empty() {
        page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), RULE);
        page.y += 220;
        page.canvas.text(MARGIN, page.y, head, LABEL.bold());
        column_heads(page, rows);
    }
    let top = page.y;
    let mut running = Decimal::ZERO;
    let few = few(left);
    for (at, bar) in bars.iter().enumerate() {
        let name = match (lang, bar.count) {
            (_, 1) => bar.name.to_owned(),
            (Lang::Zh, n) => format!("{}（{}）", bar.name, so_many(lang, n)),
            (Lang::En, n) => format!("{} ({})", bar.name, so_many(lang, n)),
        };
        let middle = match &bar.under {
            Some(under) => rows.begin_two(page, &name, under),
            None => rows.begin(page, &name, LABEL),
        };
        running += bar.amount;
        let part = share(bar.amount, left.total);
        // The sum of the others is no bar: it would dwarf every project.
        if bar.count == 1 {
            let end = scale.place(bar.amount).max(scale.from + 12);
            let ink = if at < few { ACCENT } else { STEEL };
            page.canvas.block(Area::new(scale.from, middle - 75, end, middle + 75), ink);
        }
        rows.figure(page, 0, middle, &grouped(bar.amount, 2), LABEL);
        rows.figure(page, 1, middle, &percent_fixed(part), LABEL);
        rows.figure(page, 2, middle, &percent_fixed(share(running, left.total)), LABEL);
        let under = bar.under.as_ref().map_or_else(String::new, |under| format!(" ({under})"));
        page.say(&format!("{name}{under} {} {}", grouped(bar.amount, 2), percent_fixed(part)));
    }
    let ticks: Vec<_> = scale.ticks(4).into_iter().map(|(v, x)| (grouped(v, 0), x)).collect();
    page.axis(top, &ticks);
}

fn column_heads(page: &mut Page, rows: &Rows) {
    for (column, zh, en) in [(0, "万元", "wan"), (1, "比重", "share"), (2, "累计", "running")] {
        rows.column_head(page, column, page.pick(zh, en), None);
    }
    page.y += 60;
}

/// What became of the projects without a bar.
fn others(page: &mut Page, left: &Left<'_>) {
    let over: Vec<_> = left
        .panel
        .items
        .iter()
        .filter(|item| item.number(&col::UNSPENT_WAN).is_some_and(|u| u < Decimal::ZERO))
        .collect();
    let none =
        left.panel.items.iter().filter(|item| item.number(&col::UNSPENT_WAN).is_some_and(|u| u.is_zero())).count();
    let unknown = left.panel.items.iter().filter(|item| item.number(&col::UNSPENT_WAN).is_none()).count();
    let mut parts = Vec::new();
    let zh = page.lang == Lang::Zh;
    if none > 0 {
        parts.push(if zh {
            format!("另有{none}个项目全部执行完")
        } else {
            format!("{} spent everything", so_many(page.lang, none))
        });
    }
    if !over.is_empty() {
        let by = wan(page.lang, -sum(over.iter().map(|item| item.number(&col::UNSPENT_WAN))));
        let n = over.len();
        parts.push(if zh {
            format!("{n}个项目执行数超过预算，共超{by}，未计入")
        } else {
            format!("{} spent {by} more than budgeted, not counted here", so_many(page.lang, n))
        });
    }
    if unknown > 0 {
        parts.push(if zh {
            format!("{unknown}个项目缺预算数或执行数")
        } else {
            format!("{} lack a figure", so_many(page.lang, unknown))
        });
    }
    if !parts.is_empty() {
        let text = parts.join(page.pick("；", "; ")) + page.pick("。", ".");
        page.y += 170;
        page.canvas.text(MARGIN, page.y, &text, SMALL);
        page.y += 110;
        page.say(&text);
    }
}
