//! Rate and score, a dot a project with its name: the chart of scores while projects are few.

use crate::charts::canvas::{Area, text_area};
use crate::charts::page::Page;
use crate::charts::panels::Panel;
use crate::charts::scale::{Linear, round_step};
use crate::charts::score_points::Point;
use crate::charts::style::{Anchor, INK, MARGIN, MUTED, PAPER, PRIMARY, RIGHT, RULE, SMALL, Type};
use crate::charts::text::shorten;
use crate::charts::words::{percent, short};
use crate::values::Lang;
use rust_decimal::Decimal;

/// Names stand beside their dots up to this many projects in a panel; beyond it, the lowest alone.
const MOST_NAMES: usize = 24;
/// Height of a plot.
const HIGH: i32 = 3_000;
/// Width kept right of the plot for the names of projects that spent all.
const SIDE: i32 = 2_500;
/// Steps of the scale of rates, at most.
const TICKS: u32 = 6;
/// Dots nearer than this hide each other.
const NEAR: i32 = 60;
/// How much wider each ring around hidden dots is than the one within.
const RING: i32 = 28;
/// From one name to the next below.
const LINE: i32 = 185;
/// A name beside its dot.
const NAME: Type = SMALL.ink(INK);
/// How many projects stand at one dot.
const COUNT: Type = Type { size: 115, ..SMALL.bold().ink(PAPER).middle() };

/// Draws every panel.
pub(super) fn draw(page: &mut Page, panels: &[Panel<Point>]) {
    let axes = Axes::over(panels);
    for panel in panels {
        draw_panel(page, &axes, panel);
    }
}

/// The scales: rates alike in all panels, scores with the same length for a point.
struct Axes {
    rate: Linear,
    /// Height of one point of score, in hundredths of a tenth of a pixel.
    point: Decimal,
    step: Decimal,
}

impl Axes {
    fn over(panels: &[Panel<Point>]) -> Self {
        let points = || panels.iter().flat_map(|panel| &panel.items);
        let rates = points().filter_map(|point| point.rate).map(|rate| rate.min(Decimal::from(150)));
        let rate = Linear::around(rates, (80, 100), TICKS, (MARGIN + 550, RIGHT - SIDE));
        let (least, most) = bounds(points());
        let step = round_step((most - least).max(Decimal::from(5)), 5);
        let span = most - (least / step).floor() * step;
        Self { rate, point: Decimal::from(HIGH) / span.max(step), step }
    }

    /// The scale of scores in a panel: from the step below its lowest score, and far enough down
    /// that the names of those that spent all find room beside it.
    fn score(&self, panel: &Panel<Point>, top: i32) -> Linear {
        let (least, high) = bounds(panel.items.iter());
        let full = panel.items.iter().filter(|point| point.rate.is_some_and(|rate| rate > Decimal::from(98)));
        let lines = i64::try_from(full.count()).unwrap_or(0).min(16);
        let mut low = ((least / self.step).floor() * self.step).min(high - self.step);
        while (high - low) * self.point < Decimal::from(lines * i64::from(LINE)) {
            low -= self.step;
        }
        let tall = ((high - low) * self.point).round();
        Linear { low, high, from: top + i32::try_from(tall).unwrap_or(HIGH), to: top }
    }
}

/// The lowest score, and the highest or 100.
fn bounds<'a>(points: impl Iterator<Item = &'a Point>) -> (Decimal, Decimal) {
    let scores: Vec<Decimal> = points.filter_map(|point| point.score).collect();
    let hundred = Decimal::ONE_HUNDRED;
    (scores.iter().min().copied().unwrap_or(hundred), scores.into_iter().max().unwrap_or(hundred).max(hundred))
}

/// Projects with the same rate and the same score.
struct Group<'a> {
    x: i32,
    y: i32,
    points: Vec<&'a Point>,
}

/// The two scales of a panel.
struct Plot {
    rate: Linear,
    score: Linear,
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
    page.y += 290;
    let (top, plot) = (page.y, Plot { rate: axes.rate, score: axes.score(panel, page.y) });
    grid(page, &plot);
    let mut taken = line(page, &plot, panel);
    let groups = groups(&plot, panel);
    for (at, group) in groups.iter().enumerate() {
        let radius = if group.points.len() > 1 { 92 } else { 58 };
        let under = covered(&groups, at);
        match under {
            0 => page.canvas.dot(group.x, group.y, radius, PRIMARY),
            _ => page.canvas.ring(group.x, group.y, radius + RING * under, PRIMARY),
        }
        let radius = radius + RING * under;
        let (y, many) = (group.y + COUNT.drop(), group.points.len().to_string());
        if group.points.len() > 1 && page.canvas.is_free(&text_area(group.x, y, &many, COUNT)) {
            page.canvas.text(group.x, y, &many, COUNT);
        }
        taken.push(Area::new(group.x, group.y, group.x, group.y).grown(radius + 10));
    }
    let low = names(page, &plot, &groups, taken, panel.items.len());
    page.y = plot.score.from + 60;
    let ticks: Vec<_> = axes.rate.ticks(TICKS).into_iter().map(|(v, x)| (format!("{v}%"), x)).collect();
    page.axis(top, &ticks);
    page.y = (page.y + 40).max(low + 120);
}

