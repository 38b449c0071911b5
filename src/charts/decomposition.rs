//! Through whom did a rate or a score change? The change between two years cut into what changed within
//! units, what shares moved between them, and who came and who went; the parts add up to the change.

use crate::charts::canvas::Area;
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::{BUDGETS, Figures, SCORES};
use crate::charts::page::Page;
use crate::charts::rows::Rows;
use crate::charts::scale::{Linear, round_step};
use crate::charts::style::{ACCENT, INK, Ink, LABEL, MARGIN, MUTED, PRIMARY, RIGHT, SHADES, SMALL, STEEL};
use crate::charts::words::{Form, capital, signed, signed_fixed, year};
use crate::problem::Problem;
use crate::tables::{DataFrame, cells};
use crate::values::Lang;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The analyses it draws.
pub(super) const ANALYSES: [&str; 1] = ["year_changes"];
/// The figures behind it.
pub(super) const FIGURES: [Figures; 2] = [BUDGETS, SCORES];

/// The measures that are drawn, where the table has them; all of them stand in it.
const MEASURES: [&str; 4] =
    ["adjusted_rate_weighted", "initial_rate_weighted", "initial_rate_moved", "total_score_mean"];
/// Pairs of years next to each other that have a row; of the first and the last there is one always.
const MOST_PAIRS: usize = 10;
/// Within, between, entry, exit: apart from each other in grey too, in any order.
const INKS: [Ink; 4] = [PRIMARY, STEEL, ACCENT, SHADES[1]];

/// A measure in two years.
struct Change {
    row: usize,
    measure: String,
    label: String,
    years: (Option<i32>, Option<i32>),
    change: Decimal,
    /// Within, between, entry, exit.
    parts: [Decimal; 4],
    /// How many units stayed, came, went.
    units: [usize; 3],
    verdict: String,
}

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "year_changes")?;
    let lang = request.lang;
    let changes = read(&source, lang)?;
    let subtitle = lang.pick(
        "变化＝单位自身的变化＋单位间比重的变化＋新增单位＋退出单位，四部分合计恰为变化（菱形）；向右为升，向左为降",
        "Change = within units + shares moved between units + units that came + units that went; the four add up to the change (diamond); right is up, left is down",
    );
    let mut page = Page::begin(lang, Form::Parts, &title(lang, &changes), subtitle);
    legend(&mut page);
    let rows = Rows::new(["2020→2024", "（00/00/00）"].into_iter(), &[850, 850, 850, 850, 900]);
    let mut left_out = 0;
    for measure in MEASURES {
        let of: Vec<&Change> = changes.iter().filter(|change| change.measure == measure).collect();
        let shown = shown(&of);
        left_out = left_out.max(of.len() - shown.len());
        draw_measure(&mut page, &rows, &shown);
    }
    if left_out > 0 {
        let zh = format!("更早的{left_out}对相邻年度见数据表。");
        let en = format!("{left_out} earlier pairs of years stand in the table.");
        page.remark(lang.pick(&zh, &en));
    }
    let verdicts: BTreeSet<&str> = changes.iter().map(|one| one.verdict.as_str()).filter(|text| !text.is_empty()).collect();
    for verdict in verdicts.into_iter().take(2) {
        page.remark(verdict);
    }
    let order: Vec<usize> = changes.iter().map(|change| change.row).collect();
    page.finish(request, cells::take(&source, &order)?)
}

/// The changes of all units with everything that is drawn.
fn read(source: &DataFrame, lang: Lang) -> Result<Vec<Change>, Problem> {
    let (panels, measures) = (cells::names(source, "panel")?, cells::names(source, "measure")?);
    let labels = cells::names(source, lang.pick("label_zh", "label_en"))?;
    let (from, to) = (cells::years(source, "base_year")?, cells::years(source, "other_year")?);
    let change = cells::numbers(source, "change")?;
    let parts = ["within", "between", "entry", "exit"].map(|name| cells::numbers(source, name));
    let [within, between, entry, exit] = parts;
    let parts = [within?, between?, entry?, exit?];
    let units = ["stayed_n", "entered_n", "exited_n"].map(|name| cells::tallies(source, name));
    let [stayed, entered, exited] = units;
    let units = [stayed?, entered?, exited?];
    let verdicts = cells::names(source, lang.pick("verdict_zh", "verdict_en"))?;
    let one = |row: usize| {
        if panels[row] != "all" || !MEASURES.contains(&measures[row].as_str()) {
            return None;
        }
        Some(Change {
            row,
            measure: measures[row].clone(),
            label: capital(&labels[row]),
            years: (from[row], to[row]),
            change: change[row]?,
            parts: parts.each_ref().map(|part| part[row].unwrap_or_default()),
            units: units.each_ref().map(|count| count[row]),
            verdict: verdicts[row].clone(),
        })
    };
    Ok((0..source.height()).filter_map(one).collect())
}

/// The first beside the last year, and the latest pairs of neighbours.
fn shown<'a>(changes: &[&'a Change]) -> Vec<&'a Change> {
    let first = changes.iter().filter_map(|one| one.years.0).min();
    let last = changes.iter().filter_map(|one| one.years.1).max();
    let (whole, pairs): (Vec<&Change>, Vec<&Change>) =
        changes.iter().partition(|one| one.years.0 == first && one.years.1 == last);
    let from = pairs.len().saturating_sub(MOST_PAIRS);
    whole.into_iter().chain(pairs[from..].iter().copied()).collect()
}

