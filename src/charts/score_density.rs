//! Rate and score of many projects: how many stand in each field, what the margins add up to, and a row
//! for every year.

use crate::charts::canvas::Area;
use crate::charts::page::Page;
use crate::charts::panels::Panel;
use crate::charts::rows::Rows;
use crate::charts::scale::Linear;
use crate::charts::score_points::Point;
use crate::charts::shades::Shades;
use crate::charts::style::{ACCENT, BAND, INK, LABEL, MARGIN, PALE, RIGHT, RULE, SMALL};
use crate::charts::words::{counted, percent, percent_fixed, sum, year};
use crate::values::grouped;
use rust_decimal::Decimal;

/// Height of a field.
const HIGH: i32 = 300;
/// Lower ends of the bins of rates, in percent; exactly 100 has its own, and so has what lies above.
const RATES: [i64; 6] = [0, 50, 60, 70, 80, 90];
/// Lower ends of the bins of scores.
const SCORES: [i64; 10] = [0, 60, 70, 80, 85, 90, 92, 94, 96, 98];
/// What exactly 100 is in a form.
const FULL: Decimal = Decimal::ONE_HUNDRED;

/// The bin of `value` among bins that begin at `ends`: those, then exactly 100, then above.
fn bin(ends: &[i64], value: Decimal) -> usize {
    match value {
        value if value > FULL => ends.len() + 1,
        value if value == FULL => ends.len(),
        value => ends.iter().rposition(|end| Decimal::from(*end) <= value).unwrap_or(0),
    }
}

/// What the bin `at` holds, in words.
fn name(ends: &[i64], at: usize, sign: &str) -> String {
    match (ends.get(at), ends.get(at + 1)) {
        (Some(_), Some(next)) if at == 0 => format!("<{next}{sign}"),
        (Some(from), Some(next)) => format!("{from}–{next}{sign}"),
        (Some(from), None) => format!("{from}–<100{sign}"),
        (None, _) if at == ends.len() => format!("100{sign}"),
        (None, _) => format!(">100{sign}"),
    }
}

/// Draws the fields of all years together, then a row for every year.
pub(super) fn draw(page: &mut Page, years: &[Panel<Point>]) {
    let points = || years.iter().flat_map(|year| &year.items);
    let placed: Vec<(usize, usize)> =
        points().filter_map(|p| Some((bin(&RATES, p.rate?), bin(&SCORES, p.score?)))).collect();
    let unplaced = points().count() - placed.len();
    let mut counts = [[0_usize; RATES.len() + 2]; SCORES.len() + 2];
    placed.iter().for_each(|(x, y)| counts[*y][*x] += 1);
    let all = counted(placed.len());
    let mut head = page.pick("全部年度，n={}", "All years, n={}").replace("{}", &all);
    if unplaced > 0 {
        head += &page
            .pick("；另有{}个缺执行率或总分", "; {} more lack a rate or a score")
            .replace("{}", &counted(unplaced));
    }
    page.canvas.text(MARGIN, page.y + 160, &head, LABEL.bold());
    page.say(&head);
    page.y += 330;
    fields(page, &counts);
    page.y += 120;
    table(page, years);
}

