//! Does the score follow the spending? Every project a dot: its execution rate across, its score
//! up; the slanting line is the score of a project that lost points by execution alone.

use crate::charts::canvas::{Area, text_area};
use crate::charts::figure::{Drawing, Request, Source};
use crate::charts::page::{MOST_PANELS, Page, Panel, panels};
use crate::charts::projects::sum;
use crate::charts::scale::{Linear, round_step};
use crate::charts::style::{INK, MARGIN, MUTED, PRIMARY, RIGHT, RULE, SMALL, Type};
use crate::charts::text::{clean, shorten, width};
use crate::charts::words::{percent, projects as so_many, short, year};
use crate::problem::Problem;
use crate::values::Lang;
use rust_decimal::Decimal;

/// Names stand beside their dots up to this many projects in a panel; beyond it, the lowest alone.
const MOST_NAMES: usize = 24;
/// Height of a plot.
const HIGH: i32 = 2_900;
/// Width kept right of the plot for names that find no place beside their dot.
const SIDE: i32 = 2_500;
/// A name beside its dot.
const NAME: Type = SMALL.ink(INK);

/// One project. Rate in percent, points.
struct Point {
    row: usize,
    name: String,
    rate: Option<Decimal>,
    score: Option<Decimal>,
    lost: Option<Decimal>,
    lost_execution: Option<Decimal>,
}

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`Source`] and of writing the page.
pub fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = Source::of(request, "score_against_execution")?;
    let panels = read(&source)?;
    let lang = request.lang;
    let subtitle = lang.pick(
        "横轴为执行率（执行数÷全年预算数，%），纵轴为自评总分；每个圆点一个项目，重合的标出个数",
        "Across: execution rate (executed ÷ adjusted budget, %); up: self-evaluation score; one dot per project, coinciding ones counted",
    );
    let mut page = Page::begin(lang, &title(lang, &panels), subtitle);
    let axes = Axes::over(&panels);
    for panel in panels.iter().take(MOST_PANELS.min(3)) {
        draw_panel(&mut page, &axes, panel);
    }
    page.remark_left_out(panels.len() + MOST_PANELS - MOST_PANELS.min(3));
    let order: Vec<usize> = panels.iter().flat_map(|panel| panel.items.iter().map(|point| point.row)).collect();
    page.finish(request, source.rows(&order)?)
}

fn read(source: &Source<'_>) -> Result<Vec<Panel<Point>>, Problem> {
    let (years, units, names) = (source.years("year")?, source.texts("unit")?, source.texts("project")?);
    let (rate, score) = (source.numbers("adjusted_rate_pct")?, source.numbers("total_score")?);
    let (lost, lost_execution) = (source.numbers("lost_points")?, source.numbers("lost_execution_points")?);
    let point = |row: usize| {
        let name = clean(&names[row]);
        let (lost, lost_execution) = (lost[row], lost_execution[row]);
        (years[row], units[row].clone(), Point { row, name, rate: rate[row], score: score[row], lost, lost_execution })
    };
    let mut panels = panels((0..source.height()).map(point));
    for panel in &mut panels {
        panel.items.sort_by_key(|point| (point.score, point.rate));
    }
    Ok(panels)
}

/// The finding: how many of the lost points were lost by execution.
fn title(lang: Lang, panels: &[Panel<Point>]) -> String {
    let finding = |panel: &Panel<Point>| {
        let (y, n) = (year(lang, panel.year), so_many(lang, panel.items.len()));
        let (lost, execution) = (sum(panel.items.iter().map(|p| p.lost)), sum(panel.items.iter().map(|p| p.lost_execution)));
        let full = panel.items.iter().all(|point| point.rate.is_some_and(|rate| rate >= Decimal::ONE_HUNDRED));
        let losers = panel.items.iter().filter(|point| point.lost.is_some_and(|lost| !lost.is_zero())).count();
        match lang {
            Lang::Zh if full => format!("{y}执行率全为100%，仍有{losers}个项目失{}分", short(lost)),
            Lang::Zh => format!("{y}{n}失{}分，其中{}分因执行率", short(lost), short(execution)),
            Lang::En if full => format!("{y}: all at 100%, yet {losers} lost {} points", short(lost)),
            Lang::En => format!("{y}: {n} lost {} points, {} of them by execution", short(lost), short(execution)),
        }
    };
    panels.iter().rev().take(2).rev().map(finding).collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// The scales all panels share.
struct Axes {
    rate: Linear,
    low: Decimal,
    high: Decimal,
}

impl Axes {
    fn over(panels: &[Panel<Point>]) -> Self {
        let points = || panels.iter().flat_map(|panel| &panel.items);
        let floor = |value: Decimal, step: Decimal| (value / step).floor() * step;
        let hundred = Decimal::ONE_HUNDRED;
        let rates = || points().filter_map(|point| point.rate);
        let low = floor(rates().min().unwrap_or(hundred), Decimal::TEN).clamp(Decimal::ZERO, Decimal::from(80));
        let high = rates().max().unwrap_or(hundred).clamp(hundred, Decimal::from(150));
        let rate = Linear { low, high, from: MARGIN + 550, to: RIGHT - SIDE };
        let scores = || points().filter_map(|point| point.score);
        let (least, most) = (scores().min().unwrap_or(hundred), scores().max().unwrap_or(hundred).max(hundred));
        let step = round_step((most - least).max(Decimal::ONE), 5);
        Self { rate, low: floor(least, step), high: most }
    }

    fn score(&self, top: i32) -> Linear {
        Linear { low: self.low, high: self.high, from: top + HIGH, to: top }
    }
}

/// Projects that stand at the same point.
struct Group<'a> {
    x: i32,
    y: i32,
    points: Vec<&'a Point>,
}

