//! Prices times pieces in running text: 60台，单价1300元，总金额78000元.
//!
//! The three stand in one sentence, the pieces before the price and the total behind it. A sentence
//! of another shape is none; nothing is guessed.

use crate::documents::{Block, Document, Spot};
use crate::problem::shorten;
use crate::records::printed::step_wan;
use crate::records::remarks::Product;
use crate::values::{Cell, MoneyUnit, Wan, half_width_char, parse_number};
use rust_decimal::Decimal;

/// How many signs may stand between a price and the pieces before it or the total behind it.
const NEAR: usize = 16;

/// Every product of the document's lines and cells.
pub(super) fn products(document: &Document) -> Vec<Product> {
    let mut found = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Line(line) => add(&line.text, line.spot, document, &mut found),
            Block::Grid(grid) => {
                let cells = grid.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| add(&cell.text, cell.spot, document, &mut found));
            }
        }
    }
    found
}

fn add(text: &str, spot: Spot, document: &Document, found: &mut Vec<Product>) {
    if !text.contains("单价") {
        return;
    }
    let signs: Vec<char> = text.chars().map(half_width_char).filter(|c| !c.is_whitespace()).collect();
    for at in 0..signs.len().saturating_sub(2) {
        if signs[at..].starts_with(&['单', '价']) {
            let parts = parts(&signs, at);
            found.extend(parts.map(|parts| parts.product(&signs, document, spot)));
        }
    }
}

/// The three figures of a sentence around the word 单价.
struct Parts {
    count: Decimal,
    count_unit: String,
    price: (Decimal, MoneyUnit),
    price_per: Option<String>,
    total: (Decimal, MoneyUnit),
    /// The first sign and the one behind the last.
    span: (usize, usize),
}

impl Parts {
    fn product(self, signs: &[char], document: &Document, spot: Spot) -> Product {
        let (price, total) = (self.price, self.total);
        let text: String = signs[self.span.0..self.span.1].iter().collect();
        Product {
            place: document.source.place(spot),
            count: self.count,
            count_unit: self.count_unit,
            price_wan: Wan::new(price.0, price.1),
            price_per: self.price_per,
            total_wan: Wan::new(total.0, total.1),
            steps_wan: (step_wan(price.0, price.1), step_wan(total.0, total.1)),
            text: if text.chars().count() > 48 { shorten(&text) } else { text },
        }
    }
}

fn parts(signs: &[char], at: usize) -> Option<Parts> {
    let (count, count_unit, start) = pieces(signs, at)?;
    let price_at = number_from(signs, at + 2)?;
    let (price, behind) = number(signs, price_at)?;
    let (price_unit, behind) = money(signs, behind)?;
    let per: String = match signs.get(behind) {
        Some('/' | '每') => signs[behind + 1..].iter().take_while(|c| !is_end(**c)).collect(),
        _ => String::new(),
    };
    let behind = behind + if per.is_empty() { 0 } else { per.chars().count() + 1 };
    let total_at = total(signs, behind)?;
    let (total, end) = number(signs, total_at)?;
    let (total_unit, end) = money(signs, end)?;
    let price_per = Some(per).filter(|per| !per.is_empty());
    Some(Parts {
        count,
        count_unit,
        price: (price, price_unit),
        price_per,
        total: (total, total_unit),
        span: (start, end),
    })
}

/// The pieces before 单价: a number and its unit, with nothing but a comma behind.
fn pieces(signs: &[char], at: usize) -> Option<(Decimal, String, usize)> {
    let comma = at.checked_sub(1).filter(|before| matches!(signs[*before], ',' | '、' | '('));
    let end = comma.unwrap_or(at);
    let unit_from = (0..end).rev().take(4).find(|i| signs[*i].is_ascii_digit())? + 1;
    let from = (0..unit_from).rev().take_while(|i| signs[*i].is_ascii_digit() || ".,".contains(signs[*i])).last()?;
    let (count, behind) = number(signs, from)?;
    // A comma behind the number may be the one before the price.
    let unit: String = signs.get(behind..end)?.iter().collect();
    (behind == unit_from && !unit.is_empty() && !unit.contains('元')).then_some((count, unit, from))
}

/// Where the total's number begins: behind one of its words, in the same sentence.
fn total(signs: &[char], from: usize) -> Option<usize> {
    const WORDS: [&str; 9] = ["总金额", "总价款", "总价", "总计", "合计", "共计", "金额", "总额", "共"];
    let end = (from..signs.len()).take(NEAR).find(|i| matches!(signs[*i], '。' | ';')).unwrap_or(signs.len());
    for at in from..end.min(from + NEAR) {
        for word in WORDS {
            let length = word.chars().count();
            if signs[at..].iter().take(length).copied().eq(word.chars()) {
                return number_from(signs, at + length);
            }
        }
        // Another number before the word: the sentence speaks of something else by now.
        if signs[at].is_ascii_digit() {
            return None;
        }
    }
    None
}

/// The number at `from`, or behind 为, 是, 约 or a colon.
fn number_from(signs: &[char], from: usize) -> Option<usize> {
    let at = (from..signs.len()).take(3).find(|i| !matches!(signs[*i], '为' | '是' | ':' | '计'))?;
    signs[at].is_ascii_digit().then_some(at)
}

fn number(signs: &[char], from: usize) -> Option<(Decimal, usize)> {
    let end = (from..signs.len()).find(|i| !signs[*i].is_ascii_digit() && !".,".contains(signs[*i]));
    let end = end.unwrap_or(signs.len());
    let text: String = signs.get(from..end)?.iter().collect();
    match parse_number(text.trim_end_matches([',', '.'])) {
        Cell::Value(value) => Some((value, end)),
        _ => None,
    }
}

fn money(signs: &[char], at: usize) -> Option<(MoneyUnit, usize)> {
    match signs.get(at..)? {
        ['万', '元', ..] => Some((MoneyUnit::Wan, at + 2)),
        ['元', ..] => Some((MoneyUnit::Yuan, at + 1)),
        _ => None,
    }
}

fn is_end(c: char) -> bool {
    matches!(c, ',' | '。' | ';' | '、' | ')' | ':')
}
