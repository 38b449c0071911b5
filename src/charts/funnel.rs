//! Do units differ by more than chance? The mean rate of each unit's projects over how many it has; the
//! lines are the limits within which the mean of so many projects, drawn from all, would lie.

use crate::charts::canvas::Area;
use crate::charts::chance::{Chance, EXACT, Limit, mean};
use crate::charts::execution_rates::{Basis, COLUMNS, Rates};
use crate::charts::figure::{Drawing, Request, drawn_rows, nothing};
use crate::charts::figures::{BUDGETS, Figures};
use crate::charts::page::Page;
use crate::charts::panels::{all_of, by_unit, panels_of};
use crate::charts::rows::Rows;
use crate::charts::scale::{Linear, Log};
use crate::charts::style::{ACCENT, INK, LABEL, MARGIN, MUTED, PRIMARY, RIGHT, RULE, SMALL, STEEL};
use crate::charts::words::{Form, counted, percent, percent_fixed};
use crate::problem::Problem;
use crate::tables::cells::{self, View};
use crate::values::Lang;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["project_execution"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 1] = [BUDGETS];

/// Height of the plot.
const HIGH: i32 = 3_200;
/// Steps of the scale of rates, at most.
const TICKS: u32 = 6;
/// Units outside the limits that are named on each side.
const NAMED: usize = 8;
/// Width and height of a place that one mark stands for, where units crowd.
const PLACE: i32 = 90;

/// A unit: how many projects with a rate, and their mean.
struct Unit {
    name: String,
    n: usize,
    mean: Decimal,
    /// On which side of the outer limits it lies.
    side: Ordering,
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
    let (mut units, mut without) = (Vec::new(), 0_usize);
    for panel in by_unit(&panels) {
        let rates = Rates::of(&panel.items, Basis::Adjusted);
        match mean(&rates.sorted) {
            Some(mean) => units.push(Unit { name: panel.unit, n: rates.n(), mean, side: Ordering::Equal }),
            None => without += 1,
        }
    }
    let rates: Vec<Decimal> =
        panels.iter().flat_map(|panel| Rates::of(&panel.items, Basis::Adjusted).sorted).collect();
    let Some(all) = Chance::of(&rates) else {
        return Err(nothing(request, "project_execution", ("没有一个项目能算出执行率", "holds no project with a rate")));
    };
    for unit in &mut units {
        let (low, high) = all.limits(unit.n, Limit::Outer);
        unit.side = match unit.mean {
            mean if mean < low => Ordering::Less,
            mean if mean > high => Ordering::Greater,
            _ => Ordering::Equal,
        };
    }
    let subtitle = lang.pick(
        "每点一个单位：横为有执行率的项目数（对数轴），纵为各项目执行率（对全年预算）的平均；若把全部项目随机分给各单位，有95.4%落在虚线之内，99.7%落在实线之内",
        "A dot per unit: across, how many projects have a rate (logarithmic); up, the mean of their rates (adjusted budget); were all projects dealt to units at random, 95.4% would lie within the dashed lines, 99.7% within the solid ones",
    );
    let whose = all_of(lang, &panels);
    let mut page = Page::begin(lang, Form::Funnel, &title(lang, &whose, &units), subtitle);
    plot(&mut page, &units, &all);
    outside(&mut page, &units, &all);
    let inside = counted(units.iter().filter(|unit| unit.side.is_eq()).count());
    let (n, total) = (counted(all.n), counted(units.len()));
    let basis = basis(lang, &units);
    let lacking = match (lang, without) {
        (_, 0) => String::new(),
        (Lang::Zh, n) => format!("；{n}个单位没有执行率"),
        (Lang::En, n) => format!(", {n} without a rate"),
    };
    let text = match lang {
        Lang::Zh => format!("共{total}个单位、{n}个项目（全部项目平均{}）；实线之内{inside}个{lacking}。{basis}", percent(all.mean)),
        Lang::En => format!("{total} units and {n} projects, mean of all {}; {inside} within the solid lines{lacking}. {basis}", percent(all.mean)),
    };
    page.remark(&text);
    let order: Vec<usize> = panels.iter().flat_map(|panel| panel.items.iter().map(|item| item.at)).collect();
    page.finish(request, cells::take(&source, &order)?)
}

