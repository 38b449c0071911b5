//! On which kinds of indicators were points lost? A row per level-2 kind, a column per year and
//! unit; the shade and the figure are the share of attainable points that was lost.

use crate::charts::canvas::Area;
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, SCORES, POINTS};
use crate::charts::page::{MOST_PANELS, Page};
use crate::charts::style::{HEAD, INK, Ink, LABEL, MARGIN, MUTED, PAPER, RIGHT, RULE, SHADES, SMALL};
use crate::charts::text::{shorten, width, wrap_to};
use crate::charts::words::{percent, percent_fixed, short, term, year};
use crate::problem::Problem;
use crate::tables::{DataFrame, cells};
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["scoring_gaps"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 2] = [SCORES, POINTS];

const ROW: i32 = 250;
const MOST_ROWS: usize = 26;

/// One kind of indicator in one year and unit.
#[derive(Clone)]
struct Cell {
    row: usize,
    column: usize,
    level1: String,
    name: String,
    n: usize,
    share: Option<Decimal>,
    lost: Decimal,
}

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page; `chart-table-empty` where no level-2 rows stand in the table.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "scoring_gaps")?;
    let (columns, cells) = read(&source)?;
    if cells.is_empty() {
        let place = crate::values::Place::file("scoring_gaps");
        let message = "chart `gap_heatmap` has nothing to draw: the table has no row of level `level2`";
        return Err(Problem::error("chart-table-empty", place, message));
    }
    let lang = request.lang;
    let subtitle = lang.pick(
        "失分率＝失分÷该类指标可得分值（%），按二级指标与年度、单位；格内为失分率与指标个数n；颜色越深失分越多",
        "Share of attainable points lost (%), by level-2 indicator and by year and unit; in each cell the share and the number of indicators n; darker = more lost",
    );
    let kinds = kinds(&cells);
    let mut page = Page::begin(lang, &title(lang, &columns, &cells, &kinds), subtitle);
    let shown = columns.len().min(MOST_PANELS);
    let left = head(&mut page, &columns[..shown], &kinds);
    let most = cells.iter().filter_map(|cell| cell.share).max().unwrap_or_default();
    let mut before = "";
    for (level1, name) in kinds.iter().take(MOST_ROWS) {
        if before != level1 {
            page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 8), MUTED);
            let group = shorten(&term(lang, level1), SMALL.face, SMALL.size, 1_100);
            page.canvas.text(MARGIN, page.y + ROW / 2 + SMALL.drop(), &group, SMALL);
        }
        before = level1;
        draw_row(&mut page, left, shown, &cells, most, (level1, name));
    }
    legend(&mut page, most);
    if kinds.len() > MOST_ROWS {
        let zh = format!("共{}类指标，画出前{MOST_ROWS}类；其余见数据表。", kinds.len());
        let en =
            format!("{MOST_ROWS} of {} kinds of indicators are drawn; the others stand in the table.", kinds.len());
        page.remark(lang.pick(&zh, &en));
    }
    page.remark_left_out(columns.len(), MOST_PANELS);
    let order: Vec<usize> = kinds.iter().flat_map(|kind| of_kind(&cells, kind).map(|cell| cell.row)).collect();
    page.finish(request, cells::take(&source, &order)?)
}

type Columns = Vec<(Option<i32>, String)>;

fn read(source: &DataFrame) -> Result<(Columns, Vec<Cell>), Problem> {
    let (years, units, levels) =
        (cells::years(source, "year")?, cells::names(source, "unit")?, cells::names(source, "aspect")?);
    let (level1, level2) = (cells::names(source, "level1")?, cells::names(source, "level2")?);
    let (n, share, lost) = (
        cells::tallies(source, "n")?,
        cells::numbers(source, "lost_share_pct")?,
        cells::numbers(source, "lost_points")?,
    );
    let drawn: Vec<usize> =
        (0..source.height()).filter(|&r| matches!(levels[r].as_str(), "level2" | "execution")).collect();
    let mut columns: Columns = Vec::new();
    for &row in &drawn {
        let key = (years[row], units[row].clone());
        if !columns.contains(&key) {
            columns.push(key);
        }
    }
    columns.sort_by_key(|(year, _)| *year);
    let cell = |&row: &usize| {
        let execution = levels[row] == "execution";
        Cell {
            row,
            column: columns.iter().position(|(y, u)| *y == years[row] && *u == units[row]).unwrap_or(0),
            level1: if execution { String::new() } else { level1[row].clone() },
            name: if execution { "execution".to_owned() } else { level2[row].clone() },
            n: n[row],
            share: share[row],
            lost: lost[row].unwrap_or_default(),
        }
    };
    let cells: Vec<Cell> = drawn.iter().map(cell).collect();
    let cells = if cells.iter().any(|cell| cell.name != "execution") { cells } else { Vec::new() };
    Ok((columns, cells))
}

