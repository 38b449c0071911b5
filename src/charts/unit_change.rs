//! Which units changed between two years? A line from the first year's rate to the last year's for
//! every unit that is there in both, ordered by the change; with many, those at both ends by name and
//! the others together.

use crate::charts::canvas::Area;
use crate::charts::ends::others;
use crate::charts::execution_rates::{Basis, COLUMNS, Rates};
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, SPENT};
use crate::charts::page::Page;
use crate::charts::panels::{Panel, panels_of};
use crate::charts::rows::{ROW, Rows};
use crate::charts::scale::Linear;
use crate::charts::style::{ACCENT, BAND, LABEL, MARGIN, MUTED, PRIMARY, RIGHT, SMALL, STEEL};
use crate::charts::words::{Form, counted, percent, percent_fixed, projects as so_many, signed, signed_fixed, year};
use crate::problem::Problem;
use crate::tables::cells::{self, Row, View};
use crate::values::Lang;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["project_execution"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 1] = [SPENT];

/// How many units stand at each end where they are many.
const AT_AN_END: usize = 12;

/// What a row shows: a unit, or several together.
struct Change<'a> {
    name: String,
    from: Vec<Row<'a>>,
    to: Vec<Row<'a>>,
}

impl Change<'_> {
    fn rates(&self) -> [Option<Decimal>; 2] {
        [&self.from, &self.to].map(|items| Rates::of(items, Basis::Adjusted).whole)
    }

    fn change(&self) -> Option<Decimal> {
        let [from, to] = self.rates();
        Some(to? - from?)
    }

    fn n(&self) -> usize {
        self.from.len() + self.to.len()
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
    let years = (panels.first().and_then(|panel| panel.year), panels.last().and_then(|panel| panel.year));
    let (both, single) = changes(&panels, years);
    let (from, to) = (year(lang, years.0), year(lang, years.1));
    let subtitle = match lang {
        Lang::Zh => format!("按金额加权的执行率（执行数÷全年预算数，%）：空心点为{from}，实心点为{to}；按变化从降到升"),
        Lang::En => format!("Execution rate weighted by amount (executed ÷ adjusted budget, %): open = {from}, filled = {to}; from the largest fall to the largest rise"),
    };
    let mut page = Page::begin(lang, Form::Dumbbells, &title(lang, (&from, &to), &both, single.len()), &subtitle);
    let order: Vec<usize> = panels.iter().flat_map(|panel| panel.items.iter().map(|item| item.at)).collect();
    let drawn = if both.is_empty() { &single } else { &both };
    rows(&mut page, drawn, (&from, &to), both.is_empty());
    if !both.is_empty() && !single.is_empty() {
        let (n, items) = (single.len(), single.iter().map(Change::n).sum());
        let text = match lang {
            Lang::Zh => format!("另有{n}个单位（{}）只在其中一年出现，没有变化可言。", so_many(lang, items)),
            Lang::En => format!("{n} more units ({}) are there in one of the two years only and have no change.", so_many(lang, items)),
        };
        page.remark(&text);
    }
    let between = panels.iter().filter(|panel| panel.year != years.0 && panel.year != years.1).count();
    if between > 0 {
        let zh = format!("中间年度的{between}个单位年度不在此图，见趋势图。");
        let en = format!("{between} years of units in between are not in this chart; see the trend.");
        page.remark(lang.pick(&zh, &en));
    }
    page.finish(request, cells::take(&source, &order)?)
}

/// The units that are there in both years by their change, and those that are there in one.
fn changes<'a>(panels: &[Panel<Row<'a>>], years: (Option<i32>, Option<i32>)) -> (Vec<Change<'a>>, Vec<Change<'a>>) {
    let mut units: BTreeMap<&str, Change<'a>> = BTreeMap::new();
    for panel in panels.iter().filter(|panel| panel.year == years.0 || panel.year == years.1) {
        let fresh = || Change { name: panel.unit.clone(), from: Vec::new(), to: Vec::new() };
        let unit = units.entry(&panel.unit).or_insert_with(fresh);
        if panel.year == years.0 {
            unit.from.extend(panel.items.iter().copied());
        }
        if panel.year == years.1 && years.0 != years.1 {
            unit.to.extend(panel.items.iter().copied());
        }
    }
    let (mut both, single): (Vec<_>, Vec<_>) = units.into_values().partition(|unit| unit.change().is_some());
    both.sort_by(|a, b| a.change().cmp(&b.change()).then_with(|| a.name.cmp(&b.name)));
    (both, single)
}

