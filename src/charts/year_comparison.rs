//! What is different between two years, measure by measure, with the interval of the difference
//! where n allows and a word on whether the two may be compared at all.
//!
//! Measures of one unit share an axis of differences; no axis carries two units.

use crate::charts::canvas::Area;
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{Figures, BUDGETS, SCORES, POINTS};
use crate::charts::page::Page;
use crate::charts::rows::ROW;
use crate::charts::scale::{Linear, round_step};
use crate::charts::style::{HEAD, INK, LABEL, MARGIN, MUTED, PRIMARY, RIGHT, RULE, SMALL, Type};
use crate::charts::text::{self, width};
use crate::charts::words::{Form, capital, percent, short, signed, signed_fixed, year};
use crate::problem::Problem;
use crate::tables::{DataFrame, cells};
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["year_comparison"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 3] = [BUDGETS, SCORES, POINTS];

/// One measure in both years.
#[derive(Clone)]
struct Measure {
    row: usize,
    id: String,
    label: String,
    unit: String,
    base: (Option<i32>, Option<Decimal>, usize),
    other: (Option<i32>, Option<Decimal>, usize),
    difference: Option<Decimal>,
    interval: Option<(Decimal, Decimal)>,
    comparability: String,
    verdict: String,
}

/// The measure the title speaks of, where the table has it.
const HEADLINE: &str = "adjusted_rate_weighted";

/// How comparable a measure is, and the words for it.
const SIGNS: [(&str, &str, &str); 3] =
    [("comparable", "可比", "yes"), ("limited", "有限", "limited"), ("not_comparable", "不可比", "no")];

/// The widest name of a measure.
const MOST_NAME: i32 = 2_900;

/// The units of measures in the order drawn, with the head of their group.
const UNITS: [(&str, &str, &str); 4] = [
    ("pct", "比率（%），差为百分点", "Ratios (%), difference in percentage points"),
    ("points", "分数（分）", "Scores (points)"),
    ("wan", "金额（万元）", "Amounts (wan = 10,000 yuan)"),
    ("count", "个数", "Counts"),
];

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let lang = request.lang;
    let source = drawn_rows(request, "year_comparison")?;
    let measures = read(&source, lang)?;
    let subtitle = lang.pick(
        "两年数值与n，及差值（后一年减前一年）：圆点为差，横线为95%区间（自助法）；两年可比且区间不含0的才是实心点",
        "Both years with n, and the difference (later less earlier): the dot, with its 95% bootstrap interval; filled only where the years may be compared and the interval excludes 0",
    );
    let mut page = Page::begin(lang, Form::Intervals, &title(lang, &measures), subtitle);
    let (all, notes) = notes(&measures);
    let grid = Grid::new(lang, &measures);
    let mut order = Vec::new();
    for (unit, zh, en) in UNITS {
        let group: Vec<&Measure> = measures.iter().filter(|measure| measure.unit == unit).collect();
        if !group.is_empty() {
            draw_group(&mut page, &grid, lang.pick(zh, en), &group, &notes);
            order.extend(group.iter().map(|measure| measure.row));
        }
    }
    if !all.is_empty() {
        page.remark(&format!("{}{}", lang.pick("各项都是：", "All measures: "), all.join(lang.pick("；", "; "))));
    }
    for (at, note) in notes.iter().enumerate() {
        page.remark(&format!("{} {note}", circled(at)));
    }
    if measures.iter().any(|measure| measure.interval.is_some()) {
        page.remark(lang.pick(
            "这里是全部项目，没有抽样；区间只说明差值在多大程度上取决于个别项目。",
            "These are all projects and no sample; an interval only says how far the difference hangs on single projects.",
        ));
    }
    page.finish(request, cells::take(&source, &order)?)
}

fn read(source: &DataFrame, lang: Lang) -> Result<Vec<Measure>, Problem> {
    let labels = cells::names(source, lang.pick("label_zh", "label_en"))?;
    let ids = cells::names(source, "measure").unwrap_or_default();
    let verdicts = cells::names(source, lang.pick("verdict_zh", "verdict_en"))?;
    let (units, comparability) = (cells::names(source, "measure_unit")?, cells::names(source, "comparability")?);
    let (base_year, base, base_n) =
        (cells::years(source, "base_year")?, cells::numbers(source, "base_value")?, cells::tallies(source, "base_n")?);
    let (other_year, other, other_n) = (
        cells::years(source, "other_year")?,
        cells::numbers(source, "other_value")?,
        cells::tallies(source, "other_n")?,
    );
    let (difference, low, high) =
        (cells::numbers(source, "difference")?, cells::numbers(source, "low")?, cells::numbers(source, "high")?);
    let measure = |row: usize| Measure {
        row,
        label: capital(&labels[row]),
        id: ids.get(row).cloned().unwrap_or_default(),
        unit: if UNITS.iter().any(|(unit, ..)| *unit == units[row]) { units[row].clone() } else { "count".to_owned() },
        base: (base_year[row], base[row], base_n[row]),
        other: (other_year[row], other[row], other_n[row]),
        difference: difference[row],
        interval: low[row].zip(high[row]),
        comparability: comparability[row].clone(),
        verdict: verdicts[row].clone(),
    };
    Ok((0..source.height()).map(measure).collect())
}

