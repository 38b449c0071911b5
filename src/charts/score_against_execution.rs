//! Does the score follow the spending? Every project a dot while they are few, else how many projects
//! stand in each field of rate and score, with a row for every year.

use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, SCORES, SPENT};
use crate::charts::page::Page;
use crate::charts::panels::{Panel, by_year, told, whose};
use crate::charts::score_points::{Point, read};
use crate::charts::words::{Form, counted, projects as so_many, short, sum};
use crate::charts::{score_density, score_dots};
use crate::problem::Problem;
use crate::tables::cells;
use crate::values::Lang;
use rust_decimal::Decimal;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["score_against_execution"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 2] = [SPENT, SCORES];

/// How many plots of dots a page holds.
const MOST_PLOTS: usize = 3;
/// How many projects may stand in them.
const MOST_DOTS: usize = 150;

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "score_against_execution")?;
    let panels = read(&source)?;
    let (lang, years) = (request.lang, by_year(&panels));
    let crowded = panels.len() > MOST_PLOTS || source.height() > MOST_DOTS;
    let subtitle = match crowded {
        false => lang.pick(
            "横轴为执行率（执行数÷全年预算数，%），纵轴为自评总分；每个圆点一个项目，数值相同的并为一点并标出个数，几乎相同的套成圈",
            "Across: execution rate (executed ÷ adjusted budget, %); up: self-evaluation score; one dot per project, those with the same figures are one dot with their number, those with nearly the same are rings around each other",
        ),
        true => lang.pick(
            "横为执行率（执行数÷全年预算数），纵为自评总分；格内为项目数，颜色越深项目越多；分段不等宽，100%与满分各自成段",
            "Across: execution rate (executed ÷ adjusted budget); up: score; in each field the number of projects, darker = more; the bins are of unequal width, exactly 100 stands by itself",
        ),
    };
    let mut page = Page::begin(lang, if crowded { Form::Heatmap } else { Form::Scatter }, &title(lang, &years), subtitle);
    if crowded {
        score_density::draw(&mut page, &years);
    } else {
        score_dots::draw(&mut page, &panels);
    }
    let order: Vec<usize> = panels.iter().flat_map(|panel| panel.items.iter().map(|point| point.row)).collect();
    page.finish(request, cells::take(&source, &order)?)
}

/// The finding: how many of the lost points were lost by execution, in the last two years.
fn title(lang: Lang, years: &[Panel<Point>]) -> String {
    let last = years.iter().rev().take(told(years)).rev();
    last.map(|year| finding(lang, year)).collect::<Vec<_>>().join(lang.pick("；", "; "))
}

fn finding(lang: Lang, panel: &Panel<Point>) -> String {
    let (y, all) = (whose(lang, panel), panel.items.len());
    let n = so_many(lang, all);
    let (lost, execution) =
        (sum(panel.items.iter().map(|p| p.lost)), sum(panel.items.iter().map(|p| p.lost_execution)));
    let spent_all = panel.items.iter().all(|point| point.rate.is_some_and(|rate| rate >= Decimal::ONE_HUNDRED));
    let losers = panel.items.iter().filter(|point| point.lost.is_some_and(|lost| !lost.is_zero())).count();
    let known = panel.items.iter().filter(|point| point.lost.is_some()).count();
    let (shown, lost_text, by) = (counted(losers), short(lost), short(execution));
    match (lang, losers) {
        (Lang::Zh, 0) if known < all => format!("{y}{n}中{known}个有总分，均为满分"),
        (Lang::Zh, 0) => format!("{y}{n}全部满分"),
        (Lang::En, 0) if known < all => format!("{y}: {known} of {n} state a score, all full"),
        (Lang::En, 0) => format!("{y}: full score for {n}"),
        (Lang::Zh, _) if spent_all => format!("{y}执行率全为100%，仍有{shown}个项目失{lost_text}分"),
        (Lang::Zh, _) => format!("{y}{n}中{shown}个失{lost_text}分，其中{by}分因执行率"),
        (Lang::En, _) if spent_all => format!("{y}: all at 100%, yet {shown} lost {lost_text} points"),
        (Lang::En, _) => format!("{y}: {shown} of {n} lost {lost_text} points, {by} of them by execution"),
    }
}