/// A row of fields for every bin of scores that lies above the lowest one in use.
fn fields(page: &mut Page, counts: &[[usize; RATES.len() + 2]; SCORES.len() + 2]) {
    let most = counts.iter().flatten().copied().max().unwrap_or(0);
    let shades = Shades::up_to(Decimal::from(most));
    let lowest = counts.iter().position(|row| row.iter().any(|n| *n > 0)).unwrap_or(0);
    let highest = if counts[SCORES.len() + 1].iter().any(|n| *n > 0) { SCORES.len() + 1 } else { SCORES.len() };
    let over = counts.iter().any(|row| row[RATES.len() + 1] > 0);
    let columns = if over { RATES.len() + 2 } else { RATES.len() + 1 };
    let left = MARGIN + 900;
    let step = (RIGHT - left - 800) / i32::try_from(columns).unwrap_or(1);
    let at = |column: usize| left + step * i32::try_from(column).unwrap_or(0);
    page.canvas.text(left - 120, page.y + 60, page.pick("总分", "Score"), SMALL.end());
    page.canvas.text(RIGHT, page.y + 60, page.pick("合计", "Sum"), SMALL.end());
    page.y += 110;
    for score in (lowest..=highest).rev() {
        let middle = page.y + HIGH / 2;
        page.canvas.text(left - 120, middle + SMALL.drop(), &name(&SCORES, score, ""), SMALL.ink(INK).end());
        for (column, count) in counts[score].iter().enumerate().take(columns) {
            let area = Area::new(at(column) + 8, page.y + 8, at(column) + step - 8, page.y + HIGH - 8);
            if *count == 0 {
                page.canvas.block(area, BAND);
                continue;
            }
            let (fill, ink) = shades.of(Decimal::from(*count));
            page.canvas.block(area, fill);
            let text = counted(*count);
            page.canvas.text(at(column) + step / 2, middle + LABEL.drop(), &text, LABEL.middle().ink(ink));
        }
        let sum: usize = counts[score].iter().sum();
        let text = counted(sum);
        page.canvas.text(RIGHT, middle + LABEL.drop(), &text, LABEL.end());
        page.say(&format!("{} {text}", name(&SCORES, score, "")));
        page.y += HIGH;
    }
    page.y += 190;
    page.canvas.text(left - 120, page.y, page.pick("执行率", "Rate"), SMALL.end());
    page.canvas.text(left - 120, page.y + 210, page.pick("合计", "Sum"), SMALL.end());
    for column in 0..columns {
        let sum: usize = counts.iter().map(|row| row[column]).sum();
        let (x, name) = (at(column) + step / 2, name(&RATES, column, "%"));
        page.canvas.text(x, page.y, &name, SMALL.ink(INK).middle());
        let text = counted(sum);
        page.canvas.text(x, page.y + 210, &text, LABEL.middle());
        page.say(&format!("{name} {text}"));
    }
    page.y += 260;
    shades.legend(page, "");
}

/// A row a year: how much of what was lost went by execution, how many have the full score.
fn table(page: &mut Page, years: &[Panel<Point>]) {
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), RULE);
    page.y += 220;
    let names: Vec<String> = years.iter().map(|panel| year(page.lang, panel.year)).collect();
    let rows = Rows::new(names.iter().map(String::as_str), &[800, 900, 1_050, 1_050]);
    let heads =
        [("项目数", "projects"), ("满分", "full score"), ("平均失分", "mean loss"), ("因执行率", "by execution")];
    for (column, (zh, en)) in heads.into_iter().enumerate() {
        rows.column_head(page, column, page.pick(zh, en), None);
    }
    page.canvas.text(
        rows.plot.0,
        page.y,
        page.pick("失分中因执行率的比重", "Share of lost points by execution"),
        SMALL,
    );
    page.y += 60;
    let scale = Linear { low: Decimal::ZERO, high: FULL, from: rows.plot.0, to: rows.plot.1 };
    for (panel, name) in years.iter().zip(&names) {
        let middle = rows.begin(page, name, LABEL);
        let lost = sum(panel.items.iter().map(|point| point.lost));
        let by = sum(panel.items.iter().map(|point| point.lost_execution));
        let known = panel.items.iter().filter(|point| point.lost.is_some()).count();
        let full = panel.items.iter().filter(|point| point.score.is_some_and(|score| score >= FULL)).count();
        let of = |part: Decimal, whole: Decimal| if whole.is_zero() { Decimal::ZERO } else { part / whole };
        let share = of(by * FULL, lost);
        page.canvas.block(Area::new(scale.from, middle - 70, scale.to, middle + 70), BAND);
        page.canvas.block(
            Area::new(scale.from, middle - 70, scale.place(share), middle + 70),
            if share > FULL / Decimal::TWO { ACCENT } else { PALE },
        );
        let full_share = percent(of(Decimal::from(full) * FULL, Decimal::from(panel.items.len())));
        let figures =
            [counted(panel.items.len()), full_share, grouped(of(lost, Decimal::from(known)), 2), percent_fixed(share)];
        for (column, figure) in figures.iter().enumerate() {
            rows.figure(page, column, middle, figure, LABEL);
        }
        page.say(&format!("{name} {}", figures.join(" ")));
    }
}
