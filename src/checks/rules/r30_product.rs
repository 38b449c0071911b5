//! R30 数量乘单价: pieces x price = total, where one sentence prints all three and the price is for one
//! piece. A price for something else (元/日/平方米) is left alone.

use crate::checks::case::Case;
use crate::checks::finding::{Because, Cited};
use crate::checks::rules::rule::Rule;
use crate::checks::sheet::{Remark, Sheet};
use crate::problem::Severity;
use crate::records::Product;
use crate::values::{Habit, Interval};
use rust_decimal::Decimal;

/// The rule.
pub(super) const RULE: Rule = Rule { code: "R30", zh: "数量乘单价", en: "quantity x price", run };

fn run(case: &Case<'_>, sheet: &mut Sheet) {
    for product in &case.reading.remarks.products {
        let per = product.price_per.as_deref();
        if per.is_some_and(|per| per != product.count_unit && per != "个" && per != "件") {
            sheet.unchecked(Because::OtherUnit);
        } else if product.price_per.is_some() || is_piece(&product.count_unit) {
            total(product, sheet);
        } else {
            sheet.unchecked(Because::OtherUnit);
        }
    }
}

/// Whether what is counted is a thing that a price without a unit is the price of: spans of time, areas
/// and people are paid by more than their number.
fn is_piece(unit: &str) -> bool {
    const SPANS: [&str; 14] =
        ["年", "月", "个月", "日", "天", "小时", "学时", "课时", "平米", "平方米", "㎡", "人", "人次", "公里"];
    !SPANS.contains(&unit) && !unit.contains('/')
}

fn total(product: &Product, sheet: &mut Sheet) {
    let (price, total) = (product.price_wan.decimal(), product.total_wan.decimal());
    let (price_step, total_step) = product.steps_wan;
    let times = |price: &Interval| &Interval::exact(product.count) * price;
    let fits = |made: &Interval| {
        [Habit::Rounded, Habit::Cut].iter().any(|habit| made.meets(&Interval::printed(total, total_step, *habit)))
    };
    if fits(&times(&Interval::exact(price))) {
        sheet.consistent();
        return;
    }
    // A fen is the smallest coin: a price with two decimals in 元 is what it says, one in whole 元 or in
    // 万元 may be rounded.
    let expected = times(&Interval::printed(price, price_step, Habit::Rounded));
    let rounded = fits(&expected);
    if rounded && price_step > Decimal::new(1, 4) {
        sheet.consistent();
        return;
    }
    let severity = if rounded { Severity::Doubt } else { Severity::Error };
    let yuan = |wan: Decimal| (wan * Decimal::from(10_000)).normalize();
    let (count, unit) = (product.count.normalize(), &product.count_unit);
    let made = yuan(price * product.count);
    let (price, total) = (yuan(price), yuan(total));
    let apart = (total - made).abs().normalize();
    let text = &product.text;
    let remark = Remark {
        severity,
        figures: vec![Cited { name: "总金额".to_owned(), printed: text.clone(), place: product.place.clone() }],
        expected: made.to_string(),
        arithmetic: format!("{count} x {price} = {made}"),
        zh: format!("“{text}”：{count}{unit}，每{unit}{price}元，应为{made}元，印为{total}元，相差{apart}元。"),
        en: format!("`{text}`: {count} pieces at {price} yuan make {made} yuan, printed {total}: {apart} apart."),
        subject: format!("{count}{unit}"),
    };
    sheet.remark(remark, &[]);
}
