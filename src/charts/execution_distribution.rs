//! How evenly was the money spent? Every project a dot on both bases, with the rate of the whole and
//! the median above; a histogram and the lowest projects where there are too many for a dot each; a
//! strip a year and the units at both ends where units are many.

use crate::charts::canvas::Area;
use crate::charts::execution_rates::{Basis, COLUMNS, Rates, without_largest};
use crate::charts::execution_strips;
use crate::charts::figure::{Drawing, Request, drawn_rows, level_rows};
use crate::charts::figures::{Figures, BUDGETS};
use crate::charts::page::Page;
use crate::charts::panels::{MOST_PANELS, Panel, by_year, panels_of, whose};
use crate::charts::rows::Rows;
use crate::charts::scale::Linear;
use crate::charts::style::{ACCENT, INK, LABEL, MARGIN, MUTED, PALE, PRIMARY, RIGHT, SMALL, STEEL};
use crate::charts::words::{Form, percent, percent_fixed, projects as so_many};
use crate::problem::Problem;
use crate::tables::cells::{self, Row, View};
use crate::tables::columns as col;
use crate::values::Lang;
use rust_decimal::Decimal;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 2] = ["project_execution", "execution_distribution"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 1] = [BUDGETS];

/// With more projects than this in all panels together, a panel shows its lowest only.
const MOST_ROWS: usize = 40;
/// How many of the lowest are then shown.
const LOWEST: usize = 12;

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "project_execution")?;
    let view = View::of(&source, &COLUMNS)?;
    let mut panels = panels_of(&view);
    for panel in &mut panels {
        // Lowest last; a project without a rate stands below all others.
        panel.items.sort_by(|a, b| {
            b.number(&col::ADJUSTED_RATE_PCT)
                .cmp(&a.number(&col::ADJUSTED_RATE_PCT))
                .then(b.number(&col::INITIAL_RATE_PCT).cmp(&a.number(&col::INITIAL_RATE_PCT)))
        });
    }
    let lang = request.lang;
    let moved = moved(request)?;
    let title = title(lang, &by_year(&panels), &moved);
    let order: Vec<usize> = panels.iter().flat_map(|panel| panel.items.iter().map(|item| item.at)).collect();
    let table = cells::take(&source, &order)?;
    if panels.len() > MOST_PANELS {
        return execution_strips::draw(&title, &panels, lang).finish(request, table);
    }
    let subtitle = lang.pick(
        "执行率（%），每行一个项目：实心点为执行数÷全年预算数，空心点为执行数÷年初预算数",
        "Execution rate (%), one project a row: filled = executed ÷ adjusted budget, open = executed ÷ initial budget",
    );
    let mut page = Page::begin(lang, Form::Dots, &title, subtitle);
    let crowded = panels.iter().map(|panel| panel.items.len()).sum::<usize>() > MOST_ROWS;
    let shown = |panel: &Panel<Row<'_>>| if crowded && panel.items.len() > LOWEST { LOWEST } else { usize::MAX };
    let names = panels.iter().flat_map(|p| p.items.iter().rev().take(shown(p)).map(|item| item.text(&col::PROJECT)));
    let rows = Rows::new(names.chain([whole_name(lang)]), &[1_000, 1_000]);
    let scale = scale(&panels, &rows);
    page.y += 130;
    rows.column_head(&mut page, 0, lang.pick("全年预算", "adjusted"), Some(true));
    rows.column_head(&mut page, 1, lang.pick("年初预算", "initial"), Some(false));
    let ticks: Vec<_> = scale.ticks(6).into_iter().map(|(v, x)| (format!("{v}%"), x)).collect();
    page.tick_labels(page.y, &ticks);
    page.y += 60;
    for panel in &panels {
        draw_panel(&mut page, &rows, (&scale, &ticks), (panel, &moved), shown(panel));
    }
    page.y -= 40;
    page.axis(page.y, &ticks);
    page.finish(request, table)
}

