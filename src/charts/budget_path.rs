//! From the initial budget over the adjusted one to what was spent, project by project, on a
//! logarithmic scale that says so: amounts of a few 万元 and of thousands stand side by side.

use crate::charts::canvas::{Area, Canvas};
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, BUDGETS};
use crate::charts::page::Page;
use crate::charts::panels::{MOST_PANELS, Panel, by_year, panels_of, together, told, whose};
use crate::charts::rows::Rows;
use crate::charts::scale::Log;
use crate::charts::style::{ACCENT, INK, LABEL, MARGIN, MUTED, PRIMARY, RIGHT, RULE, SMALL};
use crate::charts::words::{Form, counted, percent, percent_fixed, projects as so_many, short, signed_fixed, sum, wan};
use crate::problem::Problem;
use crate::tables::cells::{self, Row, View};
use crate::tables::columns::{self as col, Column};
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["project_execution"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 1] = [BUDGETS];

/// With more projects than this in all, only the largest of a panel are drawn.
const MOST_ROWS: usize = 40;
/// How many of the largest have a row of their own then, at most.
const MOST_LARGEST: usize = 20;

/// What is read of a project.
const COLUMNS: [&Column; 6] =
    [&col::YEAR, &col::UNIT, &col::PROJECT, &col::INITIAL_WAN, &col::ADJUSTED_WAN, &col::EXECUTED_WAN];

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "project_execution")?;
    let view = View::of(&source, &COLUMNS)?;
    let mut panels = panels_of(&view);
    panels.iter_mut().for_each(|panel| panel.items.sort_by_cached_key(largest_first));
    let years = by_year(&panels);
    let lang = request.lang;
    let subtitle = lang.pick(
        "万元，对数轴；空心点为年初预算，竖线为全年预算，实心点为执行数；从空心点到竖线的细线是年中调整，从竖线到实心点的粗线是未执行",
        "Wan (10,000 yuan), logarithmic axis; open dot: initial, upright: adjusted, filled: executed; thin line from open dot to upright: changed in the year, thick line from upright to filled dot: unspent",
    );
    let mut page = Page::begin(lang, Form::Dumbbells, &title(lang, &years), subtitle);
    let total: usize = panels.iter().map(|panel| panel.items.len()).sum();
    if panels.len() > MOST_PANELS {
        years_table(&mut page, &years);
        let mut all = together(&panels);
        all.items.sort_by_cached_key(largest_first);
        panels = vec![all];
    }
    let most = if total > MOST_ROWS { (MOST_ROWS / panels.len().max(1)).clamp(6, MOST_LARGEST) } else { usize::MAX };
    let names = panels.iter().flat_map(|panel| panel.items.iter().take(most).map(|item| item.text(&col::PROJECT)));
    let sum = lang.pick("合计（年初0,000,000个）", "Sum (initial: of 0,000,000)");
    let names = names.chain((panels.len() == 1).then_some(sum));
    let wide = if panels.iter().any(|panel| panel.units > 1) { 1_120 } else { 900 };
    let rows = Rows::new(names, &[wide; 3]);
    let shown = panels.iter().flat_map(|panel| panel.items.iter().take(most));
    let values = shown
        .flat_map(|p| [p.number(&col::INITIAL_WAN), p.number(&col::ADJUSTED_WAN), p.number(&col::EXECUTED_WAN)])
        .flatten();
    let values: Vec<Decimal> = values.collect();
    let scale = Log::over(&values, rows.plot.0, rows.plot.1, 300);
    page.y += 130;
    rows.column_head(&mut page, 0, lang.pick("年初预算", "initial"), Some(false));
    let adjusted = rows.column_head(&mut page, 1, lang.pick("全年预算", "adjusted"), None);
    page.canvas.line((adjusted.left - 80, page.y - 125), (adjusted.left - 80, page.y + 20), INK, 18);
    rows.column_head(&mut page, 2, lang.pick("执行", "executed"), Some(true));
    let ticks: Vec<_> = scale.ticks().into_iter().map(|(v, x)| (thousands(v), x)).collect();
    page.tick_labels(page.y, &ticks);
    page.y += 60;
    for panel in &panels {
        draw_panel(&mut page, &rows, (&scale, &ticks), panel, most);
    }
    page.y -= 40;
    page.axis(page.y, &ticks);
    let order: Vec<usize> = panels.iter().flat_map(|panel| panel.items.iter().map(|item| item.at)).collect();
    let table = cells::take(&source, &order)?;
    page.finish(request, table)
}