/// What the limits rest on: how those of few projects are made and those of many.
fn basis(lang: Lang, units: &[Unit]) -> String {
    let few = lang.pick(
        "界限由这些项目实际的执行率逐次抽取算出",
        "The limits are worked out draw by draw from the rates of these very projects",
    );
    let many = lang.pick("（项目多于{}个的按正态近似并计偏度）", " (of more than {} projects: normal, with the skew of the rates)");
    let many = if units.iter().any(|unit| unit.n > EXACT) { many.replace("{}", &EXACT.to_string()) } else { String::new() };
    let close = lang.pick("；项目并非随机分派，界限只作参照。", "; projects are not dealt by chance, the limits are a yardstick.");
    format!("{few}{many}{close}")
}

fn title(lang: Lang, whose: &str, units: &[Unit]) -> String {
    let count = |of: Ordering| units.iter().filter(|unit| unit.side == of).count();
    let (low, high) = (count(Ordering::Less), count(Ordering::Greater));
    let parts = [(low, lang.pick("低", "lower")), (high, lang.pick("高", "higher"))];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, side)| {
        let n = counted(*n);
        match lang {
            Lang::Zh => format!("{n}个单位平均执行率{side}得超出波动"),
            Lang::En => format!("{n} {side}"),
        }
    }).collect();
    match (lang, parts.join(lang.pick("，", ", "))) {
        (Lang::Zh, none) if none.is_empty() => format!("{whose}：平均执行率的差别都在项目多少带来的波动之内"),
        (Lang::En, none) if none.is_empty() => format!("{whose}: no unit's mean rate lies beyond what its few projects explain"),
        (Lang::Zh, some) => format!("{whose}：{some}"),
        (Lang::En, some) => format!("{whose}: mean rates beyond what chance explains: {some}"),
    }
}

fn plot(page: &mut Page, units: &[Unit], all: &Chance) {
    let (left, right, top) = (MARGIN + 800, RIGHT - 150, page.y + 250);
    let sizes: Vec<Decimal> = units.iter().map(|unit| Decimal::from(unit.n)).collect();
    let across = Log::over(&sizes, left, right, 0);
    // What lies beyond one and a half times the budget stands at the edge: one such unit would flatten all others.
    let means = units.iter().map(|unit| unit.mean.min(Decimal::from(150)));
    let up = Linear::around(means, (90, 100), TICKS, (top + HIGH, top));
    page.canvas.text(left - 130, top - 110, page.pick("平均执行率", "Mean rate"), SMALL.end());
    for (value, y) in up.ticks(TICKS) {
        page.canvas.line((left - 60, y), (right, y), RULE, 8);
        page.canvas.text(left - 130, y + SMALL.drop(), &format!("{value}%"), SMALL.end());
    }
    let y = up.place(all.mean);
    page.canvas.line((left, y), (right, y), MUTED, 14);
    limits(page, (&across, &up), all, (left, right));
    dots(page, (&across, &up), units);
    page.y = up.from + 60;
    let ticks: Vec<_> = across.ticks().into_iter().map(|(v, x)| (counted_decimal(v), x)).collect();
    page.axis(page.y, &ticks);
    page.canvas.text(right, page.y + 60, page.pick("项目数", "projects"), SMALL.end());
    page.y += 150;
}

fn counted_decimal(value: Decimal) -> String {
    crate::values::grouped(value, 0)
}

/// The limits as lines over the whole width.
fn limits(page: &mut Page, (across, up): (&Log, &Linear), all: &Chance, (left, right): (i32, i32)) {
    let steps = 120;
    let inside = |value: Decimal| value >= up.low && value <= up.high;
    let sizes = (0..=steps).map(|i| across.value(left + (right - left) * i / steps).round().to_usize().unwrap_or(1).max(1));
    let sizes: Vec<usize> = sizes.filter(|n| *n <= all.n).collect::<BTreeSet<_>>().into_iter().collect();
    for limit in [Limit::Inner, Limit::Outer] {
        let at = |n: usize| {
            let (low, high) = all.limits(n, limit);
            (across.place(Decimal::from(n)), [low, high])
        };
        for pair in sizes.windows(2) {
            let ((x, from), (to_x, to)) = (at(pair[0]), at(pair[1]));
            for (from, to) in from.into_iter().zip(to).filter(|(from, to)| inside(*from) && inside(*to)) {
                let (from, to) = ((x, up.place(from)), (to_x, up.place(to)));
                match limit {
                    Limit::Inner => page.canvas.dashes(from, to, MUTED, 10),
                    Limit::Outer => page.canvas.line(from, to, MUTED, 14),
                }
            }
        }
    }
}