/// The finding: per year, the rate on the official basis, and on the initial one where it tells another story.
fn title(lang: Lang, years: &[Panel<Row<'_>>], moved: &[Moved]) -> String {
    let latest_first = years.iter().rev().take(2);
    let parts: Vec<String> = latest_first.filter_map(|panel| finding(lang, panel, moved)).collect();
    match parts.is_empty() {
        true => lang.pick("没有一个项目能算出执行率", "No project has an execution rate").to_owned(),
        false => parts.join(lang.pick("；", "; ")),
    }
}

fn finding(lang: Lang, panel: &Panel<Row<'_>>, moved: &[Moved]) -> Option<String> {
    let [adjusted, other] = Basis::BOTH.map(|basis| Rates::of(&panel.items, basis));
    let (whole, initial) = (adjusted.whole?, other.whole);
    let (y, n) = (whose(lang, panel), so_many(lang, adjusted.n()));
    let all_full = adjusted.sorted.first() == Some(&Decimal::ONE_HUNDRED) && whole == Decimal::ONE_HUNDRED;
    // Where units are many, the strips say how many lack an initial budget.
    let partial = (other.n() != adjusted.n() && panel.units < 2).then(|| other.n());
    let told = match (initial, moved.iter().find(|one| one.year == panel.year && one.unit.is_none())) {
        (Some(_), Some(one)) if lang == Lang::Zh => format!("（还原疑似划转后{}）", percent(one.whole)),
        (Some(_), Some(one)) => format!(" ({} with likely moves followed)", percent(one.whole)),
        _ => String::new(),
    };
    let found = match (lang, initial) {
        (Lang::Zh, Some(i)) if all_full => format!("{y}{n}执行率均为100%，对年初预算{}{}", only(i), percent(i)),
        (Lang::Zh, Some(i)) => {
            let of = partial.map_or_else(String::new, |n| format!("（{n}个）"));
            format!("{y}{n}合计执行{}，对年初预算{of}{}{}", percent(whole), only(i), percent(i))
        }
        (Lang::Zh, None) => format!("{y}{n}合计执行{}", percent(whole)),
        (Lang::En, Some(i)) if all_full => format!("{y}: {n} all at 100%, but {} of initial budgets", percent(i)),
        (Lang::En, Some(i)) => {
            let of = partial.map_or_else(String::new, |n| format!(" ({n})"));
            format!("{y}: {n} spent {}, and {} of initial budgets{of}", percent(whole), percent(i))
        }
        (Lang::En, None) => format!("{y}: {n} spent {}", percent(whole)),
    };
    Some(found + &told)
}

/// The rate on the initial budget with money followed that was likely moved between projects.
struct Moved {
    year: Option<i32>,
    /// The unit; nothing where all units of the year are together.
    unit: Option<String>,
    whole: Decimal,
    n: usize,
}

/// Where the analysis tells a second reading of initial budgets: by year, and by year and unit.
fn moved(request: &Request<'_>) -> Result<Vec<Moved>, Problem> {
    let (units, years) = (
        drawn_rows(request, "execution_distribution")?,
        level_rows(request, "execution_distribution", "year")?,
    );
    let mut all = Vec::new();
    for (frame, has_unit) in [(&units, true), (&years, false)] {
        let (year, unit, basis) =
            (cells::years(frame, "year")?, cells::texts(frame, "unit")?, cells::names(frame, "basis")?);
        let (whole, n) = (cells::numbers(frame, "weighted_mean_pct")?, cells::tallies(frame, "n")?);
        let one = |row: usize| {
            let unit = if has_unit { Some(unit[row].clone().unwrap_or_default()) } else { None };
            Some(Moved { year: year[row], unit, whole: whole[row]?, n: n[row] })
        };
        all.extend((0..frame.height()).filter(|row| basis[*row] == "initial_moved").filter_map(one));
    }
    Ok(all)
}

/// "Only" where less than nine tenths were spent.
fn only(rate: Decimal) -> &'static str {
    if rate < Decimal::from(90) { "只有" } else { "为" }
}

fn whole_name(lang: Lang) -> &'static str {
    lang.pick("合计（按金额加权）", "All together (weighted)")
}

