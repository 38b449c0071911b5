//! What was the money for? Shares of the whole, view by view: functional classes, basic against
//! project expenditure, sources and purposes; a column of bars per year and unit, all from zero to 100 %.

use crate::charts::canvas::Area;
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, SPENDING, SOURCES, ACCOUNTS};
use crate::charts::page::Page;
use crate::charts::scale::Linear;
use crate::charts::style::{ACCENT, BAND, HEAD, LABEL, MARGIN, MUTED, RIGHT, SMALL, STEEL};
use crate::charts::text::{shorten, width, wrap_to};
use crate::charts::words::{capital, percent, percent_fixed, term, year};
use crate::problem::Problem;
use crate::tables::{DataFrame, cells};
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["spending_shares"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 3] = [SPENDING, SOURCES, ACCOUNTS];

const ROW: i32 = 222;
/// Columns of bars that fit.
const MOST_COLUMNS: usize = 3;
/// Rows of one view; smaller ones are one row, marked as a sum.
const MOST_ROWS: usize = 10;

/// One share.
#[derive(Clone)]
struct Share {
    row: usize,
    column: usize,
    view: usize,
    label: String,
    label_en: String,
    code: String,
    amount: Option<Decimal>,
    whole: Option<Decimal>,
    share: Option<Decimal>,
    n: usize,
}

/// The views in the order drawn: stable name, heading in Chinese and English.
const VIEWS: [(&str, &str, &str); 5] = [
    ("functional_class", "功能分类（类），占一般公共预算财政拨款支出", "By functional class, of fiscal expenditure"),
    ("basic_project", "基本支出与项目支出，占本年支出", "Basic and project, of all expenditure"),
    ("purpose", "项目用途（按项目名称归类），占项目执行数", "By purpose (from project names), of project spending"),
    ("funding_source", "资金来源，占项目执行数", "By source of funds, of project spending"),
    ("functional_item", "功能分类（款）", "By functional item"),
];

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "spending_shares")?;
    let (columns, shares) = read(&source)?;
    let lang = request.lang;
    let subtitle = lang.pick(
        "占比（%）与金额（万元），条形从0到100%；每列一个年度和单位，各按占比从大到小",
        "Share (%) and amount (wan = 10,000 yuan), bars from 0 to 100%; a column per year and unit, largest share first",
    );
    let mut page = Page::begin(lang, &title(lang, &columns, &shares), subtitle);
    let shown = columns.len().min(MOST_COLUMNS);
    let grid = Grid::new(lang, &shares, shown);
    heads(&mut page, &grid, &columns[..shown]);
    let mut order = Vec::new();
    for (view, (id, ..)) in VIEWS.iter().enumerate() {
        let here: Vec<&Share> = shares.iter().filter(|share| share.view == view).collect();
        let skip = *id == "functional_item" && shares.iter().any(|share| share.view == 0);
        if !here.is_empty() && !skip {
            draw_view(&mut page, &grid, view, &here);
            order.extend(here.iter().map(|share| share.row));
        }
    }
    if columns.len() > shown {
        let zh = format!("另有{}个年度或单位未画出，见数据表。", columns.len() - shown);
        let en = format!("{} more years or units are not drawn; see the table.", columns.len() - shown);
        page.remark(lang.pick(&zh, &en));
    }
    page.finish(request, cells::take(&source, &order)?)
}

type Columns = Vec<(Option<i32>, String)>;

fn read(source: &DataFrame) -> Result<(Columns, Vec<Share>), Problem> {
    let (years, units, views) =
        (cells::years(source, "year")?, cells::names(source, "unit")?, cells::names(source, "view")?);
    let (codes, labels, n) =
        (cells::names(source, "code")?, cells::names(source, "label")?, cells::tallies(source, "n")?);
    // Older tables have no English names; the terms of the charts then stand in.
    let labels_en = cells::names(source, "label_en").unwrap_or_default();
    let (amount, whole) = (cells::numbers(source, "amount_wan")?, cells::numbers(source, "whole_wan")?);
    let share = cells::numbers(source, "share_pct")?;
    let mut columns: Columns = (0..source.height()).map(|row| (years[row], units[row].clone())).collect();
    columns.sort_by_key(|(year, _)| *year);
    columns.dedup();
    let one = |row: usize| {
        Some(Share {
            row,
            column: columns.iter().position(|(y, u)| *y == years[row] && *u == units[row])?,
            view: VIEWS.iter().position(|(name, ..)| *name == views[row])?,
            label: labels[row].clone(),
            label_en: labels_en.get(row).cloned().unwrap_or_default(),
            code: codes[row].clone(),
            amount: amount[row],
            whole: whole[row],
            share: share[row],
            n: n[row],
        })
    };
    let mut shares: Vec<Share> = (0..source.height()).filter_map(one).collect();
    shares.sort_by_key(|share| (share.view, share.column, std::cmp::Reverse(share.share)));
    Ok((columns, shares))
}

