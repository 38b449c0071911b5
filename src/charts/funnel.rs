//! Do units differ by more than chance? The mean rate of each unit's projects over how many it has; the
//! lines are the limits within which the mean of so many projects, drawn from all, would lie.

use crate::charts::canvas::Area;
use crate::charts::execution_rates::{Basis, COLUMNS, Rates};
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{BUDGETS, Figures};
use crate::charts::page::Page;
use crate::charts::panels::{all_of, by_unit, panels_of};
use crate::charts::rows::Rows;
use crate::charts::scale::{Linear, Log, root};
use crate::charts::style::{ACCENT, INK, LABEL, MARGIN, MUTED, PRIMARY, RIGHT, RULE, SMALL, STEEL};
use crate::charts::words::{counted, percent, percent_fixed};
use crate::problem::Problem;
use crate::tables::cells::{self, View};
use crate::values::Lang;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["project_execution"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 1] = [BUDGETS];

/// Height of the plot.
const HIGH: i32 = 3_200;
/// Units outside the limits that are named on each side.
const NAMED: usize = 8;
/// Width and height of a place that one mark stands for, where units crowd.
const PLACE: i32 = 90;

/// A unit: how many projects with a rate, and their mean.
struct Unit {
    name: String,
    n: usize,
    mean: Decimal,
}

/// What the units are compared with: the mean of all projects, how far single ones lie from it.
struct All {
    n: usize,
    mean: Decimal,
    deviation: Decimal,
}

impl All {
    /// The limits within which nineteen of twenty (two deviations) or nearly all (three) means of `n`
    /// projects lie.
    fn limits(&self, n: Decimal, deviations: i64) -> (Decimal, Decimal) {
        let half = root(n).filter(|root| !root.is_zero()).map_or(Decimal::ZERO, |root| {
            Decimal::from(deviations) * self.deviation / root
        });
        (self.mean - half, self.mean + half)
    }

    /// On which side of three deviations a unit lies.
    fn side(&self, unit: &Unit) -> std::cmp::Ordering {
        let (low, high) = self.limits(Decimal::from(unit.n), 3);
        match unit.mean {
            mean if mean < low => std::cmp::Ordering::Less,
            mean if mean > high => std::cmp::Ordering::Greater,
            _ => std::cmp::Ordering::Equal,
        }
    }
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
            Some(mean) => units.push(Unit { name: panel.unit, n: rates.n(), mean }),
            None => without += 1,
        }
    }
    let rates: Vec<Decimal> =
        panels.iter().flat_map(|panel| Rates::of(&panel.items, Basis::Adjusted).sorted).collect();
    let all = All { n: rates.len(), mean: mean(&rates).unwrap_or_default(), deviation: deviation(&rates) };
    let subtitle = lang.pick(
        "每点一个单位：横为有执行率的项目数（对数轴），纵为各项目执行率（对全年预算）的平均；虚线与实线之外为2倍、3倍标准误，项目少的单位本来就容易偏离",
        "A dot per unit: across, how many projects have a rate (logarithmic); up, the mean of their rates (adjusted budget); dashed and solid: two and three standard errors, so that small units are not blamed for chance",
    );
    let whose = all_of(lang, &panels);
    let mut page = Page::begin(lang, &title(lang, &whose, &units, &all), subtitle);
    plot(&mut page, &units, &all);
    outside(&mut page, &units, &all);
    let inside = units.iter().filter(|unit| all.side(unit).is_eq()).count();
    let (n, total) = (counted(all.n), counted(units.len()));
    let text = match lang {
        Lang::Zh => format!("共{total}个单位、{n}个项目（全部项目平均{}）；3倍标准误之内{inside}个；{without}个单位没有执行率。各单位项目并非随机抽取，界限只作参照。", percent(all.mean)),
        Lang::En => format!("{total} units and {n} projects, mean of all {}; {inside} units within three standard errors, {without} without a rate. Projects are not drawn by chance; the limits are a yardstick.", percent(all.mean)),
    };
    page.remark(&text);
    let order: Vec<usize> = panels.iter().flat_map(|panel| panel.items.iter().map(|item| item.at)).collect();
    page.finish(request, cells::take(&source, &order)?)
}

fn mean(rates: &[Decimal]) -> Option<Decimal> {
    (!rates.is_empty()).then(|| rates.iter().sum::<Decimal>() / Decimal::from(rates.len()))
}

/// The standard deviation of `rates`; nothing of fewer than two.
fn deviation(rates: &[Decimal]) -> Decimal {
    let Some(mean) = mean(rates).filter(|_| rates.len() > 1) else { return Decimal::ZERO };
    let squares: Decimal = rates.iter().map(|rate| ((rate - mean) * (rate - mean)).round_dp(9)).sum();
    root(squares / Decimal::from(rates.len() - 1)).unwrap_or_default()
}

