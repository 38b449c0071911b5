//! What was the money for? Shares of the whole, view by view: functional classes, basic against
//! project expenditure, sources and purposes; a column of bars per year and unit, all from zero to 100 %.

use crate::charts::canvas::Area;
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, SPENDING, SOURCES, ACCOUNTS};
use crate::charts::page::Page;
use crate::charts::scale::Linear;
use crate::charts::style::{ACCENT, BAND, HEAD, LABEL, MARGIN, MUTED, RIGHT, SMALL, STEEL};
use crate::charts::share_bars;
use crate::charts::share_rows::{Column, PURPOSE, SOURCE, Share, VIEWS, drawn, name, read, read_departments};
use crate::charts::text::{shorten, width, wrap_to};
use crate::charts::words::{Form, percent, percent_fixed, projects as so_many, year};
use crate::problem::Problem;
use crate::tables::cells;
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["spending_shares"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 3] = [SPENDING, SOURCES, ACCOUNTS];

const ROW: i32 = 222;
/// Columns of bars that fit; more years and units become bars cut into parts.
const MOST_COLUMNS: usize = 3;
/// Rows of one view; smaller ones are one row, marked as a sum.
const MOST_ROWS: usize = 10;

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "spending_shares")?;
    let (columns, shares) = read(&source)?;
    let (lang, views) = (request.lang, drawn(&shares));
    let order: Vec<usize> = shares.iter().filter(|share| views.contains(&share.view)).map(|share| share.row).collect();
    let table = cells::take(&source, &order)?;
    if columns.len() > MOST_COLUMNS {
        let departments = departments(request)?;
        return share_bars::draw(lang, (&columns, &shares), (&departments.0, &departments.1)).finish(request, table);
    }
    let subtitle = lang.pick(
        "占比（%）与金额（万元），条形从0到100%；每列一个年度和单位，类别按各列金额之和从大到小",
        "Share (%) and amount (wan = 10,000 yuan), bars from 0 to 100%; a column per year and unit, the largest sum of all columns first",
    );
    let mut page = Page::begin(lang, Form::Bars, &title(lang, &columns, &shares), subtitle);
    let grid = Grid::new(lang, &shares, columns.len());
    heads(&mut page, &grid, &columns);
    for view in views {
        let here: Vec<&Share> = shares.iter().filter(|share| share.view == view).collect();
        draw_view(&mut page, &grid, view, (&here, &projects(&shares, columns.len())));
    }
    page.finish(request, table)
}

/// Departments and their shares, all years together; none where the request has no such answer.
fn departments(request: &Request<'_>) -> Result<(Vec<Column>, Vec<Share>), Problem> {
    let Some(all) = request.tables.get("spending_shares_by_department") else { return Ok((Vec::new(), Vec::new())) };
    let levels = cells::names(all, "level")?;
    let kept: Vec<usize> = (0..levels.len()).filter(|row| levels[*row] == "department").collect();
    let (mut departments, shares) = read_departments(&cells::take(all, &kept)?)?;
    for (_, name) in departments.iter_mut().filter(|(_, name)| name.is_empty()) {
        name.push_str(request.lang.pick("未写主管部门", "no department named"));
    }
    Ok((departments, shares))
}

/// How many projects each column has: every one has one purpose.
fn projects(shares: &[Share], columns: usize) -> Vec<usize> {
    let of = |column: usize| shares.iter().filter(move |s| s.view == PURPOSE && s.column == column).map(|s| s.n).sum();
    (0..columns).map(of).collect()
}

