//! What the heading of a column of amounts means, by the words of `data/labels/accounts.toml`.

use crate::records::AccountColumn;
use crate::records::told_labels::AccountLabels;

/// What the column under `heading`, which may name the heading above it before a stroke, holds.
pub(super) fn kind(heading: &str, labels: &AccountLabels) -> AccountColumn {
    let mut parts = heading.rsplit('/');
    let (last, above) = (parts.next().unwrap_or_default(), parts.next());
    let of = |text: &str| labels.columns.exact(text).unwrap_or_default();
    let is_one = |text: &str| labels.columns.exact(text) == Some(AccountColumn::Single);
    let is_sum = |text: &str| labels.total.exact(text).is_some();
    // 小计 below 本年支出 is that column's, and 决算数 below 一般公共预算 too.
    let word = if is_sum(last) || is_one(last) { above.unwrap_or(last) } else { last };
    // 基本支出 below 年初结转和结余 is no spending of the year.
    let aside = above.is_some_and(|above| {
        let of_above = of(above);
        let carried = matches!(of_above, AccountColumn::Begin | AccountColumn::End | AccountColumn::Income);
        above != word && (carried || above.contains("收入"))
    });
    if aside || labels.part_of.iter().any(|part| word.starts_with(part.as_str())) {
        return AccountColumn::Unknown;
    }
    match of(word) {
        AccountColumn::Single if is_sum(last) => AccountColumn::Total,
        kind => kind,
    }
}