fn title(lang: Lang, (from, to): (&str, &str), both: &[Change<'_>], single: usize) -> String {
    if both.is_empty() {
        return match lang {
            Lang::Zh if from == to => format!("只有{from}一年，{single}个单位没有变化可言"),
            Lang::En if from == to => format!("Only {from}: no change to tell for {single} units"),
            Lang::Zh => format!("没有单位在{from}和{to}都有：{single}个单位各只有一年，差别不是变化"),
            Lang::En => format!("No unit is there in both {from} and {to}: the {single} units differ, they did not change"),
        };
    }
    let changed = |wanted: std::cmp::Ordering| {
        both.iter().filter(|unit| unit.change().is_some_and(|change| change.cmp(&Decimal::ZERO) == wanted)).count()
    };
    let (up, down) = (changed(std::cmp::Ordering::Greater), changed(std::cmp::Ordering::Less));
    let all = all(both);
    let change = all.change().map_or_else(|| "—".to_owned(), signed);
    let (n, up, down) = (counted(both.len()), counted(up), counted(down));
    match lang {
        Lang::Zh => format!("{from}和{to}都有的{n}个单位：{up}个执行率上升，{down}个下降，合计{change}个百分点"),
        Lang::En => format!("{n} units there in {from} and {to}: {up} spent a larger share, {down} a smaller one; {change} points together"),
    }
}

/// All units of `changes` in one.
fn all<'a>(changes: &[Change<'a>]) -> Change<'a> {
    let from = changes.iter().flat_map(|one| one.from.iter().copied()).collect();
    let to = changes.iter().flat_map(|one| one.to.iter().copied()).collect();
    Change { name: String::new(), from, to }
}

fn rows(page: &mut Page, changes: &[Change<'_>], (from, to): (&str, &str), apart: bool) {
    let lang = page.lang;
    let many = changes.len() > 2 * AT_AN_END + 1;
    let (low, rest) = changes.split_at(if many { AT_AN_END } else { changes.len() });
    let (rest, high) = rest.split_at(if many { rest.len() - AT_AN_END } else { 0 });
    let folded = Change { name: others(lang, rest.len()), ..all(rest) };
    let whole = Change { name: lang.pick("合计", "All together").to_owned(), ..all(changes) };
    let shown = || low.iter().chain(high).chain((!rest.is_empty()).then_some(&folded)).chain([&whole]);
    let names = shown().map(|one| one.name.as_str());
    let rows = Rows::new(names, &[700, 950, 950, 950]);
    let rates = || shown().flat_map(Change::rates).flatten();
    let ten = Decimal::TEN;
    let low_end = (rates().min().unwrap_or_default() / ten).floor() * ten;
    let high_end = (rates().max().unwrap_or(Decimal::ONE_HUNDRED) / ten).ceil() * ten;
    let scale = Linear {
        low: low_end.clamp(Decimal::ZERO, Decimal::from(90)),
        high: high_end.clamp(Decimal::ONE_HUNDRED, Decimal::from(150)),
        from: rows.plot.0,
        to: rows.plot.1,
    };
    let ticks: Vec<_> = scale.ticks(6).into_iter().map(|(v, x)| (format!("{v}%"), x)).collect();
    page.y += 130;
    rows.column_head(page, 0, "n", None);
    rows.column_head(page, 1, from, Some(false));
    rows.column_head(page, 2, if apart && from == to { "" } else { to }, Some(true));
    rows.column_head(page, 3, lang.pick("变化", "change"), None);
    page.tick_labels(page.y, &ticks);
    page.y += 60;
    let top = page.y;
    if !apart {
        page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + ROW), BAND);
        row(page, &rows, &scale, &whole);
    }
    low.iter().for_each(|one| row(page, &rows, &scale, one));
    if !rest.is_empty() {
        page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + ROW), BAND);
        row(page, &rows, &scale, &folded);
    }
    high.iter().for_each(|one| row(page, &rows, &scale, one));
    page.axis(top, &ticks);
}

fn row(page: &mut Page, rows: &Rows, scale: &Linear, one: &Change<'_>) {
    let middle = rows.begin(page, &one.name, LABEL);
    let ([from, to], change) = (one.rates(), one.change());
    if let Some((from, to)) = from.zip(to) {
        let ink = if to < from { ACCENT } else { STEEL };
        page.canvas.line((scale.place(from), middle), (scale.place(to), middle), ink, 26);
    }
    if let Some(rate) = from {
        page.canvas.ring(scale.place(rate), middle, 62, MUTED);
    }
    if let Some(rate) = to {
        page.canvas.dot(scale.place(rate), middle, 46, PRIMARY);
    }
    rows.figure(page, 0, middle, &counted(one.n()), SMALL);
    let shown = |rate: Option<Decimal>| rate.map_or_else(|| "—".to_owned(), percent_fixed);
    rows.figure(page, 1, middle, &shown(from), LABEL);
    rows.figure(page, 2, middle, &shown(to), LABEL);
    rows.figure(page, 3, middle, &change.map_or_else(|| "—".to_owned(), signed_fixed), LABEL.bold());
    let spoken = |rate: Option<Decimal>| rate.map_or_else(|| "—".to_owned(), percent);
    page.say(&format!("{} {} → {} (n={})", one.name, spoken(from), spoken(to), one.n()));
}
