//! Shades for figures in cells: four steps at round numbers, and what they stand for.

use crate::charts::canvas::Area;
use crate::charts::page::Page;
use crate::charts::style::{INK, Ink, MARGIN, MUTED, PAPER, RIGHT, SHADES, SMALL};
use crate::charts::text::width;
use crate::charts::words::short;
use rust_decimal::Decimal;

/// How many shades there are for what is not zero.
const STEPS: usize = 4;

/// Where one shade ends and the next begins.
#[derive(Clone, Debug)]
pub(super) struct Shades {
    /// The upper ends, lowest first; each belongs to its shade.
    ends: Vec<Decimal>,
}

impl Shades {
    /// Shades for figures up to `most`: the last at the first round number (1, 2 or 5 times a power of
    /// ten) that holds it, the others at the round numbers before.
    pub(super) fn up_to(most: Decimal) -> Self {
        let mut ends: Vec<Decimal> = Vec::new();
        let mut power = Decimal::new(1, 6);
        while ends.last().is_none_or(|end| *end < most) && ends.len() < 60 {
            ends.extend([1, 2, 5].map(|factor| power * Decimal::from(factor)));
            power *= Decimal::TEN;
        }
        let enough = ends.iter().position(|end| *end >= most).unwrap_or(ends.len().saturating_sub(1));
        ends.truncate(enough + 1);
        Self { ends: ends.split_off((enough + 1).saturating_sub(STEPS)) }
    }

    /// The shade of `value` and the colour of a figure on it; nothing is as light as paper.
    pub(super) fn of(&self, value: Decimal) -> (Ink, Ink) {
        if value <= Decimal::ZERO {
            return (SHADES[0], INK);
        }
        let step = self.ends.iter().position(|end| value <= *end).unwrap_or(STEPS - 1) + 1;
        (SHADES[step.min(STEPS)], if step >= 3 { PAPER } else { INK })
    }

    /// What the shades stand for, figures with `sign` behind them.
    pub(super) fn legend(&self, page: &mut Page, sign: &str) {
        page.y += 110;
        let mut x = MARGIN;
        let first = [(SHADES[0], format!("0{sign}"))];
        let bounds = self.ends.iter().enumerate().map(|(at, end)| {
            let from = if at == 0 { ">0".to_owned() } else { format!(">{}", short(self.ends[at - 1])) };
            (SHADES[(at + 1).min(STEPS)], format!("{from}–{}{sign}", short(*end)))
        });
        for (shade, label) in first.into_iter().chain(bounds) {
            if x + 320 + width(&label, SMALL.face, SMALL.size) > RIGHT {
                (x, page.y) = (MARGIN, page.y + 210);
            }
            page.canvas.block(Area::new(x, page.y, x + 260, page.y + 150), MUTED);
            page.canvas.block(Area::new(x + 6, page.y + 6, x + 254, page.y + 144), shade);
            x = page.canvas.text(x + 320, page.y + 75 + SMALL.drop(), &label, SMALL).right + 260;
        }
        page.y += 190;
    }
}
