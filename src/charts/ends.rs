//! Units by name where they are many: those at one end, and the others together in one line.

use crate::charts::canvas::Area;
use crate::charts::page::Page;
use crate::charts::rows::Rows;
use crate::charts::scale::from_zero;
use crate::charts::style::{ACCENT, LABEL, MARGIN, MUTED, PALE, RIGHT, SMALL, STEEL};
use crate::charts::words::{counted, percent_fixed};
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;

/// How many units have a line of their own.
const MOST: usize = 10;

/// A unit with a share of something.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// Its name.
    pub(super) name: String,
    /// The share, in percent.
    pub(super) value: Decimal,
    /// Of how many items.
    pub(super) n: usize,
    /// What the share is made of.
    pub(super) part: Decimal,
    /// Of what.
    pub(super) whole: Decimal,
}

/// How the others are called.
pub(super) fn others(lang: Lang, n: usize) -> String {
    match lang {
        Lang::Zh => format!("其余{}个单位合计", counted(n)),
        Lang::En if n == 1 => "1 other unit".to_owned(),
        Lang::En => format!("{} other units together", counted(n)),
    }
}

/// Draws the units with the largest shares, the largest first, and the others as one bar that says so.
pub(super) fn worst(page: &mut Page, head: &str, heads: [&str; 2], mut ends: Vec<End>) {
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), MUTED);
    page.y += 220;
    ends.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.name.cmp(&b.name)));
    let rest = if ends.len() > MOST + 1 { ends.split_off(MOST) } else { Vec::new() };
    let rest_name = others(page.lang, rest.len());
    let rows = Rows::new(ends.iter().map(|end| end.name.as_str()).chain([rest_name.as_str()]), &[700, 1_000, 950]);
    page.canvas.fit((MARGIN, page.y), head, LABEL.bold(), rows.plot.1 - MARGIN);
    page.say(head);
    for (column, text) in ["n", heads[0], heads[1]].into_iter().enumerate() {
        rows.column_head(page, column, text, None);
    }
    page.y += 60;
    let folded = (!rest.is_empty()).then(|| {
        let add = |mut all: End, one: &End| {
            (all.n, all.part, all.whole) = (all.n + one.n, all.part + one.part, all.whole + one.whole);
            all
        };
        let none = End { name: rest_name, value: Decimal::ZERO, n: 0, part: Decimal::ZERO, whole: Decimal::ZERO };
        let all = rest.iter().fold(none, add);
        let value = if all.whole.is_zero() { Decimal::ZERO } else { all.part * Decimal::ONE_HUNDRED / all.whole };
        End { value, ..all }
    });
    let largest = ends.first().map(|end| end.value).unwrap_or_default();
    let scale = from_zero(largest, 4, rows.plot.0, rows.plot.1);
    let top = page.y;
    for (end, is_rest) in ends.iter().map(|end| (end, false)).chain(folded.iter().map(|end| (end, true))) {
        let middle = rows.begin(page, &end.name, if is_rest { SMALL } else { LABEL });
        let ink = if is_rest {
            PALE
        } else if end.value * Decimal::TWO > largest {
            ACCENT
        } else {
            STEEL
        };
        page.canvas
            .block(Area::new(scale.from, middle - 70, scale.place(end.value).max(scale.from + 10), middle + 70), ink);
        let figures = [counted(end.n), grouped(end.part, 2), percent_fixed(end.value)];
        for (column, figure) in figures.iter().enumerate() {
            rows.figure(page, column, middle, figure, LABEL);
        }
        page.say(&format!("{} {} (n={})", end.name, figures[2], figures[0]));
    }
    let ticks: Vec<_> = scale.ticks(4).into_iter().map(|(v, x)| (format!("{v}%"), x)).collect();
    page.axis(top, &ticks);
}
