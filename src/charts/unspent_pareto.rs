//! Which projects hold most of the unspent money? Bars from the largest down, each with its share
//! and the share of all down to it.

use crate::charts::canvas::Area;
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, SPENT};
use crate::charts::page::{MOST_PANELS, Page, Panel, latest, panels_of};
use crate::charts::rows::Rows;
use crate::charts::scale::{Linear, from_zero};
use crate::charts::style::{ACCENT, LABEL, MARGIN, SMALL, STEEL};
use crate::charts::words::{percent, percent_fixed, projects as so_many, sum, wan, year};
use crate::problem::Problem;
use crate::tables::cells::{self, Row, View};
use crate::tables::columns::{self as col, Column};
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;

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
    let lefts: Vec<Left<'_>> = panels.iter().map(left).collect();
    let lang = request.lang;
    let subtitle = lang.pick(
        "未执行金额＝全年预算数－全年执行数（万元），按金额从大到小；右列为占本年未执行总额的比重及自上而下的累计比重",
        "Unspent = adjusted budget − executed (wan = 10,000 yuan), largest first; at right the share of the year's unspent total and the running share",
    );
    let mut page = Page::begin(lang, &title(lang, &lefts), subtitle);
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
    for (column, zh, en) in [(0, "万元", "wan"), (1, "比重", "share"), (2, "累计", "running")] {
        rows.column_head(&mut page, column, lang.pick(zh, en), None);
    }
    page.y += 60;
    for left in latest(&lefts, MOST_PANELS) {
        draw_panel(&mut page, &rows, &scale, left, &bars(left, most, rest_name));
    }
    page.remark_left_out(panels.len(), MOST_PANELS);
    let order: Vec<usize> = lefts.iter().flat_map(order).collect();
    let table = cells::take(&source, &order)?;
    page.finish(request, table)
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
    let others = left.panel.items.iter().map(|item| item.at).filter(|row| !rows.contains(row)).collect::<Vec<_>>();
    rows.extend(others);
    rows
}

/// A bar: a project, or all that follow.
struct Bar<'a> {
    name: &'a str,
    amount: Decimal,
    count: usize,
}

fn bars<'a>(left: &Left<'a>, most: usize, rest_name: &'a str) -> Vec<Bar<'a>> {
    let bar = |item: &Row<'a>| Bar {
        name: item.text(&col::PROJECT),
        amount: item.number(&col::UNSPENT_WAN).unwrap_or_default(),
        count: 1,
    };
    let mut bars: Vec<Bar<'a>> = left.items.iter().take(most).map(bar).collect();
    let rest = left.items.get(most..).unwrap_or_default();
    if !rest.is_empty() {
        bars.push(Bar {
            name: rest_name,
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
    let (y, n) = (year(lang, left.panel.year), so_many(lang, left.panel.items.len()));
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
    let enough = left.total * Decimal::TWO / Decimal::from(3);
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
        Lang::Zh => format!("n={}，有结余{}个，共{}", items.len(), left.items.len(), wan(lang, left.total)),
        Lang::En => {
            format!("n={}, {} with money left, {} in all", items.len(), left.items.len(), wan(lang, left.total))
        }
    };
    page.panel_head(left.panel.year, &left.panel.unit, &with);
    let top = page.y;
    let mut running = Decimal::ZERO;
    let few = few(left);
    for (at, bar) in bars.iter().enumerate() {
        let name = if bar.count == 1 {
            bar.name.to_owned()
        } else {
            format!("{}（{}）", bar.name, so_many(lang, bar.count))
        };
        let name = if lang == Lang::En { name.replace('（', " (").replace('）', ")") } else { name };
        let name = if bar.count == 1 { bar.name } else { &name };
        let middle = rows.begin(page, name, LABEL);
        running += bar.amount;
        let part = share(bar.amount, left.total);
        let ink = if at < few { ACCENT } else { STEEL };
        // The sum of the others is no bar: it would dwarf every project.
        if bar.count == 1 {
            let end = scale.place(bar.amount).max(scale.from + 12);
            page.canvas.block(Area::new(scale.from, middle - 75, end, middle + 75), ink);
        }
        rows.figure(page, 0, middle, &grouped(bar.amount, 2), LABEL);
        rows.figure(page, 1, middle, &percent_fixed(part), LABEL);
        rows.figure(page, 2, middle, &percent_fixed(share(running, left.total)), LABEL);
        page.say(&format!("{name} {} {}", grouped(bar.amount, 2), percent_fixed(part)));
    }
    if bars.is_empty() {
        page.y += 200;
        let nothing =
            lang.pick("全部项目执行数等于全年预算数，没有结余。", "Every project spent its whole adjusted budget.");
        let unknown =
            lang.pick("没有项目同时列明预算数与执行数。", "No project states both a budget and what was spent.");
        let text = if items.iter().all(|item| item.number(&col::UNSPENT_WAN).is_none()) { unknown } else { nothing };
        page.canvas.text(MARGIN, page.y, text, LABEL);
        page.say(text);
        page.y += 130;
        return;
    }
    let ticks: Vec<_> = scale.ticks(4).into_iter().map(|(v, x)| (grouped(v, 0), x)).collect();
    page.axis(top, &ticks);
    others(page, left);
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