/// What is sorted by: the largest budget first.
fn largest_first(item: &Row<'_>) -> std::cmp::Reverse<(Option<Decimal>, Option<Decimal>)> {
    let budget = item.number(&col::ADJUSTED_WAN).or(item.number(&col::INITIAL_WAN));
    std::cmp::Reverse((budget, item.number(&col::EXECUTED_WAN)))
}

/// A row a year where units are many: what was given, what it became and what was spent.
fn years_table(page: &mut Page, years: &[Panel<Row<'_>>]) {
    let lang = page.lang;
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), RULE);
    page.y += 220;
    let names: Vec<String> = years.iter().map(|panel| whose(lang, panel)).collect();
    let rows = Rows::new(names.iter().map(String::as_str), &[1_150, 1_150, 1_150, 1_000, 950]);
    let head = lang.pick("有年初预算的项目合计（万元）", "Projects with an initial budget, wan");
    page.canvas.fit((MARGIN, page.y), head, LABEL.bold(), rows.columns[0] - 1_100 - MARGIN);
    let heads = [("年初", "initial"), ("全年", "adjusted"), ("执行", "executed"), ("调整", "change"), ("执行率", "rate")];
    for (column, (zh, en)) in heads.into_iter().enumerate() {
        rows.column_head(page, column, lang.pick(zh, en), None);
    }
    page.y += 60;
    for (panel, name) in years.iter().zip(&names) {
        let middle = rows.begin(page, name, LABEL);
        let path = path(panel);
        let of = |part: Decimal, whole: Decimal| (!whole.is_zero()).then(|| part * Decimal::ONE_HUNDRED / whole);
        let missing = || lang.pick("缺", "missing").to_owned();
        let change = of(path.adjusted - path.initial, path.initial);
        let figures = [
            grouped(path.initial, 2),
            grouped(path.adjusted, 2),
            grouped(path.executed, 2),
            change.map_or_else(missing, |change| format!("{}%", signed_fixed(change))),
            of(path.executed, path.adjusted).map_or_else(missing, percent_fixed),
        ];
        let n = format!("n={}", counted(path.n));
        page.canvas.text(rows.plot.0 - 100, middle + SMALL.drop(), &n, SMALL);
        for (column, figure) in figures.iter().enumerate() {
            rows.figure(page, column, middle, figure, LABEL);
        }
        page.say(&format!("{name} {n} {}", figures.join(" ")));
    }
    page.y += 150;
}

/// Sums over the projects that state both an initial and an adjusted budget.
struct Path {
    n: usize,
    lowered: usize,
    raised: usize,
    initial: Decimal,
    adjusted: Decimal,
    executed: Decimal,
}

fn path(panel: &Panel<Row<'_>>) -> Path {
    let both: Vec<_> = panel
        .items
        .iter()
        .filter(|p| p.number(&col::INITIAL_WAN).is_some() && p.number(&col::ADJUSTED_WAN).is_some())
        .collect();
    Path {
        n: both.len(),
        lowered: both.iter().filter(|p| p.number(&col::ADJUSTED_WAN) < p.number(&col::INITIAL_WAN)).count(),
        raised: both.iter().filter(|p| p.number(&col::ADJUSTED_WAN) > p.number(&col::INITIAL_WAN)).count(),
        initial: sum(both.iter().map(|p| p.number(&col::INITIAL_WAN))),
        adjusted: sum(both.iter().map(|p| p.number(&col::ADJUSTED_WAN))),
        executed: sum(both.iter().map(|p| p.number(&col::EXECUTED_WAN))),
    }
}