/// The rows: budget execution first, then the kinds by level 1 in the order of the form, most lost first.
fn kinds(cells: &[Cell]) -> Vec<(String, String)> {
    let mut kinds: Vec<(String, String)> = Vec::new();
    for cell in cells {
        let kind = (cell.level1.clone(), cell.name.clone());
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let order = ["", "产出", "成本", "效益", "满意度"];
    let rank = |level1: &str| order.iter().position(|known| *known == level1).unwrap_or(order.len());
    let lost = |kind: &(String, String)| of_kind(cells, kind).filter_map(|cell| cell.share).max();
    kinds.sort_by_cached_key(|kind| (rank(&kind.0), kind.0.clone(), std::cmp::Reverse(lost(kind))));
    kinds
}

fn of_kind<'a>(cells: &'a [Cell], kind: &'a (String, String)) -> impl Iterator<Item = &'a Cell> {
    cells.iter().filter(move |cell| cell.level1 == kind.0 && cell.name == kind.1)
}

fn title(lang: Lang, columns: &Columns, cells: &[Cell], kinds: &[(String, String)]) -> String {
    let total: Decimal = cells.iter().map(|cell| cell.lost).sum();
    let whole = kinds.iter().filter(|kind| of_kind(cells, kind).all(|cell| cell.lost.is_zero())).count();
    let worst = cells.iter().filter(|cell| !cell.lost.is_zero()).max_by_key(|cell| (cell.share, cell.lost));
    let Some(worst) = worst else {
        return match lang {
            Lang::Zh => format!("{}类指标全部满分，一分未失", kinds.len()),
            Lang::En => format!("No point lost on any of {} kinds of indicators", kinds.len()),
        };
    };
    let (y, name) = (year(lang, columns[worst.column].0), term(lang, &worst.name));
    let share = percent(worst.share.unwrap_or_default());
    match lang {
        Lang::Zh => {
            let lost = short(worst.lost);
            format!("失分率最高的是{y}“{name}”：失{lost}分（{share}）；{}类指标中{whole}类一分未失", kinds.len())
        }
        Lang::En => {
            let (lost, all) = (short(worst.lost), short(total));
            format!(
                "Most was lost on \"{}\" in {y}: {share} ({lost} of all {all} lost points); nothing on {whole} of {} kinds",
                name.to_lowercase(),
                kinds.len()
            )
        }
    }
}

/// Writes the heads of the columns; returns the left edge of the cells.
fn head(page: &mut Page, columns: &[(Option<i32>, String)], kinds: &[(String, String)]) -> i32 {
    let lang = page.lang;
    let widest = |name: fn(&(String, String)) -> &str, kind: crate::charts::style::Type, most: i32| {
        let widths = kinds.iter().map(|k| width(&term(lang, name(k)), kind.face, kind.size));
        widths.max().unwrap_or(0).min(most)
    };
    let left = MARGIN + widest(|k| &k.0, SMALL, 1_100) + widest(|k| &k.1, LABEL, 2_300) + 400;
    let step = (RIGHT - left) / i32::try_from(columns.len()).unwrap_or(1).max(1);
    let wrapped: Vec<Vec<String>> =
        columns.iter().map(|(_, unit)| wrap_to(unit, SMALL.face, SMALL.size, step - 120, 2)).collect();
    let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1);
    page.y += 200;
    for (at, ((year_of, _), unit)) in columns.iter().zip(&wrapped).enumerate() {
        let x = left + step * i32::try_from(at).unwrap_or(0) + step / 2;
        page.canvas.text(x, page.y, &year(lang, *year_of), HEAD.middle());
        let mut y = page.y;
        for line in unit {
            y += 190;
            page.canvas.text(x, y, line, SMALL.middle());
        }
    }
    page.y += i32::try_from(lines).unwrap_or(1) * 190 + 110;
    left
}