/// The headline measure in both years, and how many of all may be compared.
fn title(lang: Lang, measures: &[Measure]) -> String {
    let whole = |m: &&Measure| m.base.1.is_some() && m.other.1.is_some();
    let headline = measures.iter().filter(whole).find(|m| m.id == HEADLINE);
    let ratio = || measures.iter().filter(whole).find(|m| m.unit == "pct");
    let Some(first) = headline.or_else(ratio).or_else(|| measures.iter().find(whole)) else {
        return lang.pick("两年没有共同的指标可以比较", "The two years have no measure in common").to_owned();
    };
    let value =
        |(_, value, _): (Option<i32>, Option<Decimal>, usize)| figure(&first.unit, value.unwrap_or_default(), lang);
    let (base, other) = (year(lang, first.base.0), year(lang, first.other.0));
    let fully = measures.iter().filter(|m| m.comparability == "comparable").count();
    let (label, a, b, n) = (&first.label, value(first.base), value(first.other), measures.len());
    let close = match (lang, fully) {
        (Lang::Zh, 0) => format!("{n}项指标都不能直接比较"),
        (Lang::Zh, k) => format!("{n}项指标中{k}项可直接比较"),
        (Lang::En, 0) => format!("none of {n} measures may be compared without care"),
        (Lang::En, k) => format!("{k} of {n} measures may be compared directly"),
    };
    match lang {
        Lang::Zh => format!("{label}：{base}{a}，{other}{b}；{close}"),
        Lang::En => format!("{label}: {a} in {base}, {b} in {other}; {close}"),
    }
}

fn figure(unit: &str, value: Decimal, lang: Lang) -> String {
    match unit {
        "pct" => percent(value),
        "points" => format!("{}{}", short(value), lang.pick("分", " points")),
        "wan" => format!("{}{}", short(value), lang.pick("万元", " wan")),
        _ => short(value),
    }
}

/// The clauses of a verdict but for the one that its column says already.
fn clauses(measure: &Measure) -> Vec<&str> {
    let said = measure.comparability.replace('_', " ");
    let signs = || SIGNS.iter().map(|(_, zh, _)| *zh).chain([said.as_str()]);
    let mut clauses = text::clauses(&measure.verdict);
    clauses.retain(|clause| !signs().any(|sign| sign == *clause));
    clauses
}

/// What the verdicts of all measures say, and what only some do, in the order in which it first appears.
fn notes(measures: &[Measure]) -> (Vec<&str>, Vec<&str>) {
    let all: Vec<Vec<&str>> = measures.iter().map(clauses).collect();
    let mut seen: Vec<&str> = Vec::new();
    for clause in all.iter().flatten() {
        if !seen.contains(clause) {
            seen.push(clause);
        }
    }
    seen.into_iter().partition(|clause| all.iter().all(|one| one.contains(clause)))
}

/// ①, ② … for a remark; a plain number beyond ⑳.
fn circled(at: usize) -> String {
    let code = 0x2460 + u32::try_from(at).unwrap_or(u32::MAX / 2);
    char::from_u32(code).filter(|_| at < 20).map_or_else(|| format!("({})", at + 1), |c| c.to_string())
}

/// The columns of the page.
struct Grid {
    name: Type,
    label: i32,
    base: i32,
    other: i32,
    plot: (i32, i32),
    difference: i32,
    note: i32,
}

impl Grid {
    fn new(lang: Lang, measures: &[Measure]) -> Self {
        let widest = measures.iter().map(|m| width(&m.label, LABEL.face, LABEL.size)).max().unwrap_or(0);
        // All names are set at one size, the longest shortened where that is too small to read.
        let name = Type { size: (LABEL.size * MOST_NAME / widest.max(1)).clamp(122, LABEL.size), ..LABEL };
        let label = MARGIN + widest.clamp(1_200, MOST_NAME);
        let (base, other) = (label + 1_330, label + 2_600);
        let note = RIGHT;
        let difference = note - if lang == Lang::En { 1_000 } else { 720 };
        Self { name, label, base, other, plot: (other + 230, difference - 850), difference, note }
    }
}