fn name(lang: Lang, share: &Share) -> String {
    if lang == Lang::En && !share.label_en.is_empty() {
        return capital(&share.label_en);
    }
    let by_code = term(lang, &share.code);
    let known = by_code != share.code && !share.code.is_empty();
    if known && (lang == Lang::En || share.label.is_empty()) { by_code } else { term(lang, &share.label) }
}

/// The finding: what most of the money went to, in each view that has something to say.
fn title(lang: Lang, columns: &Columns, shares: &[Share]) -> String {
    let largest =
        |view: usize, column: usize| shares.iter().find(|s| s.view == view && s.column == column && s.share.is_some());
    let part = |view: usize, column: usize| {
        let top = largest(view, column)?;
        let (y, what) = (year(lang, columns[column].0), name(lang, top));
        let share = percent(top.share?);
        Some(match (lang, VIEWS[view].0) {
            (Lang::Zh, "purpose") => format!("{y}项目资金{share}用于{what}"),
            (Lang::Zh, "functional_class") => format!("{y}财政拨款{share}用于{}", what.trim_end_matches("支出")),
            (Lang::Zh, _) => format!("{y}{what}占{share}"),
            (Lang::En, "purpose") => format!("{y}: {share} of project money for {}", what.to_lowercase()),
            (Lang::En, "functional_class") => format!("{y}: {share} of fiscal money for {}", what.to_lowercase()),
            (Lang::En, _) => format!("{y}: {} {share}", what.to_lowercase()),
        })
    };
    // The view of classes first, then purposes of the years that have no classes.
    let with_classes = |column: usize| {
        part(0, column).or_else(|| part(2, column)).or_else(|| part(1, column)).or_else(|| part(3, column))
    };
    let parts: Vec<String> = (0..columns.len()).filter_map(with_classes).take(2).collect();
    if parts.is_empty() {
        lang.pick("没有可画出的支出构成", "No shares to draw").to_owned()
    } else {
        parts.join(lang.pick("；", "; "))
    }
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

fn heads(page: &mut Page, grid: &Grid, columns: &[(Option<i32>, String)]) {
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

fn draw_view(page: &mut Page, grid: &Grid, view: usize, shares: &[&Share]) {
    let lang = page.lang;
    let heading = lang.pick(VIEWS[view].1, VIEWS[view].2);
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), MUTED);
    page.y += 215;
    page.canvas.text(MARGIN, page.y, heading, LABEL.bold());
    page.say(heading);
    page.y += 200;
    wholes(page, grid, shares);
    page.y += 60;
    let mut labels: Vec<String> = Vec::new();
    for share in shares {
        let label = name(lang, share);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    // Rows stand in the order of the first column that has them, so that a row is one thing across years.
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

/// What 100 % is in each column, or that the column has no such figures.
fn wholes(page: &mut Page, grid: &Grid, shares: &[&Share]) {
    for column in 0..grid.columns {
        let here = || shares.iter().filter(move |share| share.column == column);
        let whole = here().find_map(|share| share.whole);
        let n: usize = here().map(|share| share.n).sum();
        let text = match (whole, page.lang, here().count()) {
            (_, lang, 0) => lang.pick("该年文件没有此项数字", "not in this year's document").to_owned(),
            (Some(whole), Lang::Zh, _) => format!("100%＝{}万元，n={n}", grouped(whole, 2)),
            (Some(whole), Lang::En, _) => format!("100% = {} wan, n={n}", grouped(whole, 2)),
            (None, ..) => format!("n={n}"),
        };
        let text = shorten(&text, SMALL.face, SMALL.size, grid.step - 200);
        page.canvas.text(grid.left(column), page.y, &text, SMALL);
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