fn draw_row(page: &mut Page, left: i32, columns: usize, cells: &[Cell], most: Decimal, (level1, name): (&str, &str)) {
    let lang = page.lang;
    let step = (RIGHT - left) / i32::try_from(columns).unwrap_or(1).max(1);
    let middle = page.y + ROW / 2;
    let printed = shorten(&term(lang, name), LABEL.face, LABEL.size, 2_300);
    page.canvas.text(left - 150, middle + LABEL.drop(), &printed, LABEL.end());
    let kind = (level1.to_owned(), name.to_owned());
    for column in 0..columns {
        let x = left + step * i32::try_from(column).unwrap_or(0);
        let area = Area::new(x + 15, page.y + 15, x + step - 15, page.y + ROW - 15);
        match of_kind(cells, &kind).find(|cell| cell.column == column) {
            Some(cell) => draw_cell(page, area, cell, most),
            None => {
                page.canvas.hatch(area, RULE);
                let none = page.lang.pick("无此类指标", "no such indicator");
                let wide = width(none, SMALL.face, SMALL.size) / 2 + 60;
                let centre = (area.left + area.right) / 2;
                page.canvas.block(Area::new(centre - wide, area.top + 20, centre + wide, area.bottom - 20), PAPER);
                page.canvas.text(centre, middle + SMALL.drop(), none, SMALL.middle());
            }
        }
    }
    page.y += ROW;
}

fn draw_cell(page: &mut Page, area: Area, cell: &Cell, most: Decimal) {
    let (fill, ink) = shade(cell.share, most);
    page.canvas.block(area, fill);
    let (centre, middle) = ((area.left + area.right) / 2, (area.top + area.bottom) / 2);
    let figure = cell.share.map_or_else(|| page.lang.pick("缺", "missing").to_owned(), percent_fixed);
    let n = format!("n={}", cell.n);
    let kind = if cell.lost.is_zero() { LABEL } else { LABEL.bold() };
    page.canvas.text(centre + 60, middle + LABEL.drop(), &figure, kind.end().ink(ink));
    page.canvas.text(centre + 190, middle + LABEL.drop(), &n, SMALL.ink(if ink == INK { MUTED } else { ink }));
    let (name, y) = (term(page.lang, &cell.name), figure);
    page.say(&format!("{name} {y}（{n}）"));
}

/// The shade of a share and the colour of the figure on it.
fn shade(share: Option<Decimal>, most: Decimal) -> (Ink, Ink) {
    let Some(share) = share.filter(|share| *share > Decimal::ZERO && !most.is_zero()) else { return (SHADES[0], INK) };
    let step = (share * Decimal::from(4) / most).ceil();
    let step = usize::try_from(step).unwrap_or(4).clamp(1, 4);
    (SHADES[step], if step >= 3 { PAPER } else { INK })
}

/// What the shades stand for.
fn legend(page: &mut Page, most: Decimal) {
    if most.is_zero() {
        return;
    }
    page.y += 110;
    let mut x = MARGIN;
    for (step, shade) in SHADES.into_iter().enumerate() {
        let bound = |step: usize| grouped(most * Decimal::from(step) / Decimal::from(4), 2);
        let label = if step == 0 {
            "0%".to_owned()
        } else {
            format!("{}–{}%", if step == 1 { ">0".to_owned() } else { bound(step - 1) }, bound(step))
        };
        page.canvas.block(Area::new(x, page.y, x + 260, page.y + 150), MUTED);
        page.canvas.block(Area::new(x + 6, page.y + 6, x + 254, page.y + 144), shade);
        x = page.canvas.text(x + 320, page.y + 75 + SMALL.drop(), &label, SMALL).right + 260;
    }
    page.y += 190;
}
