//! Exact fractions: small ones in two machine words, and of any length where these do not hold them.
//!
//! Nearly every figure of a paper has a numerator and a power of ten that fit, and sums and quotients
//! of a few of them do too; an audit does little else. Nothing is ever rounded.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, ToPrimitive as _, Zero as _};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::ops::{Add, Mul, Sub};

/// An exact fraction.
#[derive(Clone, Debug)]
pub struct Fraction(Form);

#[derive(Clone, Debug)]
enum Form {
    /// Numerator and denominator, which is above zero; not always in lowest terms.
    Small(i128, i128),
    Long(Box<BigRational>),
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self(Form::Small(0, 1));

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small(numerator, _) => *numerator < 0,
            Form::Long(long) => long.is_negative(),
        }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Form::Small(numerator, _) => *numerator == 0,
            Form::Long(long) => long.is_zero(),
        }
    }

    /// This divided by `other`; nothing where that is zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let small = || {
            let ((a, b), (c, d)) = (self.small()?, other.small()?);
            let (numerator, denominator) = (a.checked_mul(d)?, b.checked_mul(c)?);
            let sign = denominator.signum();
            Some(Self(Form::Small(numerator.checked_mul(sign)?, denominator.checked_mul(sign)?)))
        };
        Some(small().unwrap_or_else(|| Self::long(self.whole() / other.whole())))
    }

    /// As a decimal text with `digits` behind the point, rounded half away from zero.
    pub fn to_text(&self, digits: u32) -> String {
        let exact = self.whole();
        let scaled = (&exact * BigRational::from_integer(BigInt::from(10_u8).pow(digits))).round().to_integer();
        let decimal = scaled.to_i128().and_then(|whole| Decimal::try_from_i128_with_scale(whole, digits).ok());
        decimal.map_or_else(|| exact.to_integer().to_string(), |decimal| decimal.to_string())
    }

    fn small(&self) -> Option<(i128, i128)> {
        match self.0 {
            Form::Small(numerator, denominator) => Some((numerator, denominator)),
            Form::Long(_) => None,
        }
    }

    fn whole(&self) -> BigRational {
        match &self.0 {
            Form::Small(numerator, denominator) => {
                BigRational::new(BigInt::from(*numerator), BigInt::from(*denominator))
            }
            Form::Long(long) => (**long).clone(),
        }
    }

    /// What machine words did not hold, in lowest terms, which they may.
    fn long(exact: BigRational) -> Self {
        match (exact.numer().to_i128(), exact.denom().to_i128()) {
            (Some(numerator), Some(denominator)) => Self(Form::Small(numerator, denominator)),
            _ => Self(Form::Long(Box::new(exact))),
        }
    }
}

impl From<Decimal> for Fraction {
    fn from(value: Decimal) -> Self {
        match 10_i128.checked_pow(value.scale()) {
            Some(denominator) => Self(Form::Small(value.mantissa(), denominator)),
            None => Self::long(BigRational::new(value.mantissa().into(), BigInt::from(10_u8).pow(value.scale()))),
        }
    }
}

/// `a / b + c / d` where machine words hold it; denominators are mostly powers of ten.
fn sum(a: i128, b: i128, c: i128, d: i128) -> Option<(i128, i128)> {
    if b == d {
        return Some((a.checked_add(c)?, b));
    }
    if b % d == 0 {
        return Some((a.checked_add(c.checked_mul(b / d)?)?, b));
    }
    if d % b == 0 {
        return Some((c.checked_add(a.checked_mul(d / b)?)?, d));
    }
    Some((a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?, b.checked_mul(d)?))
}

impl Add for &Fraction {
    type Output = Fraction;

    fn add(self, other: &Fraction) -> Fraction {
        let small = || self.small().zip(other.small()).and_then(|((a, b), (c, d))| sum(a, b, c, d));
        match small() {
            Some((numerator, denominator)) => Fraction(Form::Small(numerator, denominator)),
            None => Fraction::long(self.whole() + other.whole()),
        }
    }
}

impl Sub for &Fraction {
    type Output = Fraction;

    fn sub(self, other: &Fraction) -> Fraction {
        let small = || {
            let ((a, b), (c, d)) = self.small().zip(other.small())?;
            sum(a, b, c.checked_neg()?, d)
        };
        match small() {
            Some((numerator, denominator)) => Fraction(Form::Small(numerator, denominator)),
            None => Fraction::long(self.whole() - other.whole()),
        }
    }
}

impl Mul for &Fraction {
    type Output = Fraction;

    fn mul(self, other: &Fraction) -> Fraction {
        let small = || {
            let ((a, b), (c, d)) = self.small().zip(other.small())?;
            Some(Fraction(Form::Small(a.checked_mul(c)?, b.checked_mul(d)?)))
        };
        small().unwrap_or_else(|| Fraction::long(self.whole() * other.whole()))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let small = || {
            let ((a, b), (c, d)) = self.small().zip(other.small())?;
            if b == d {
                return Some(a.cmp(&c));
            }
            Some(a.checked_mul(d)?.cmp(&c.checked_mul(b)?))
        };
        small().unwrap_or_else(|| self.whole().cmp(&other.whole()))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}