/// From the tens below the lowest rate to the tens above the highest, within 0 and 150; rates
/// beyond are drawn at the edge, and their figure stands beside.
fn scale(panels: &[Panel<Row<'_>>], rows: &Rows) -> Linear {
    let rates = || {
        panels
            .iter()
            .flat_map(|p| &p.items)
            .flat_map(|p| [p.number(&col::ADJUSTED_RATE_PCT), p.number(&col::INITIAL_RATE_PCT)])
            .flatten()
    };
    let ten = Decimal::TEN;
    let low = (rates().min().unwrap_or_default() / ten).floor() * ten;
    let high = (rates().max().unwrap_or(Decimal::ONE_HUNDRED) / ten).ceil() * ten;
    let low = low.clamp(Decimal::ZERO, Decimal::from(80));
    Linear { low, high: high.clamp(Decimal::ONE_HUNDRED, Decimal::from(150)), from: rows.plot.0, to: rows.plot.1 }
}

fn draw_panel(
    page: &mut Page,
    rows: &Rows,
    (scale, ticks): (&Linear, &[(String, i32)]),
    (panel, moved): (&Panel<Row<'_>>, &[Moved]),
    shown: usize,
) {
    let both = Basis::BOTH.map(|basis| Rates::of(&panel.items, basis));
    let missing = both[1].missing;
    let mut note = format!("n={}", panel.items.len());
    if missing > 0 && missing == panel.items.len() {
        note += page.pick("，均无年初预算", ", none with an initial budget");
    } else if missing > 0 {
        note += &page
            .lang
            .pick("，其中{}个无年初预算", ", {} without an initial budget")
            .replace("{}", &missing.to_string());
    }
    page.panel_head(panel.year, &panel.unit, &note);
    let top = page.y;
    let [a, i] = both.each_ref().map(|rates| rates.whole);
    let middle = rows.begin_sum(page, whole_name(page.lang));
    draw_rates(page, rows, scale, middle, (a, i), true);
    let followed = moved.iter().find(|one| one.year == panel.year && one.unit.as_ref() == Some(&panel.unit));
    if let Some(one) = followed {
        let name = page.pick("还原疑似划转后（{}个）", "Likely moves followed ({})").replace("{}", &one.n.to_string());
        let middle = rows.begin_sum(page, &name);
        draw_marks(page, scale, middle, (None, Some(one.whole)), true);
        rows.figure(page, 0, middle, "—", LABEL.bold());
        rows.figure(page, 1, middle, &percent_fixed(one.whole), LABEL.bold());
        page.say(&format!("{name} {}", percent(one.whole)));
    }
    without(page, rows, scale, panel);
    let [a, i] = both.each_ref().map(|rates| rates.quantile(50));
    let middle = rows.begin_sum(page, page.pick("中位数", "Median"));
    draw_rates(page, rows, scale, middle, (a, i), true);
    if shown < panel.items.len() {
        histogram(page, rows, panel);
        let zh = format!("执行率最低的{shown}个项目（共{}个）：", panel.items.len());
        let en = format!("The {shown} lowest of {} projects:", panel.items.len());
        page.remark(page.lang.pick(&zh, &en));
    }
    let rows_top = if shown < panel.items.len() { page.y } else { top };
    let first = panel.items.len().saturating_sub(shown);
    for item in &panel.items[first..] {
        let middle = rows.begin(page, item.text(&col::PROJECT), LABEL);
        draw_rates(
            page,
            rows,
            scale,
            middle,
            (item.number(&col::ADJUSTED_RATE_PCT), item.number(&col::INITIAL_RATE_PCT)),
            false,
        );
        say(page, *item);
    }
    page.grid(rows_top, ticks);
    page.y += 90;
}

/// The rate of the others where one project holds more than half of what it is a share of.
fn without(page: &mut Page, rows: &Rows, scale: &Linear, panel: &Panel<Row<'_>>) {
    let [adjusted, initial] = Basis::BOTH.map(|basis| without_largest(&panel.items, basis));
    let Some((largest, _)) = adjusted.or(initial) else { return };
    let name = match page.lang {
        Lang::Zh => format!("不含“{}”", largest.text(&col::PROJECT)),
        Lang::En => format!("Without \"{}\"", largest.text(&col::PROJECT)),
    };
    let middle = rows.begin_sum(page, &name);
    // Where the project is no more than half on one basis, the sum of all above stands for that basis.
    let of = |found: Option<(Row<'_>, Decimal)>| found.filter(|(item, _)| item.at == largest.at).map(|(_, rate)| rate);
    let (a, i) = (of(adjusted), of(initial));
    draw_marks(page, scale, middle, (a, i), true);
    for (column, rate) in [a, i].into_iter().enumerate() {
        let figure = rate.map_or_else(|| "—".to_owned(), percent_fixed);
        rows.figure(page, column, middle, &figure, LABEL.bold());
    }
    page.say(&format!("{name} {}", [a, i].into_iter().flatten().map(percent).collect::<Vec<_>>().join(" / ")));
}

fn say(page: &mut Page, item: Row<'_>) {
    let rate = |rate: Option<Decimal>| rate.map_or_else(|| page.pick("无", "none").to_owned(), percent);
    let text = format!(
        "{} {} / {}",
        item.text(&col::PROJECT),
        rate(item.number(&col::ADJUSTED_RATE_PCT)),
        rate(item.number(&col::INITIAL_RATE_PCT))
    );
    page.say(&text);
}

/// Both rates of a row: the marks, and the figures.
fn draw_rates(
    page: &mut Page,
    rows: &Rows,
    scale: &Linear,
    middle: i32,
    rates: (Option<Decimal>, Option<Decimal>),
    sum: bool,
) {
    draw_marks(page, scale, middle, rates, sum);
    let kind = if sum { LABEL.bold() } else { LABEL };
    for (column, rate) in [rates.0, rates.1].into_iter().enumerate() {
        match rate {
            Some(rate) => rows.figure(page, column, middle, &percent_fixed(rate), kind),
            None => rows.figure(page, column, middle, page.lang.pick("缺", "missing"), SMALL),
        }
    }
}

/// The marks of a row: a line from one rate to the other, an open and a filled dot.
fn draw_marks(
    page: &mut Page,
    scale: &Linear,
    middle: i32,
    (adjusted, initial): (Option<Decimal>, Option<Decimal>),
    sum: bool,
) {
    if let (Some(a), Some(i)) = (adjusted, initial) {
        page.canvas.line((scale.place(a), middle), (scale.place(i), middle), PALE, 25);
    }
    if let Some(i) = initial {
        page.canvas.ring(scale.place(i), middle, if sum { 78 } else { 68 }, if sum { INK } else { MUTED });
        beyond(page, scale, i, middle);
    }
    if let Some(a) = adjusted {
        page.canvas.dot(scale.place(a), middle, if sum { 60 } else { 48 }, PRIMARY);
        beyond(page, scale, a, middle);
    }
}

/// A small arrow where a rate lies beyond the end of the axis.
fn beyond(page: &mut Page, scale: &Linear, rate: Decimal, middle: i32) {
    if rate > scale.high {
        let x = scale.to + 90;
        page.canvas.polygon(vec![(x, middle - 50), (x + 70, middle), (x, middle + 50)], ACCENT);
    }
}

/// How many projects lie in each step of ten per cent, exactly 100 % by itself, on both bases.
fn histogram(page: &mut Page, rows: &Rows, panel: &Panel<Row<'_>>) {
    let edges: [i64; 7] = [0, 50, 60, 70, 80, 90, 100];
    let hundred = Decimal::ONE_HUNDRED;
    let bin = |rate: Decimal| match rate {
        rate if rate > hundred => 7,
        rate if rate == hundred => 6,
        rate => edges.iter().rposition(|&edge| Decimal::from(edge) <= rate).unwrap_or(0),
    };
    let names = ["<50%", "50–60%", "60–70%", "70–80%", "80–90%", "90–<100%", "100%", ">100%"];
    for (adjusted, zh, en) in [(true, "按全年预算", "Adjusted basis"), (false, "按年初预算", "Initial basis")]
    {
        let read = if adjusted { &col::ADJUSTED_RATE_PCT } else { &col::INITIAL_RATE_PCT };
        let mut counts = [0_usize; 8];
        panel.items.iter().filter_map(|item| item.number(read)).for_each(|rate| counts[bin(rate)] += 1);
        let (n, most) = (counts.iter().sum::<usize>(), counts.iter().copied().max().unwrap_or(0).max(1));
        page.y += 1_000;
        let base = page.y;
        let left = MARGIN + rows.name_width + 170;
        let step = (RIGHT - left) / 8;
        page.canvas.text(MARGIN + rows.name_width, base - 150, page.lang.pick(zh, en), LABEL.end());
        page.canvas.text(MARGIN + rows.name_width, base + 40, &format!("n={n}"), SMALL.end());
        for (at, (&count, name)) in counts.iter().zip(names).enumerate() {
            let x = left + step * i32::try_from(at).unwrap_or(0);
            let high = i32::try_from(700 * count / most).unwrap_or(0);
            let ink = if adjusted { PRIMARY } else { STEEL };
            page.canvas.block(Area::new(x + 40, base - high, x + step - 40, base), ink);
            page.canvas.text(x + step / 2, base - high - 40, &count.to_string(), LABEL.middle());
            page.canvas.text(x + step / 2, base + 170, name, SMALL.middle());
        }
        page.canvas.line((left, base), (RIGHT, base), MUTED, 8);
        page.y += 200;
    }
}