/// The finding: what most of the money went to, in the first view that all columns have; where there
/// is none, in the view that most have, so that shares of one whole stand beside each other.
fn title(lang: Lang, columns: &[Column], shares: &[Share]) -> String {
    let top = |view: usize, column: usize| {
        shares.iter().find(|s| s.view == view && s.column == column && s.share.is_some())
    };
    let having = |view: &usize| (0..columns.len()).filter(|column| top(*view, *column).is_some()).count();
    let best = [0, PURPOSE, 1, SOURCE].into_iter().rev().max_by_key(having).filter(|view| having(view) > 0);
    let Some(view) = best else { return lang.pick("没有可画出的支出构成", "No shares to draw").to_owned() };
    let one_year = columns.iter().all(|column| column.0 == columns[0].0);
    let part = |column: usize| {
        let found = top(view, column)?;
        let y = match one_year && columns.len() > 1 {
            true => format!("{}{}", year(lang, columns[column].0), columns[column].1),
            false => year(lang, columns[column].0),
        };
        let (what, share) = (name(lang, found), percent(found.share?));
        Some(match (lang, VIEWS[view].0) {
            (Lang::Zh, "purpose") => format!("{y}项目资金{share}用于{what}"),
            (Lang::Zh, "functional_class") => format!("{y}财政拨款{share}用于{}", what.trim_end_matches("支出")),
            (Lang::Zh, _) => format!("{y}{what}占{share}"),
            (Lang::En, "purpose") => format!("{y}: {share} of project money for {}", what.to_lowercase()),
            (Lang::En, "functional_class") => format!("{y}: {share} of fiscal money for {}", what.to_lowercase()),
            (Lang::En, _) => format!("{y}: {} {share}", what.to_lowercase()),
        })
    };
    let parts: Vec<String> = (0..columns.len()).filter_map(part).collect();
    parts[parts.len().saturating_sub(2)..].join(lang.pick("；", "; "))
}

/// Where names end and where each column of bars begins.
struct Grid {
    names: i32,
    step: i32,
    columns: usize,
}

impl Grid {
    fn new(lang: Lang, shares: &[Share], columns: usize) -> Self {
        let widest = shares.iter().map(|share| width(&name(lang, share), LABEL.face, LABEL.size)).max().unwrap_or(0);
        let names = MARGIN + widest.clamp(1_000, if columns > 2 { 2_000 } else { 2_700 }) + 20;
        Self { names, step: (RIGHT - names - 100) / i32::try_from(columns).unwrap_or(1).max(1), columns }
    }

    fn left(&self, column: usize) -> i32 {
        self.names + 130 + self.step * i32::try_from(column).unwrap_or(0)
    }

    /// The length of a bar of 100 %: what figures leave of the column, which is less where it is narrow.
    fn bar(&self) -> i32 {
        (self.step - 1_850).max(500)
    }
}

fn heads(page: &mut Page, grid: &Grid, columns: &[Column]) {
    page.y += 190;
    let mut lines = 0;
    for (at, (year_of, unit)) in columns.iter().enumerate() {
        let x = grid.left(at);
        page.canvas.text(x, page.y, &year(page.lang, *year_of), HEAD);
        let wrapped = wrap_to(unit, SMALL.face, SMALL.size, grid.step - 250, 2);
        for (line, text) in wrapped.iter().enumerate() {
            page.canvas.text(x, page.y + 190 * (i32::try_from(line).unwrap_or(0) + 1), text, SMALL);
        }
        lines = lines.max(wrapped.len());
    }
    page.y += i32::try_from(lines).unwrap_or(1) * 190 + 90;
}

fn draw_view(page: &mut Page, grid: &Grid, view: usize, (shares, projects): (&[&Share], &[usize])) {
    let lang = page.lang;
    let heading = lang.pick(VIEWS[view].1, VIEWS[view].2);
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), MUTED);
    page.y += 215;
    page.canvas.text(MARGIN, page.y, heading, LABEL.bold());
    page.say(heading);
    page.y += 200;
    wholes(page, grid, view, (shares, projects));
    page.y += 60;
    // Rows stand in one order for all columns, so that a row is one thing across years.
    let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
    for share in shares {
        *sums.entry(name(lang, share)).or_default() += share.amount.unwrap_or_default();
    }
    let mut labels: Vec<String> = sums.keys().cloned().collect();
    labels.sort_by_key(|label| std::cmp::Reverse(sums.get(label)));
    let rest = if labels.len() > MOST_ROWS { labels.split_off(MOST_ROWS - 1) } else { Vec::new() };
    let of = |column: usize, names: &[String]| Part::of(shares, column, |share| names.contains(&name(lang, share)));
    for label in labels {
        let names = [label];
        let parts: Vec<Part> = (0..grid.columns).map(|column| of(column, &names)).collect();
        draw_row(page, grid, &names[0], &parts);
    }
    if !rest.is_empty() {
        let label = lang.pick("其余{}类合计", "{} others together").replace("{}", &rest.len().to_string());
        let parts: Vec<Part> = (0..grid.columns).map(|column| of(column, &rest)).collect();
        draw_row(page, grid, &label, &parts);
        page.remark(&format!("{label}{}{}", lang.pick("：", ": "), rest.join(lang.pick("、", ", "))));
    }
    page.y += 110;
}

