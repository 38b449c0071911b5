//! How large a project is: the band its adjusted budget lies in.

use rust_decimal::Decimal;

/// The bands in 万元, in their order: where one ends, and its name.
const BANDS: [(i64, &str); 6] = [
    (10, "under_10"),
    (50, "10_to_50"),
    (100, "50_to_100"),
    (500, "100_to_500"),
    (1_000, "500_to_1000"),
    (5_000, "1000_to_5000"),
];

/// The band above all others.
const TOP: &str = "5000_and_more";

/// Names of the bands, in their order.
pub(crate) const NAMES: [&str; 7] = [BANDS[0].1, BANDS[1].1, BANDS[2].1, BANDS[3].1, BANDS[4].1, BANDS[5].1, TOP];

/// The band of a budget in 万元; its lower end belongs to it.
pub(super) fn band(budget_wan: Decimal) -> &'static str {
    BANDS.iter().find(|(end, _)| budget_wan < Decimal::from(*end)).map_or(TOP, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::band;
    use rust_decimal::Decimal;

    #[test]
    fn the_lower_end_belongs_to_a_band() {
        let of = |wan: &str| band(wan.parse::<Decimal>().unwrap_or_default());
        assert_eq!(
            [of("0"), of("9.999999"), of("10"), of("5000")],
            ["under_10", "under_10", "10_to_50", "5000_and_more"]
        );
    }
}