fn draw_group(page: &mut Page, grid: &Grid, head: &str, group: &[&Measure], notes: &[&str]) {
    let lang = page.lang;
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), MUTED);
    page.y += 225;
    let area = page.canvas.text(MARGIN, page.y, head, HEAD);
    page.say(head);
    let first = group[0];
    if area.right > grid.base - 600 {
        page.y += 210;
    }
    for (x, text) in [
        (grid.base, year(lang, first.base.0)),
        (grid.other, year(lang, first.other.0)),
        (grid.difference, lang.pick("差", "difference").to_owned()),
        (grid.note, lang.pick("可比性", "comparable?").to_owned()),
    ] {
        page.canvas.text(x, page.y, &text, SMALL.ink(INK).end());
    }
    page.y += 80;
    let top = page.y;
    let scale = scale(group, grid.plot);
    for measure in group {
        draw_measure(page, grid, &scale, measure, notes);
    }
    if group.iter().all(|measure| measure.interval.is_none()) {
        page.y += 90;
        return;
    }
    let zero = scale.place(Decimal::ZERO);
    page.canvas.marks.insert(0, crate::charts::canvas::Mark::Line(vec![(zero, top), (zero, page.y)], MUTED, 10));
    let ticks: Vec<_> = scale.ticks(4).into_iter().map(|(v, x)| (signed(v), x)).collect();
    page.axis(top, &ticks);
}

/// An axis of differences that holds every interval and zero.
fn scale(group: &[&Measure], plot: (i32, i32)) -> Linear {
    let ends = group
        .iter()
        .filter(|m| m.interval.is_some())
        .flat_map(|m| [m.difference, m.interval.map(|i| i.0), m.interval.map(|i| i.1)])
        .flatten();
    let (low, high) = ends.fold((Decimal::ZERO, Decimal::ZERO), |(low, high), v| (low.min(v), high.max(v)));
    let step = round_step((high - low).max(Decimal::new(1, 2)), 4);
    let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
    Linear { low, high: if high == low { low + step } else { high }, from: plot.0, to: plot.1 }
}

fn draw_measure(page: &mut Page, grid: &Grid, scale: &Linear, measure: &Measure, notes: &[&str]) {
    let middle = page.y + ROW / 2;
    let foot = middle + LABEL.drop();
    let name = text::shorten(&measure.label, grid.name.face, grid.name.size, grid.label - MARGIN);
    page.canvas.text(MARGIN, foot, &name, grid.name);
    for (x, (_, value, n)) in [(grid.base, measure.base), (grid.other, measure.other)] {
        let n = page.canvas.text(x, foot, &format!("n={n}"), SMALL.end());
        let text =
            value.map_or_else(|| page.lang.pick("缺", "missing").to_owned(), |value| value_text(&measure.unit, value));
        let kind = if value.is_some() { LABEL.end() } else { SMALL.end() };
        page.canvas.fit((n.left.min(x - 440) - 70, foot), &text, kind, 760);
    }
    if let Some((low, high)) = measure.interval {
        let (low, high) = (scale.place(low), scale.place(high));
        page.canvas.line((low, middle), (high, middle), PRIMARY, 24);
        for end in [low, high] {
            page.canvas.line((end, middle - 45), (end, middle + 45), PRIMARY, 16);
        }
    }
    if let Some((difference, (low, high))) = measure.difference.zip(measure.interval) {
        let x = scale.place(difference);
        let clear = measure.comparability == "comparable" && (low > Decimal::ZERO || high < Decimal::ZERO);
        if clear { page.canvas.dot(x, middle, 42, PRIMARY) } else { page.canvas.ring(x, middle, 46, PRIMARY) }
    }
    let sign = if measure.unit == "count" { signed } else { signed_fixed };
    let text = measure.difference.map_or_else(|| "—".to_owned(), sign);
    page.canvas.fit((grid.difference, foot), &text, LABEL.bold().end(), 800);
    let sign = SIGNS.iter().find(|(known, ..)| *known == measure.comparability).unwrap_or(&SIGNS[2]);
    let sign = page.lang.pick(sign.1, sign.2);
    let own = clauses(measure);
    let marks: String =
        notes.iter().enumerate().filter(|(_, note)| own.contains(note)).map(|(at, _)| circled(at)).collect();
    page.canvas.text(grid.note, foot, &format!("{sign}{marks}"), SMALL.ink(INK).end());
    page.say(&format!("{} {text}", measure.label));
    page.canvas.block(Area::new(MARGIN, page.y + ROW - 4, grid.other, page.y + ROW), RULE);
    page.y += ROW;
}

fn value_text(unit: &str, value: Decimal) -> String {
    match unit {
        "pct" => format!("{}%", grouped(value, 2)),
        "count" => short(value),
        _ => grouped(value, 2),
    }
}
