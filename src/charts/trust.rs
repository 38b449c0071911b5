//! Can the figures be trusted? What every rule of the audit found, how much it checked, and how much it
//! could not check.

use crate::charts::canvas::Area;
use crate::charts::figure::{Drawing, Request, drawn_rows};
use crate::charts::figures::Figures;
use crate::charts::page::Page;
use crate::charts::rows::Rows;
use crate::charts::scale::Linear;
use crate::charts::style::{ACCENT, BAND, INK, Ink, LABEL, MARGIN, SHADES, SMALL, STEEL};
use crate::charts::words::{Form, counted, percent, percent_fixed};
use crate::problem::Problem;
use crate::tables::cells;
use crate::values::Lang;
use rust_decimal::Decimal;

/// The tables it draws: no analysis, but what the audit says by rule.
pub(super) const ANALYSES: [&str; 1] = ["checks_by_rule"];
/// The figures behind it: it counts findings and shows none of the figures.
pub(super) const FIGURES: [Figures; 0] = [];

/// Parts of a bar: what agrees, what is worth knowing, doubts, errors, what was not checked.
const INKS: [Ink; 5] = [STEEL, SHADES[1], SHADES[2], ACCENT, BAND];

/// One rule, or all together.
struct Rule {
    name: String,
    /// Consistent, notes, doubts, errors, not checked.
    counts: [usize; 5],
}

impl Rule {
    fn all(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// Draws the chart.
///
/// # Errors
///
/// Problems of [`drawn_rows`] and of writing the page.
pub(super) fn draw(request: &Request<'_>) -> Result<Drawing, Problem> {
    let source = drawn_rows(request, "checks_by_rule")?;
    let lang = request.lang;
    let (codes, names) = (cells::names(&source, "rule")?, cells::names(&source, lang.pick("label_zh", "label_en"))?);
    let counts = ["consistent", "notes", "doubts", "errors", "unchecked"]
        .into_iter()
        .map(|name| cells::tallies(&source, name))
        .collect::<Result<Vec<_>, _>>()?;
    let of = |row: usize| [0, 1, 2, 3, 4].map(|at: usize| counts.get(at).and_then(|column| column.get(row)).copied().unwrap_or(0));
    let rules: Vec<Rule> = (0..source.height())
        .map(|row| Rule { name: format!("{} {}", codes[row], names[row]), counts: of(row) })
        .collect();
    let all = Rule {
        name: lang.pick("合计", "All together").to_owned(),
        counts: [0, 1, 2, 3, 4].map(|at: usize| rules.iter().map(|rule| rule.counts[at]).sum()),
    };
    let subtitle = lang.pick(
        "每条规则核对了多少处：条形各为该规则的100%；浅灰为未能核对（缺数、读不出或不适用）",
        "How many things each rule looked at: every bar is 100% of its rule; light grey could not be checked (missing, unread or not meant)",
    );
    let mut page = Page::begin(lang, Form::Parts, &title(lang, &all), subtitle);
    legend(&mut page);
    let names = rules.iter().map(|rule| rule.name.as_str()).chain([all.name.as_str()]);
    let rows = Rows::new(names, &[850, 700, 700, 700, 900]);
    page.y += 190;
    let heads = [("一致", "agree"), ("提示", "notes"), ("存疑", "doubts"), ("错误", "errors"), ("未核对", "unchecked")];
    for (column, (zh, en)) in heads.into_iter().enumerate() {
        rows.column_head(&mut page, column, lang.pick(zh, en), None);
    }
    page.y += 60;
    row(&mut page, &rows, &all, true);
    rules.iter().for_each(|rule| row(&mut page, &rows, rule, false));
    let order: Vec<usize> = (0..source.height()).collect();
    page.finish(request, cells::take(&source, &order)?)
}

fn title(lang: Lang, all: &Rule) -> String {
    let [_, _, doubts, errors, unchecked] = all.counts;
    let n = all.all();
    let share = if n == 0 { Decimal::ZERO } else { Decimal::from(unchecked) * Decimal::ONE_HUNDRED / Decimal::from(n) };
    let (checked, share) = (counted(n - unchecked), percent(share));
    match lang {
        Lang::Zh => format!("核对{checked}处，错误{errors}处、存疑{doubts}处；另有{share}未能核对"),
        Lang::En => format!("{checked} things checked: {errors} errors, {doubts} doubts; {share} of all could not be checked"),
    }
}

fn legend(page: &mut Page) {
    let names = [("一致", "agree"), ("提示", "worth knowing"), ("存疑", "doubt"), ("错误", "error"), ("未能核对", "not checked")];
    let mut x = MARGIN;
    page.y += 120;
    for ((zh, en), ink) in names.into_iter().zip(INKS) {
        page.canvas.block(Area::new(x, page.y - 110, x + 130, page.y + 10), ink);
        x = page.canvas.text(x + 180, page.y, page.pick(zh, en), SMALL.ink(INK)).right + 240;
    }
}

fn row(page: &mut Page, rows: &Rows, rule: &Rule, is_sum: bool) {
    let middle = rows.begin(page, &rule.name, if is_sum { LABEL.bold() } else { LABEL });
    let whole = Decimal::from(rule.all());
    let scale = Linear { low: Decimal::ZERO, high: whole, from: rows.plot.0, to: rows.plot.1 };
    let mut from = Decimal::ZERO;
    for (count, ink) in rule.counts.into_iter().zip(INKS) {
        if count == 0 || whole.is_zero() {
            continue;
        }
        let (left, to) = (scale.place(from), from + Decimal::from(count));
        let right = scale.place(to).max(left + 16);
        page.canvas.block(Area::new(left, middle - 75, right - 4, middle + 75), ink);
        from = to;
    }
    // A handful of errors among thousands is no wider than a hair: they are marked above the bar.
    if rule.counts[3] > 0 {
        let x = scale.place(Decimal::from(rule.counts[..3].iter().sum::<usize>()));
        page.canvas.line((x, middle - 95), (x, middle + 95), ACCENT, 26);
    }
    for (column, count) in rule.counts.into_iter().enumerate() {
        let kind = match (column, count) {
            (_, 0) => SMALL,
            (3, _) => LABEL.bold().ink(ACCENT),
            (2, _) => LABEL.bold(),
            _ => LABEL,
        };
        rows.figure(page, column, middle, &counted(count), kind);
    }
    let of = |count: usize| if whole.is_zero() { "—".to_owned() } else { percent_fixed(Decimal::from(count) * Decimal::ONE_HUNDRED / whole) };
    let [agree, notes, doubts, errors, unchecked] = rule.counts;
    page.say(&format!(
        "{}{}{agree}/{notes}/{doubts}/{errors}; {unchecked} ({}) (n={})",
        rule.name,
        page.lang.pick("：", ": "),
        of(unchecked),
        rule.all()
    ));
}