fn grid(page: &mut Page, plot: &Plot) {
    let (score, top) = (&plot.score, plot.score.to);
    let (left, right) = (plot.rate.from, plot.rate.to);
    let count = u32::try_from((score.from - score.to) / 550).unwrap_or(1).clamp(1, 6);
    for (value, y) in score.ticks(count) {
        page.canvas.line((left - 60, y), (right + 60, y), RULE, 8);
        page.canvas.text(left - 130, y + SMALL.drop(), &short(value), SMALL.end());
    }
    page.canvas.text(left - 130, top - 130, page.lang.pick("总分", "Score"), SMALL.end());
}

/// The score of a project that loses by execution alone, where all projects of the panel lose
/// a tenth of a point for each per cent, as the forms with 10 points for execution do. Returns
/// where the line runs, so that no name is written over it.
fn line(page: &mut Page, plot: &Plot, panel: &Panel<Point>) -> Vec<Area> {
    let (hundred, ten) = (Decimal::ONE_HUNDRED, Decimal::TEN);
    let expected = |rate: Decimal| (hundred - rate.min(hundred)) / ten;
    let fits = |point: &Point| match (point.rate, point.lost_execution) {
        (Some(rate), Some(lost)) => (expected(rate) - lost).abs() <= Decimal::new(15, 2),
        _ => true,
    };
    let below = panel.items.iter().any(|point| point.rate.is_some_and(|rate| rate < hundred));
    if !below || !panel.items.iter().all(fits) {
        return Vec::new();
    }
    let low = plot.rate.low.max(hundred - (hundred - plot.score.low) * ten);
    let from = (plot.rate.place(low), plot.score.place(hundred - expected(low)));
    let to = (plot.rate.place(hundred), plot.score.place(hundred));
    page.canvas.dashes(from, to, MUTED, 12);
    let text = page.lang.pick("虚线：只因执行率失分", "dashed: points lost by execution alone");
    page.canvas.text(plot.rate.from + 90, plot.score.to + 220, text, SMALL);
    let steps = 60;
    let at = |i: i32| (from.0 + (to.0 - from.0) * i / steps, from.1 + (to.1 - from.1) * i / steps);
    (0..=steps).map(at).map(|(x, y)| Area::new(x, y, x, y).grown(30)).collect()
}

fn groups<'a>(plot: &Plot, panel: &'a Panel<Point>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for point in &panel.items {
        let (Some(rate), Some(value)) = (point.rate, point.score) else { continue };
        let (x, y) = (plot.rate.place(rate), plot.score.place(value));
        let same = |group: &&mut Group<'_>| group.points[0].rate == point.rate && group.points[0].score == point.score;
        match groups.iter_mut().find(same) {
            Some(group) => group.points.push(point),
            None => groups.push(Group { x, y, points: vec![point] }),
        }
    }
    groups
}