fn title(lang: Lang, panels: &[Panel<Row<'_>>]) -> String {
    let parts: Vec<String> = panels.iter().rev().take(told(panels)).map(|panel| finding(lang, panel)).collect();
    parts.join(lang.pick("；", "; "))
}

/// The finding of a panel: by how much budgets were changed, and how much of the rest was spent.
fn finding(lang: Lang, panel: &Panel<Row<'_>>) -> String {
    let (path, y) = (path(panel), whose(lang, panel));
    let (n, change) = (path.lowered + path.raised, path.adjusted - path.initial);
    let rate =
        if path.adjusted.is_zero() { Decimal::ZERO } else { path.executed * Decimal::ONE_HUNDRED / path.adjusted };
    let (all, shown) = (path.executed == path.adjusted, counted(n));
    if path.n == 0 {
        let spent = sum(panel.items.iter().map(|p| p.number(&col::EXECUTED_WAN)));
        return match lang {
            Lang::Zh => format!("{y}{}均无年初预算，共执行{}", so_many(lang, panel.items.len()), wan(lang, spent)),
            Lang::En => format!(
                "{y}: none of {} had an initial budget; {} spent",
                so_many(lang, panel.items.len()),
                wan(lang, spent)
            ),
        };
    }
    match lang {
        Lang::Zh => {
            let net = if path.lowered > 0 && path.raised > 0 { "净" } else { "" };
            let changed = match (n, change.is_sign_negative()) {
                (0, _) => format!("{y}{}年中未调预算", so_many(lang, path.n)),
                (_, true) => format!("{y}{shown}个项目年中{net}调减{}", wan(lang, -change)),
                (_, false) => format!("{y}{shown}个项目年中{net}调增{}", wan(lang, change)),
            };
            let of = if path.n < panel.items.len() {
                format!("有年初预算的{}个", counted(path.n))
            } else {
                format!("{}个", counted(path.n))
            };
            let spent = if all { "全部执行完".to_owned() } else { format!("执行{}", percent(rate)) };
            format!("{changed}，{of}调后{spent}")
        }
        Lang::En => {
            let net = if path.lowered > 0 && path.raised > 0 { " net" } else { "" };
            let changed = match (n, change.is_sign_negative()) {
                (0, _) => format!("{y}: no budget changed"),
                (1, true) => format!("{y}: 1 budget cut by {}", wan(lang, -change)),
                (1, false) => format!("{y}: 1 budget raised by {}", wan(lang, change)),
                (_, true) => format!("{y}: {shown} budgets cut by {}{net}", wan(lang, -change)),
                (_, false) => format!("{y}: {shown} budgets raised by {}{net}", wan(lang, change)),
            };
            let spent = if all { "all".to_owned() } else { percent(rate) };
            format!("{changed}, then {spent} spent ({})", so_many(lang, path.n))
        }
    }
}

fn draw_panel(
    page: &mut Page,
    rows: &Rows,
    (scale, ticks): (&Log, &[(String, i32)]),
    panel: &Panel<Row<'_>>,
    most: usize,
) {
    head(page, panel, most);
    let top = page.y;
    sums(page, rows, panel, (page.pick("合计", "Sum"), &panel.items));
    for item in panel.items.iter().take(most) {
        let name = item.text(&col::PROJECT);
        let middle = match panel.units {
            0 | 1 => rows.begin(page, name, LABEL),
            _ => {
                let year = item.year(&col::YEAR).map_or_else(|| "—".to_owned(), |year| year.to_string());
                rows.begin_two(page, name, &format!("{year} · {}", item.text(&col::UNIT)))
            }
        };
        draw_path(&mut page.canvas, scale, *item, middle);
        for (column, amount) in
            [item.number(&col::INITIAL_WAN), item.number(&col::ADJUSTED_WAN), item.number(&col::EXECUTED_WAN)]
                .into_iter()
                .enumerate()
        {
            match amount {
                Some(amount) => rows.figure(page, column, middle, &grouped(amount, 2), LABEL),
                None => rows.figure(page, column, middle, page.lang.pick("缺", "missing"), SMALL),
            }
        }
        let say = |amount: Option<Decimal>| amount.map_or_else(|| page.pick("无", "none").to_owned(), short);
        let text = format!(
            "{} {} → {} → {}",
            item.text(&col::PROJECT),
            say(item.number(&col::INITIAL_WAN)),
            say(item.number(&col::ADJUSTED_WAN)),
            say(item.number(&col::EXECUTED_WAN))
        );
        page.say(&text);
    }
    let rest = panel.items.get(most..).unwrap_or_default();
    if !rest.is_empty() {
        let name = page.pick("其余{}个项目", "{} others together").replace("{}", &counted(rest.len()));
        sums(page, rows, panel, (&name, rest));
    }
    page.grid(top, ticks);
    page.y += 90;
}

/// The head of a panel: whose it is, how many lack an initial budget, how many are drawn.
fn head(page: &mut Page, panel: &Panel<Row<'_>>, most: usize) {
    let missing = panel.items.iter().filter(|item| item.number(&col::INITIAL_WAN).is_none()).count();
    let mut note = format!("n={}", counted(panel.items.len()));
    if missing > 0 && missing == panel.items.len() {
        note += page.pick("，均无年初预算", ", none with an initial budget");
    } else if missing > 0 {
        note += &page.pick("，其中{}个无年初预算", ", {} without an initial budget").replace("{}", &counted(missing));
    }
    if panel.items.len() > most {
        note += &page.pick("；画出最大的{}个", "; the {} largest drawn").replace("{}", &most.to_string());
    }
    match panel.units {
        0 | 1 => page.panel_head(panel.year, &panel.unit, &note),
        _ => page.plain_head(page.pick("最大的项目", "The largest projects"), &note),
    }
}

fn thousands(value: Decimal) -> String {
    if value >= Decimal::ONE { grouped(value, 0) } else { value.to_string() }
}

/// The sums of all or of some of the items of a panel; without marks, because they would stretch the scale.
fn sums(page: &mut Page, rows: &Rows, panel: &Panel<Row<'_>>, (name, items): (&str, &[Row<'_>])) {
    let stated = items.iter().filter(|item| item.number(&col::INITIAL_WAN).is_some()).count();
    let all = items.len() == panel.items.len();
    let name = match page.lang {
        _ if stated == 0 || stated == items.len() || !all => name.to_owned(),
        Lang::Zh => format!("{name}（年初{}个）", counted(stated)),
        Lang::En => format!("{name} (initial: of {})", counted(stated)),
    };
    let middle = rows.begin_sum(page, &name);
    let shown = [&col::INITIAL_WAN, &col::ADJUSTED_WAN, &col::EXECUTED_WAN];
    let mut figures = Vec::new();
    for (column, read) in shown.into_iter().enumerate() {
        let values = items.iter().map(|item| item.number(read));
        let any = values.clone().flatten().next().is_some();
        let figure = if any { grouped(sum(values), 2) } else { page.lang.pick("缺", "missing").to_owned() };
        rows.figure(page, column, middle, &figure, LABEL.bold());
        figures.push(figure);
    }
    page.say(&format!("{name} {}", figures.join(" → ")));
}

fn draw_path(canvas: &mut Canvas, scale: &Log, item: Row<'_>, middle: i32) {
    let place = |amount: Option<Decimal>| amount.map(|amount| scale.place(amount));
    let (initial, adjusted, executed) = (
        place(item.number(&col::INITIAL_WAN)),
        place(item.number(&col::ADJUSTED_WAN)),
        place(item.number(&col::EXECUTED_WAN)),
    );
    if let (Some(from), Some(to)) = (adjusted, executed) {
        canvas.line((from, middle), (to, middle), PRIMARY, 40);
    }
    if let Some(x) = initial {
        canvas.ring(x, middle, 58, MUTED);
    }
    if let (Some(from), Some(to)) = (initial, adjusted) {
        canvas.line((from, middle), (to, middle), ACCENT, 16);
    }
    if let Some(x) = executed {
        canvas.dot(x, middle, 42, PRIMARY);
    }
    if let Some(x) = adjusted {
        canvas.line((x, middle - 88), (x, middle + 88), INK, 18);
    }
}
