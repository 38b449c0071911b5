//! On which kinds of indicators were points lost? A row per level-2 kind, a column per year and unit
//! while these are few, else per year, with the units that lost most below; the shade and the figure
//! are the share of attainable points that was lost.

use crate::charts::canvas::Area;
use crate::charts::ends::{End, worst};
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, POINTS, SCORES};
use crate::charts::gap_cells::{Column, EXECUTION, Gaps, Kind, Sum, read};
use crate::charts::page::Page;
use crate::charts::shades::Shades;
use crate::charts::style::{HEAD, LABEL, MARGIN, MUTED, PAPER, RIGHT, RULE, SHADES, SMALL, Type};
use crate::charts::text::{shorten, width, wrap_to};
use crate::charts::words::{Form, counted, percent, percent_fixed, projects as so_many, short, term, year};
use crate::problem::{Code, Problem, said};
use crate::tables::cells;
use crate::values::{Lang, Place};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["scoring_gaps"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 2] = [SCORES, POINTS];

const ROW: i32 = 250;

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page; `chart-table-empty` where no level-2 rows stand in the table.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "scoring_gaps")?;
    let gaps = read(&source)?;
    if gaps.kinds.iter().all(|kind| kind.1 == EXECUTION) {
        let message = said!(
            "图表`gap_heatmap`无可绘制：数据表中没有二级指标的行",
            "chart `gap_heatmap` has nothing to draw: the table has no row of level `level2`"
        );
        return Err(Problem::error(Code::ChartTableEmpty, Place::file("scoring_gaps"), message));
    }
    let lang = request.lang;
    let subtitle = lang.pick(
        "失分率＝失分÷该类指标可得分值（%）；n为指标个数，预算执行一行为项目数；颜色越深失分率越高",
        "Share of attainable points lost (%); n = number of indicators, of projects in the row of budget execution; darker = a larger share lost",
    );
    let mut page = Page::begin(lang, Form::Heatmap, &title(lang, &gaps), subtitle);
    let left = head(&mut page, &gaps);
    let shares = || gaps.sums.values().filter_map(Sum::share);
    let shades = Shades::up_to(shares().max().unwrap_or_default());
    let mut before = "";
    for kind in &gaps.kinds {
        if before != kind.0 || kind.1.is_empty() {
            page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 8), MUTED);
            let group = shorten(&term(lang, &kind.0), SMALL.face, SMALL.size, 1_100);
            page.canvas.text(MARGIN, page.y + ROW / 2 + SMALL.drop(), &group, SMALL);
        }
        before = &kind.0;
        draw_row(&mut page, left, &gaps, &shades, kind);
    }
    if shares().any(|share| share > Decimal::ZERO) {
        shades.legend(&mut page, "%");
    }
    units(&mut page, &gaps);
    page.finish(request, cells::take(&source, &gaps.order)?)
}

/// Where the largest share was lost, whose it is, and on how many kinds of indicators nothing was.
fn title(lang: Lang, gaps: &Gaps) -> String {
    let of_indicators = |kind: &&Kind| kind.1 != EXECUTION && !kind.1.is_empty();
    let names: BTreeSet<&str> = gaps.kinds.iter().filter(of_indicators).map(|kind| kind.1.as_str()).collect();
    let losing = gaps.kinds.iter().filter(of_indicators).filter(|kind| !gaps.of_kind(kind).lost.is_zero());
    let whole = names.len() - losing.map(|kind| kind.1.as_str()).collect::<BTreeSet<_>>().len();
    let kinds = names.len() + gaps.folded;
    let named = gaps.sums.iter().filter(|((kind, _), sum)| !kind.1.is_empty() && !sum.lost.is_zero());
    let Some(((kind, column), sum)) = named.max_by_key(|(_, sum)| (sum.share(), sum.lost)) else {
        return match lang {
            Lang::Zh => format!("{kinds}类二级指标和预算执行全部满分，一分未失"),
            Lang::En => format!("No point lost on execution or any of {kinds} kinds of indicators"),
        };
    };
    let (whose, name) = (of_column(lang, &gaps.columns[*column]), term(lang, &kind.1));
    let (share, lost) = (percent(sum.share().unwrap_or_default()), short(sum.lost));
    match lang {
        Lang::Zh => {
            format!("失分率最高的是{whose}“{name}”：失{lost}分（{share}）；{kinds}类二级指标中{whole}类一分未失")
        }
        Lang::En => {
            let name = name.to_lowercase();
            format!(
                "The largest share was lost on \"{name}\", {whose}: {lost} points ({share}); none on {whole} of {kinds} kinds of indicators"
            )
        }
    }
}

/// A column in a sentence.
fn of_column(lang: Lang, column: &Column) -> String {
    match (lang, column.earlier) {
        (Lang::Zh, 1..) => format!("更早{}年", column.earlier),
        (Lang::En, 1..) => format!("{} earlier years", column.earlier),
        _ => year(lang, column.year),
    }
}

/// A row in a sentence, or as it is printed at its head.
fn of_kind(lang: Lang, gaps: &Gaps, kind: &Kind) -> String {
    match kind.1.as_str() {
        "" => lang.pick("其余{}类合计", "{} other kinds").replace("{}", &gaps.folded.to_string()),
        name => term(lang, name),
    }
}

