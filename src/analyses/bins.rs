//! Bins of rates, with one of its own for exactly 100 %.

use crate::analyses::exact::count;
use polars::prelude::{Expr, lit};

/// From where to where a bin reaches, in whole percents; equal ends hold exactly that rate.
pub(super) type Bin = (Option<u32>, Option<u32>);

/// How many of `rates` lie in `bin`; the bin from 100 on leaves out 100 itself.
pub(super) fn held(rates: Expr, (low, high): Bin) -> Expr {
    let holds = match (low, high) {
        (Some(low), Some(high)) if low == high => rates.eq(lit(low)),
        _ => {
            let above =
                low.map(|low| if low == 100 { rates.clone().gt(lit(low)) } else { rates.clone().gt_eq(lit(low)) });
            let below = high.map(|high| rates.clone().lt(lit(high)));
            match (above, below) {
                (Some(above), Some(below)) => above.and(below),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => rates.is_not_null(),
            }
        }
    };
    count(holds.fill_null(lit(false)).sum())
}

/// Bins between `edges`, one below and one above them; `None` if they do not ascend. Exactly 100 % has a
/// bin of its own where it is an edge, because that is where budgets lowered to what was spent, and
/// results reported as promised, come to lie.
pub(super) fn bins(edges: &[u32]) -> Option<Vec<Bin>> {
    let ascending = edges.windows(2).all(|pair| pair[0] < pair[1]);
    if edges.is_empty() || !ascending {
        return None;
    }
    let edge = |at: usize| edges.get(at).copied();
    let mut bins = vec![(None, edge(0))];
    for (at, percent) in edges.iter().enumerate() {
        if *percent == 100 {
            bins.push((edge(at), edge(at)));
        }
        bins.push((edge(at), edge(at + 1)));
    }
    Some(bins)
}