/// A dot a unit; where they crowd, one mark a place, as large as they are many. What lies outside is
/// drawn last.
fn dots(page: &mut Page, (across, up): (&Log, &Linear), units: &[Unit]) {
    let mut places: BTreeMap<(bool, i32, i32), u32> = BTreeMap::new();
    for unit in units {
        let (x, y) = (across.place(Decimal::from(unit.n)), up.place(unit.mean));
        let (x, y) = if units.len() > 150 { (x / PLACE * PLACE, y / PLACE * PLACE) } else { (x, y) };
        *places.entry((unit.side.is_ne(), x, y)).or_default() += 1;
    }
    for ((is_outside, x, y), count) in places {
        let radius = match count {
            1 => 34,
            2..=4 => 44,
            _ => 58,
        };
        let ink = match (is_outside, count) {
            (true, _) => ACCENT,
            (false, 1..=4) => STEEL,
            (false, _) => PRIMARY,
        };
        page.canvas.marks.push(crate::charts::canvas::Mark::Dot(x, y, radius, ink));
    }
}

/// The units beyond the outer limits by name, those at the far ends first.
fn outside(page: &mut Page, units: &[Unit], all: &Chance) {
    // A few units are all named; of many those beyond the limits.
    let few = units.len() <= 2 * NAMED;
    let mut beyond: Vec<&Unit> = units.iter().filter(|unit| few || unit.side.is_ne()).collect();
    if beyond.is_empty() {
        return;
    }
    beyond.sort_by(|a, b| a.mean.cmp(&b.mean).then_with(|| a.name.cmp(&b.name)));
    let lang = page.lang;
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), MUTED);
    page.y += 220;
    let shown: Vec<&Unit> = match beyond.len() > 2 * NAMED {
        true => beyond[..NAMED].iter().chain(&beyond[beyond.len() - NAMED..]).copied().collect(),
        false => beyond.clone(),
    };
    let rows = Rows::new(shown.iter().map(|unit| unit.name.as_str()), &[900, 1_100, 2_000]);
    let head = match few {
        true => lang.pick("各单位与实线界限", "Units and the solid limits"),
        false => lang.pick("实线之外的单位", "Beyond the solid lines"),
    };
    page.canvas.fit((MARGIN, page.y), head, LABEL.bold(), rows.plot.1 - MARGIN);
    for (column, (zh, en)) in [("项目数", "projects"), ("平均", "mean"), ("界限", "limits")].into_iter().enumerate() {
        rows.column_head(page, column, lang.pick(zh, en), None);
    }
    page.y += 60;
    for unit in &shown {
        let middle = rows.begin(page, &unit.name, LABEL);
        let (low, high) = all.limits(unit.n, Limit::Outer);
        let limits = format!("{}–{}", percent_fixed(low.max(Decimal::ZERO).round_dp(2)), percent_fixed(high.round_dp(2)));
        for (column, figure) in [counted(unit.n), percent_fixed(unit.mean), limits.clone()].iter().enumerate() {
            rows.figure(page, column, middle, figure, if column == 2 { SMALL.ink(INK) } else { LABEL });
        }
        page.say(&format!("{} {} (n={}; {limits})", unit.name, percent(unit.mean), unit.n));
    }
    let left_out = beyond.len() - shown.len();
    if left_out > 0 {
        let zh = format!("界限之外另有{left_out}个单位未列名，图中均已画出。");
        let en = format!("{left_out} more units beyond the limits are drawn and not named.");
        page.remark(lang.pick(&zh, &en));
    }
}