/// How many of the dots drawn after this one lie so near that they would hide it: it becomes a ring
/// around them, so that each stands at its own place and all are seen.
fn covered(groups: &[Group<'_>], at: usize) -> i32 {
    let Some((group, later)) = groups.get(at..).and_then(<[_]>::split_first) else { return 0 };
    let near = later.iter().filter(|other| (other.x - group.x).abs().max((other.y - group.y).abs()) < NEAR);
    i32::try_from(near.count()).unwrap_or(0).min(5)
}

/// Puts a name to every dot: in a column at the right for those that spent all or nearly so, where
/// dots crowd; beside the dot for the others, or a little way off with a thin line. Returns how far
/// down names reach.
fn names(page: &mut Page, plot: &Plot, groups: &[Group<'_>], mut taken: Vec<Area>, n: usize) -> i32 {
    let named = if n > MOST_NAMES { 12 } else { groups.len() };
    let near = |group: &&Group<'_>| group.x > plot.rate.to - (plot.rate.to - plot.rate.from) / 9;
    let shown = &groups[..named.min(groups.len())];
    let mut aside: Vec<&Group<'_>> = shown.iter().filter(near).collect();
    aside.sort_by_key(|group| (group.y, -group.x));
    let mut low = column(page, plot, &aside);
    let mut left_out = groups[shown.len()..].iter().map(|group| group.points.len()).sum::<usize>();
    for group in shown.iter().filter(|group| !near(group)) {
        let label = group_name(page.lang, group);
        page.say(&spoken(&label, group));
        let label = shorten(&label, NAME.face, NAME.size, SIDE + 300);
        match place(page, plot, group, &taken, &label) {
            Some(area) => {
                low = low.max(area.bottom);
                taken.push(area);
            }
            None => left_out += group.points.len(),
        }
    }
    if left_out > 0 {
        let zh = format!("{n}个项目中标出总分最低的，另有{left_out}个未标名称，见数据表。");
        let en = format!("The lowest scores are named; {left_out} of {n} projects carry no name, see the table.");
        let text = page.lang.pick(&zh, &en).to_owned();
        page.say(&text);
        page.canvas.text(RIGHT, page.y - 130, &text, SMALL.end());
    }
    low
}

/// Names in a column right of the plot, a line each, joined to their dot; returns its lower end.
fn column(page: &mut Page, plot: &Plot, groups: &[&Group<'_>]) -> i32 {
    let (left, step) = (plot.rate.to + 330, LINE);
    let lines: i32 = groups.iter().map(|group| i32::try_from(group.points.len()).unwrap_or(1)).sum();
    let first = groups.first().map_or(0, |group| group.y);
    // A crowd begins a little above its dots; there is room for one line above the plot.
    let mut next = if lines > 2 { first - 60 } else { first };
    for group in groups {
        let (top, half) = (next.max(group.y - 60), 30);
        let y = if next < group.y { group.y } else { top };
        page.canvas.line((group.x, group.y), (left - 160, y), MUTED, 7);
        page.canvas.line((left - 160, y), (left - 40, y), MUTED, 7);
        for (at, point) in group.points.iter().enumerate() {
            let y = y + step * i32::try_from(at).unwrap_or(0);
            let label = shorten(&point.name, NAME.face, NAME.size, RIGHT - left);
            page.canvas.text(left, y + NAME.drop(), &label, NAME);
            page.say(&spoken(&point.name, group));
            next = y + step;
        }
        if group.points.len() > 1 {
            page.canvas.line((left - 40, y - half), (left - 40, next - step + half), MUTED, 12);
        }
    }
    next - step + 60
}

fn spoken(label: &str, group: &Group<'_>) -> String {
    let point = group.points[0];
    format!("{label} {} {}", point.rate.map_or_else(String::new, percent), point.score.map_or_else(String::new, short))
}

fn group_name(lang: Lang, group: &Group<'_>) -> String {
    match (group.points.as_slice(), lang) {
        ([point], _) => point.name.clone(),
        ([first, ..], Lang::Zh) => format!("{}等{}个项目", first.name, group.points.len()),
        ([first, ..], Lang::En) => format!("{} and {} more", first.name, group.points.len() - 1),
        ([], _) => String::new(),
    }
}

/// Writes a name at the first free place around its dot: right, left, and then rows above and
/// below, with a line to the dot where the name is not beside it.
fn place(page: &mut Page, plot: &Plot, group: &Group<'_>, taken: &[Area], label: &str) -> Option<Area> {
    let gap = if group.points.len() > 1 { 140 } else { 110 };
    let (top, bottom) = (plot.score.to - 200, plot.score.from - 10);
    for row in [0, 1, -1, 2, -2, 3, -3, 4, 5, -4, 6] {
        let aside = if row == 0 { gap } else { 250 };
        for (x, kind) in [(group.x + aside, NAME), (group.x - aside, NAME.end())] {
            let y = group.y + NAME.drop() + row * 175;
            let area = text_area(x, y, label, kind);
            let inside =
                area.left > plot.rate.from + 20 && area.right <= RIGHT && area.top > top && area.bottom < bottom;
            let clear = taken.iter().all(|other| !other.meets(&area.grown(12)));
            if !inside || !clear || !page.canvas.is_free(&area.grown(12)) {
                continue;
            }
            let leader = leader(group, (x, group.y + row * 175), kind);
            if row != 0 && crosses(page, &leader) {
                continue;
            }
            if row != 0 {
                page.canvas.line(leader[0], leader[1], MUTED, 7);
            }
            page.canvas.text(x, y, label, kind);
            return Some(area);
        }
    }
    None
}

/// The line from a dot to its name.
fn leader(group: &Group<'_>, (x, y): (i32, i32), kind: Type) -> [(i32, i32); 2] {
    let near = if kind.anchor == Anchor::End { 30 } else { -30 };
    [(group.x, group.y), (x + near, y)]
}

/// Whether a line would run through a text.
fn crosses(page: &Page, line: &[(i32, i32); 2]) -> bool {
    let [from, to] = *line;
    let at = |i: i32| (from.0 + (to.0 - from.0) * i / 20, from.1 + (to.1 - from.1) * i / 20);
    (0..=20).map(at).any(|(x, y)| !page.canvas.is_free(&Area::new(x, y, x, y).grown(10)))
}