fn title(lang: Lang, whose: &str, units: &[Unit], all: &All) -> String {
    let count = |side: std::cmp::Ordering| units.iter().filter(|unit| all.side(unit) == side).count();
    let (low, high) = (count(std::cmp::Ordering::Less), count(std::cmp::Ordering::Greater));
    match lang {
        Lang::Zh if low + high == 0 => format!("{whose}：平均执行率的差别都在项目多少带来的波动之内"),
        Lang::En if low + high == 0 => format!("{whose}: no unit's mean rate lies beyond what its few projects explain"),
        Lang::Zh => format!("{whose}：{low}个单位平均执行率低得超出波动，{high}个高得超出波动"),
        Lang::En => format!("{whose}: {low} units lie lower and {high} higher than chance explains"),
    }
}

fn plot(page: &mut Page, units: &[Unit], all: &All) {
    let (left, right, top) = (MARGIN + 800, RIGHT - 150, page.y + 250);
    let sizes: Vec<Decimal> = units.iter().map(|unit| Decimal::from(unit.n)).collect();
    let across = Log::over(&sizes, left, right, 0);
    let ten = Decimal::TEN;
    let means = || units.iter().map(|unit| unit.mean);
    let low = (means().min().unwrap_or_default() / ten).floor() * ten;
    let high = (means().max().unwrap_or(Decimal::ONE_HUNDRED) / ten).ceil() * ten;
    let up = Linear {
        low: low.clamp(Decimal::ZERO, Decimal::from(90)),
        high: high.clamp(Decimal::ONE_HUNDRED, Decimal::from(150)),
        from: top + HIGH,
        to: top,
    };
    page.canvas.text(left - 130, top - 110, page.pick("平均执行率", "Mean rate"), SMALL.end());
    for (value, y) in up.ticks(6) {
        page.canvas.line((left - 60, y), (right, y), RULE, 8);
        page.canvas.text(left - 130, y + SMALL.drop(), &format!("{value}%"), SMALL.end());
    }
    let y = up.place(all.mean);
    page.canvas.line((left, y), (right, y), MUTED, 14);
    limits(page, (&across, &up), all, (left, right));
    dots(page, (&across, &up), units, all);
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
fn limits(page: &mut Page, (across, up): (&Log, &Linear), all: &All, (left, right): (i32, i32)) {
    let steps = 120;
    let first = across.value(left);
    let inside = |value: Decimal| value >= up.low && value <= up.high;
    for deviations in [2, 3] {
        for upper in [false, true] {
            let at = |i: i32| {
                let x = left + (right - left) * i / steps;
                let n = across.value(x).max(first);
                let (low, high) = all.limits(n, deviations);
                let value = if upper { high } else { low };
                inside(value).then(|| (x, up.place(value)))
            };
            for i in 0..steps {
                let Some((from, to)) = at(i).zip(at(i + 1)) else { continue };
                if deviations == 2 && i % 2 == 1 {
                    continue;
                }
                page.canvas.line(from, to, MUTED, if deviations == 2 { 10 } else { 14 });
            }
        }
    }
}

/// A dot a unit; where they crowd, one mark a place, as large as they are many. What lies outside is
/// drawn last.
fn dots(page: &mut Page, (across, up): (&Log, &Linear), units: &[Unit], all: &All) {
    let mut places: BTreeMap<(bool, i32, i32), u32> = BTreeMap::new();
    for unit in units {
        let (x, y) = (across.place(Decimal::from(unit.n)), up.place(unit.mean));
        let (x, y) = if units.len() > 150 { (x / PLACE * PLACE, y / PLACE * PLACE) } else { (x, y) };
        *places.entry((all.side(unit).is_ne(), x, y)).or_default() += 1;
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

/// The units beyond three standard errors by name, those at the far ends first.
fn outside(page: &mut Page, units: &[Unit], all: &All) {
    // A few units are all named; of many those beyond the limits.
    let few = units.len() <= 2 * NAMED;
    let mut beyond: Vec<&Unit> = units.iter().filter(|unit| few || all.side(unit).is_ne()).collect();
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
        true => lang.pick("各单位与3倍标准误的界限", "Units and three standard errors"),
        false => lang.pick("3倍标准误之外", "Beyond three standard errors"),
    };
    page.canvas.fit((MARGIN, page.y), head, LABEL.bold(), rows.plot.1 - MARGIN);
    for (column, (zh, en)) in [("项目数", "projects"), ("平均", "mean"), ("界限", "limits")].into_iter().enumerate() {
        rows.column_head(page, column, lang.pick(zh, en), None);
    }
    page.y += 60;
    for unit in &shown {
        let middle = rows.begin(page, &unit.name, LABEL);
        let (low, high) = all.limits(Decimal::from(unit.n), 3);
        let limits = format!("{}–{}", percent_fixed(low.max(Decimal::ZERO)), percent_fixed(high));
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