fn draw_panel(page: &mut Page, axes: &Axes, panel: &Panel<Point>) {
    let unplaced = panel.items.iter().filter(|point| point.rate.is_none() || point.score.is_none()).count();
    let full = panel.items.iter().filter(|point| point.score.is_some_and(|s| s >= Decimal::ONE_HUNDRED)).count();
    let mut note = match page.lang {
        Lang::Zh => format!("n={}，满分{full}个", panel.items.len()),
        Lang::En => format!("n={}, {full} with full score", panel.items.len()),
    };
    if unplaced > 0 {
        note += &page.pick("，{}个缺数未画", ", {} lack a figure").replace("{}", &unplaced.to_string());
    }
    page.panel_head(panel.year, &panel.unit, &note);
    page.y += 190;
    let (top, score) = (page.y, axes.score(page.y));
    grid(page, axes, &score, top);
    line(page, axes, &score, panel);
    let groups = groups(axes, &score, panel);
    let mut dots: Vec<Area> = Vec::new();
    for group in &groups {
        let radius = if group.points.len() > 1 { 85 } else { 58 };
        page.canvas.dot(group.x, group.y, radius, PRIMARY);
        dots.push(Area::new(group.x, group.y, group.x, group.y).grown(radius + 10));
    }
    names(page, axes, &groups, &dots, panel.items.len());
    page.y = top + HIGH + 60;
    let ticks: Vec<_> = axes.rate.ticks(6).into_iter().map(|(v, x)| (format!("{v}%"), x)).collect();
    page.axis(top, &ticks);
    page.y += 40;
}

fn grid(page: &mut Page, axes: &Axes, score: &Linear, top: i32) {
    let (left, right) = (axes.rate.from, axes.rate.to);
    for (value, y) in score.ticks(6) {
        page.canvas.line((left - 60, y), (right + 60, y), RULE, 8);
        page.canvas.text(left - 130, y + SMALL.drop(), &short(value), SMALL.end());
    }
    page.canvas.text(MARGIN, top - 110, page.lang.pick("自评总分", "Score"), SMALL);
}

/// The score of a project that loses by execution alone, where all projects of the panel lose
/// a tenth of a point for each per cent, as the forms with 10 points for execution do.
fn line(page: &mut Page, axes: &Axes, score: &Linear, panel: &Panel<Point>) {
    let (hundred, ten) = (Decimal::ONE_HUNDRED, Decimal::TEN);
    let expected = |rate: Decimal| (hundred - rate.min(hundred)) / ten;
    let fits = |point: &Point| match (point.rate, point.lost_execution) {
        (Some(rate), Some(lost)) => (expected(rate) - lost).abs() <= Decimal::new(15, 2),
        _ => true,
    };
    let below = panel.items.iter().any(|point| point.rate.is_some_and(|rate| rate < hundred));
    if !below || !panel.items.iter().all(fits) {
        return;
    }
    let low = axes.rate.low.max(hundred - (hundred - score.low) * ten);
    let from = (axes.rate.place(low), score.place(hundred - expected(low)));
    let to = (axes.rate.place(hundred), score.place(hundred));
    page.canvas.dashes(from, to, MUTED, 12);
    let text = page.lang.pick("只因执行率失分的项目在虚线上", "dashed: points lost by execution alone");
    let area = text_area(from.0 + 80, from.1 - 260, text, SMALL);
    let y = if area.top < score.to { score.to + 200 } else { from.1 - 260 };
    page.canvas.text(from.0 + 80, y, text, SMALL);
}