/// What 100 % is in each column and what it is made of, or that the column has no such figures.
fn wholes(page: &mut Page, grid: &Grid, view: usize, (shares, projects): (&[&Share], &[usize])) {
    let lang = page.lang;
    for column in 0..grid.columns {
        let here = || shares.iter().filter(move |share| share.column == column);
        let whole = here().find_map(|share| share.whole);
        // Shares of accounts are one figure each; only forms have a number of projects behind them.
        let n = match (view, projects.get(column)) {
            (PURPOSE | SOURCE, Some(n)) if *n > 0 => format!("{}{}", lang.pick("，", ", "), so_many(lang, *n)),
            _ => String::new(),
        };
        let text = match (whole, lang, here().count()) {
            (_, lang, 0) => lang.pick("该年文件没有此项数字", "not in this year's document").to_owned(),
            (Some(whole), Lang::Zh, _) => format!("100%＝{}万元{n}", grouped(whole, 2)),
            (Some(whole), Lang::En, _) => format!("100% = {} wan{n}", grouped(whole, 2)),
            (None, ..) => lang.pick("合计数缺", "the whole is missing").to_owned(),
        };
        let shown = shorten(&text, SMALL.face, SMALL.size, grid.step - 200);
        page.canvas.text(grid.left(column), page.y, &shown, SMALL);
        page.say(&text);
    }
}

/// A label in one column: what it holds, if anything.
struct Part {
    /// Whether the column holds the view at all.
    listed: bool,
    /// Amount and share.
    value: Option<(Decimal, Decimal)>,
}

impl Part {
    fn of(shares: &[&Share], column: usize, wanted: impl Fn(&Share) -> bool) -> Self {
        let here = || shares.iter().filter(|share| share.column == column);
        let found: Vec<_> = here().filter(|share| wanted(share)).filter_map(|s| Some((s.amount?, s.share?))).collect();
        let sum = || found.iter().fold((Decimal::ZERO, Decimal::ZERO), |all, one| (all.0 + one.0, all.1 + one.1));
        Self { listed: here().next().is_some(), value: (!found.is_empty()).then(sum) }
    }
}

fn draw_row(page: &mut Page, grid: &Grid, label: &str, parts: &[Part]) {
    let middle = page.y + ROW / 2;
    let short = shorten(label, LABEL.face, LABEL.size, grid.names - MARGIN);
    page.canvas.text(grid.names, middle + LABEL.drop(), &short, LABEL.end());
    for (column, part) in parts.iter().enumerate().filter(|(_, part)| part.listed) {
        let left = grid.left(column);
        page.canvas.block(Area::new(left, middle - 70, left + grid.bar(), middle + 70), BAND);
        let end = left + grid.step - 270;
        let Some((amount, share)) = part.value else {
            page.canvas.text(end - 760, middle + LABEL.drop(), "—", SMALL.end());
            continue;
        };
        let scale = Linear { low: Decimal::ZERO, high: Decimal::ONE_HUNDRED, from: left, to: left + grid.bar() };
        let ink = if share >= Decimal::from(50) { ACCENT } else { STEEL };
        if share > Decimal::ZERO {
            page.canvas.block(Area::new(left, middle - 70, scale.place(share).max(left + 10), middle + 70), ink);
        }
        page.canvas.text(end - 760, middle + LABEL.drop(), &percent_fixed(share), LABEL.end());
        page.canvas.fit((end, middle + LABEL.drop()), &grouped(amount, 2), SMALL.end(), 730);
        page.say(&format!("{label} {} {}", percent(share), grouped(amount, 2)));
    }
    page.y += ROW;
}