/// The whole change of the first measure, and the largest of its parts.
fn title(lang: Lang, changes: &[Change]) -> String {
    let of: Vec<&Change> = changes.iter().filter(|change| change.measure == MEASURES[0]).collect();
    let Some(whole) = shown(&of).into_iter().next() else {
        return lang.pick("没有可以比较的两个年度", "There are no two years to compare").to_owned();
    };
    let (from, to) = (year(lang, whole.years.0), year(lang, whole.years.1));
    let [stayed, came, went] = whole.units;
    let [within, between, entry, exit] = whole.parts;
    let change = format!("{}{}", signed(whole.change), lang.pick("个百分点", " points"));
    match lang {
        Lang::Zh if stayed == 0 => format!("{from}到{to}{}{change}，没有一个单位两年都在：全是{went}个退出、{came}个新增", whole.label),
        Lang::En if stayed == 0 => format!("{}, {from} to {to}: {change}, and no unit is there in both: {went} went, {came} came", whole.label),
        Lang::Zh => format!("{from}到{to}{}{change}：{stayed}个单位自身{}、比重{}，进出{}", whole.label, signed(within), signed(between), signed(entry + exit)),
        Lang::En => format!("{}, {from} to {to}: {change}; within {stayed} units {}, between them {}, by entry and exit {}", whole.label, signed(within), signed(between), signed(entry + exit)),
    }
}

fn legend(page: &mut Page) {
    let names = [("单位自身", "within units"), ("单位间比重", "between units"), ("新增", "entry"), ("退出", "exit")];
    let mut x = MARGIN;
    page.y += 120;
    for ((zh, en), ink) in names.into_iter().zip(INKS) {
        page.canvas.block(Area::new(x, page.y - 110, x + 130, page.y + 10), ink);
        x = page.canvas.text(x + 180, page.y, page.pick(zh, en), SMALL.ink(INK)).right + 240;
    }
    page.y += 110;
}

fn draw_measure(page: &mut Page, rows: &Rows, changes: &[&Change]) {
    let Some(first) = changes.first() else { return };
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), MUTED);
    page.y += 220;
    page.canvas.text(MARGIN, page.y, &first.label, LABEL.bold());
    page.say(&first.label);
    page.y += 210;
    let heads = [("自身", "within"), ("比重", "between"), ("新增", "entry"), ("退出", "exit"), ("变化", "change")];
    for (column, (zh, en)) in heads.into_iter().enumerate() {
        rows.column_head(page, column, page.pick(zh, en), None);
    }
    page.y += 60;
    let reach = |sign: Decimal| {
        let of = |one: &&Change| one.parts.iter().map(|part| (part * sign).max(Decimal::ZERO)).sum::<Decimal>();
        changes.iter().map(of).max().unwrap_or_default()
    };
    let (up, down) = (reach(Decimal::ONE), reach(Decimal::NEGATIVE_ONE));
    let step = round_step((up + down).max(Decimal::new(1, 2)), 4);
    let low = -(down / step).ceil() * step;
    let high = ((up / step).ceil() * step).max(low + step);
    let scale = Linear { low, high, from: rows.plot.0, to: rows.plot.1 };
    let top = page.y;
    changes.iter().for_each(|change| row(page, rows, &scale, change));
    let zero = scale.place(Decimal::ZERO);
    page.canvas.line((zero, top), (zero, page.y), MUTED, 12);
    let ticks: Vec<_> = scale.ticks(4).into_iter().map(|(v, x)| (signed(v), x)).collect();
    page.axis(top, &ticks);
    page.y += 40;
}

fn row(page: &mut Page, rows: &Rows, scale: &Linear, change: &Change) {
    let short = |year: Option<i32>| year.map_or_else(|| "?".to_owned(), |year| year.to_string());
    let name = format!("{}→{}", short(change.years.0), short(change.years.1));
    let middle = rows.begin(page, &name, LABEL);
    let (mut right, mut left) = (Decimal::ZERO, Decimal::ZERO);
    for (part, ink) in change.parts.into_iter().zip(INKS) {
        let (from, to) = if part > Decimal::ZERO { (right, right + part) } else { (left + part, left) };
        let (a, b) = (scale.place(from), scale.place(to));
        page.canvas.block(Area::new(a, middle - 70, b, middle + 70), ink);
        if part > Decimal::ZERO { right = to } else { left = from }
    }
    page.canvas.diamond(scale.place(change.change), middle, 52, INK);
    let figures: Vec<String> = change.parts.iter().map(|part| signed_fixed(*part)).collect();
    for (column, figure) in figures.iter().enumerate() {
        rows.figure(page, column, middle, figure, LABEL);
    }
    rows.figure(page, 4, middle, &signed_fixed(change.change), LABEL.bold());
    let [stayed, came, went] = change.units;
    let who = match page.lang {
        Lang::Zh => format!("{stayed}个都在，{came}个新增，{went}个退出"),
        Lang::En => format!("{stayed} stayed, {came} came, {went} went"),
    };
    page.say(&format!("{name} {} = {} ({who})", signed_fixed(change.change), figures.join(" ")));
}