fn groups<'a>(axes: &Axes, score: &Linear, panel: &'a Panel<Point>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for point in &panel.items {
        let (Some(rate), Some(value)) = (point.rate, point.score) else { continue };
        let (x, y) = (axes.rate.place(rate), score.place(value));
        match groups.iter_mut().find(|group| (group.x - x).abs() < 12 && (group.y - y).abs() < 12) {
            Some(group) => group.points.push(point),
            None => groups.push(Group { x, y, points: vec![point] }),
        }
    }
    groups
}

/// Puts a name to every dot: beside it where there is room, else in a column at the right with a thin line.
fn names(page: &mut Page, axes: &Axes, groups: &[Group<'_>], dots: &[Area], n: usize) {
    let named = if n > MOST_NAMES { 10 } else { groups.len() };
    let mut aside: Vec<&Group<'_>> = Vec::new();
    for group in groups.iter().take(named) {
        let label = group_name(page.lang, group);
        page.say(&spoken(&label, group));
        if !beside(page, axes, group, dots, &label) {
            aside.push(group);
        }
    }
    for group in groups.iter().skip(named).filter(|group| group.points.len() > 1) {
        aside.push(group);
    }
    column(page, axes, &aside);
    if named < groups.len() {
        let zh = format!("共{n}个项目，标出总分最低的{named}处；其余见数据表。");
        let en = format!("The lowest {named} of {n} projects are named; the others stand in the table.");
        let text = page.lang.pick(&zh, &en).to_owned();
        page.say(&text);
        page.canvas.text(axes.rate.from, page.y - 60, &text, SMALL);
    }
}

fn spoken(label: &str, group: &Group<'_>) -> String {
    let point = group.points[0];
    format!("{label} {} {}", point.rate.map_or_else(String::new, percent), point.score.map_or_else(String::new, short))
}

fn group_name(lang: Lang, group: &Group<'_>) -> String {
    match (group.points.as_slice(), lang) {
        ([point], _) => point.name.clone(),
        ([first, ..], Lang::Zh) => format!("{}等{}个项目", first.name, group.points.len()),
        ([first, ..], Lang::En) => format!("{} projects: {} …", group.points.len(), first.name),
        ([], _) => String::new(),
    }
}

/// Tries the places right, left, above and below a dot.
fn beside(page: &mut Page, axes: &Axes, group: &Group<'_>, dots: &[Area], label: &str) -> bool {
    let (gap, drop) = (110, NAME.drop());
    let tries = [
        (group.x + gap, group.y + drop, NAME),
        (group.x - gap, group.y + drop, NAME.end()),
        (group.x - 60, group.y - 120, NAME.end()),
        (group.x + 60, group.y - 120, NAME),
        (group.x - 60, group.y + 210, NAME.end()),
        (group.x + 60, group.y + 210, NAME),
    ];
    for (x, y, kind) in tries {
        let area = text_area(x, y, label, kind);
        let inside = area.left > axes.rate.from && area.right < axes.rate.to - 40;
        if inside && page.canvas.is_free(&area.grown(15)) && dots.iter().all(|dot| !dot.meets(&area)) {
            page.canvas.text(x, y, label, kind);
            return true;
        }
    }
    false
}

/// Names in a column right of the plot, each joined to its dot, pushed apart so that none overlap.
fn column(page: &mut Page, axes: &Axes, aside: &[&Group<'_>]) {
    let mut sorted: Vec<&&Group<'_>> = aside.iter().collect();
    sorted.sort_by_key(|group| (group.y, -group.x));
    let left = axes.rate.to + 330;
    let step = 195;
    let mut lowest = i32::MIN;
    let count = i32::try_from(sorted.len()).unwrap_or(0);
    let first = sorted.first().map_or(0, |group| group.y);
    for (at, group) in sorted.iter().enumerate() {
        let spread = first - step * (count - 1).min(4) / 3 + step * i32::try_from(at).unwrap_or(0);
        let y = spread.max(lowest + step).max(if at == 0 { i32::MIN } else { lowest + step });
        lowest = y;
        let label = group_name(page.lang, group);
        let label = shorten(&label, NAME.face, NAME.size, RIGHT - left);
        page.canvas.line((group.x, group.y), (left - 150, y), MUTED, 6);
        page.canvas.line((left - 150, y), (left - 50, y), MUTED, 6);
        page.canvas.text(left, y + NAME.drop(), &label, NAME);
        let _ = width(&label, NAME.face, NAME.size);
    }
}