/// Writes the heads of the columns; returns the left edge of the cells.
fn head(page: &mut Page, gaps: &Gaps) -> i32 {
    let lang = page.lang;
    let widest = |kind: Type, most: i32, name: &dyn Fn(&Kind) -> String| {
        gaps.kinds.iter().map(|k| width(&name(k), kind.face, kind.size)).max().unwrap_or(0).min(most)
    };
    let left = MARGIN
        + widest(SMALL, 1_100, &|k| term(lang, &k.0))
        + widest(LABEL, 2_300, &|k| of_kind(lang, gaps, k))
        + 400;
    let step = step(left, gaps);
    let unit = |column: &Column| match (lang, column.unit.as_str()) {
        (Lang::Zh, "") => format!("{}个单位", column.units),
        (Lang::En, "") => format!("{} units", column.units),
        (_, unit) => unit.to_owned(),
    };
    let wrapped: Vec<Vec<String>> =
        gaps.columns.iter().map(|c| wrap_to(&unit(c), SMALL.face, SMALL.size, step - 120, 2)).collect();
    let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1);
    page.y += 200;
    for (at, (column, unit)) in gaps.columns.iter().zip(&wrapped).enumerate() {
        let x = left + step * i32::try_from(at).unwrap_or(0) + step / 2;
        page.canvas.fit((x, page.y), &of_column(lang, column), HEAD.middle(), step - 60);
        let mut y = page.y;
        for line in unit {
            y += 190;
            page.canvas.text(x, y, line, SMALL.middle());
        }
    }
    page.y += i32::try_from(lines).unwrap_or(1) * 190 + 110;
    left
}

/// The width of a column.
fn step(left: i32, gaps: &Gaps) -> i32 {
    (RIGHT - left) / i32::try_from(gaps.columns.len()).unwrap_or(1).max(1)
}

fn draw_row(page: &mut Page, left: i32, gaps: &Gaps, shades: &Shades, kind: &Kind) {
    let (lang, step, middle) = (page.lang, step(left, gaps), page.y + ROW / 2);
    let name = of_kind(lang, gaps, kind);
    let printed = shorten(&name, LABEL.face, LABEL.size, 2_300);
    page.canvas.text(left - 150, middle + LABEL.drop(), &printed, LABEL.end());
    let mut spoken = Vec::new();
    for (at, column) in gaps.columns.iter().enumerate() {
        let x = left + step * i32::try_from(at).unwrap_or(0);
        let area = Area::new(x + 15, page.y + 15, x + step - 15, page.y + ROW - 15);
        let Some(sum) = gaps.at(kind, at) else {
            none(page, area);
            continue;
        };
        let n = match kind.1.as_str() {
            EXECUTION if step > 1_500 => so_many(lang, sum.n),
            _ => format!("n={}", counted(sum.n)),
        };
        let figure = sum.share().map_or_else(|| lang.pick("缺", "missing").to_owned(), percent_fixed);
        spoken.push(format!("{} {figure} ({n})", of_column(lang, column)));
        draw_cell(page, area, sum, shades, (&figure, &n));
    }
    let level1 = term(lang, &kind.0);
    let of = if level1.is_empty() { name } else { format!("{level1}·{name}") };
    page.say(&format!("{of}{}{}", lang.pick("：", ": "), spoken.join(lang.pick("；", "; "))));
    page.y += ROW;
}

/// The sign for a kind that a column does not have.
fn none(page: &mut Page, area: Area) {
    page.canvas.hatch(area, RULE);
    let text = page.pick("无此类指标", "no such indicator");
    let wide = width(text, SMALL.face, SMALL.size) / 2 + 60;
    let (centre, middle) = ((area.left + area.right) / 2, (area.top + area.bottom) / 2);
    if wide * 2 > area.right - area.left {
        return;
    }
    page.canvas.block(Area::new(centre - wide, area.top + 20, centre + wide, area.bottom - 20), PAPER);
    page.canvas.text(centre, middle + SMALL.drop(), text, SMALL.middle());
}

fn draw_cell(page: &mut Page, area: Area, sum: &Sum, shades: &Shades, (figure, n): (&str, &str)) {
    let (fill, ink) = shades.of(sum.share().unwrap_or_default());
    page.canvas.block(area, fill);
    let (centre, middle) = ((area.left + area.right) / 2, (area.top + area.bottom) / 2);
    let kind = if sum.lost.is_zero() { LABEL } else { LABEL.bold() };
    let (figure_wide, n_wide) = (width(figure, kind.face, kind.size), width(n, SMALL.face, SMALL.size));
    let quiet = SMALL.ink(if fill == SHADES[0] { MUTED } else { ink });
    if figure_wide + n_wide + 200 > area.right - area.left {
        page.canvas.fit((centre, middle + LABEL.drop()), figure, kind.middle().ink(ink), area.right - area.left - 40);
        return;
    }
    let from = centre - (figure_wide + 130 + n_wide) / 2;
    page.canvas.text(from + figure_wide, middle + LABEL.drop(), figure, kind.end().ink(ink));
    page.canvas.text(from + figure_wide + 130, middle + LABEL.drop(), n, quiet);
}

/// The units that lost the largest shares, the others together.
fn units(page: &mut Page, gaps: &Gaps) {
    let ends: Vec<End> = gaps
        .units
        .iter()
        .filter_map(|(unit, sum)| {
            let share = sum.share()?;
            Some(End { name: unit.clone(), value: share, n: sum.n, part: sum.lost, whole: sum.attainable })
        })
        .collect();
    if ends.is_empty() {
        return;
    }
    page.y += 120;
    let head = page.pick("失分率最高的单位，所有年度合计", "Units that lost the largest shares, all years together");
    let heads = [page.pick("失分", "points lost"), page.pick("失分率", "share lost")];
    worst(page, head, heads, ends);
}
