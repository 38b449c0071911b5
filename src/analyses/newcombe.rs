//! How far a difference of two shares might lie: the hybrid score interval of Newcombe (1998, method 10),
//! which holds up where a share is nothing or everything and few are counted.
#![expect(clippy::disallowed_types, reason = "ends of an interval of shares, cut to one decimal; no money")]

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// One share: how many of how many.
pub(super) type Counted = (u32, u32);

/// The ends of the nominal 95 % interval of the difference `other` - `base`, in percent, as tenths cut
/// outwards; `None` where nothing is counted.
pub(super) fn interval(base: Counted, other: Counted) -> Option<(i64, i64)> {
    let ((before, low_before, high_before), (after, low_after, high_after)) = (wilson(base)?, wilson(other)?);
    let apart = after - before;
    let low = apart - ((after - low_after).powi(2) + (high_before - before).powi(2)).sqrt();
    let high = apart + ((high_after - after).powi(2) + (before - low_before).powi(2)).sqrt();
    Some((tenths((low * 1000.0).floor()), tenths((high * 1000.0).ceil())))
}

/// The share and the ends of its score interval (Wilson 1927).
fn wilson((part, whole): Counted) -> Option<(f64, f64, f64)> {
    if whole == 0 || part > whole {
        return None;
    }
    let (n, share) = (f64::from(whole), f64::from(part) / f64::from(whole));
    let (square, scale) = (Z * Z, 1.0 + Z * Z / n);
    let middle = (share + square / (2.0 * n)) / scale;
    let half = Z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt() / scale;
    Some((share, (middle - half).max(0.0), (middle + half).min(1.0)))
}

/// A whole float, which lies within two thousand here.
#[expect(clippy::cast_possible_truncation, reason = "a difference of shares is at most a thousand tenths")]
fn tenths(float: f64) -> i64 {
    float as i64
}
