//! Dates and times, which a workbook keeps as days since the end of 1899 or the beginning of 1904.

#![expect(clippy::disallowed_types, reason = "Excel stores floats")]

use crate::documents::workbook::code::{Section, Sign};
use std::fmt::Write;

/// The day after the last Excel knows, 31 December 9999.
const LAST_DAY: f64 = 2_958_466.0;
const SECONDS_A_DAY: i64 = 86_400;

/// A moment, taken apart.
struct Moment {
    year: i64,
    month: usize,
    day: i64,
    /// Monday is 0.
    weekday: usize,
    hour: i64,
    minute: i64,
    second: i64,
    /// Seconds since the day the workbook counts from.
    elapsed: i64,
}

impl Moment {
    fn new(serial: f64, since_1904: bool) -> Option<Self> {
        if !(0.0..LAST_DAY).contains(&serial) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
        let elapsed = (serial * 86_400.0).round() as i64;
        let (mut days, seconds) = (elapsed / SECONDS_A_DAY, elapsed % SECONDS_A_DAY);
        if since_1904 {
            days += 1462;
        } else if days < 60 {
            // Excel believes in a 29 February 1900.
            days += 1;
        }
        let since_1970 = days - 25_569;
        let (year, month, day) = civil(since_1970);
        let weekday = usize::try_from((since_1970 + 3).rem_euclid(7)).unwrap_or(0);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        Some(Self { year, month, day, weekday, hour, minute, second, elapsed })
    }
}

/// Year, month (January is 1) and day of a day counted from 1970, in the Gregorian calendar.
fn civil(days: i64) -> (i64, usize, i64) {
    // Years are counted from March, so that the leap day stands last (Hinnant, civil_from_days).
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, usize::try_from(month).unwrap_or(1), day)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const CHINESE_DAYS: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

/// Prints a date or a time; nothing where the number is none.
pub(super) fn date(section: &Section, raw: &str, since_1904: bool) -> Option<String> {
    let moment = Moment::new(raw.trim().parse().ok()?, since_1904)?;
    let halves = section.signs.iter().any(|sign| matches!(sign, Sign::HalfDay(_)));
    let mut text = String::new();
    for (at, sign) in section.signs.iter().enumerate() {
        let printed = match sign {
            Sign::Date('m', count) if is_minute(section, at) => padded(moment.minute, *count),
            Sign::Date('h', count) if halves => padded((moment.hour + 11) % 12 + 1, *count),
            Sign::Date(letter, count) => moment.part(*letter, *count),
            Sign::Elapsed('h') => (moment.elapsed / 3600).to_string(),
            Sign::Elapsed('m') => (moment.elapsed / 60).to_string(),
            Sign::Elapsed(_) => moment.elapsed.to_string(),
            Sign::HalfDay(chinese) => half_day(moment.hour < 12, *chinese).to_owned(),
            Sign::Literal(literal) => literal.clone(),
            Sign::Point => ".".to_owned(),
            Sign::Comma => ",".to_owned(),
            Sign::Percent => "%".to_owned(),
            // Parts of a second.
            Sign::Digit(_) | Sign::Exponent | Sign::Whole => String::new(),
        };
        write!(text, "{printed}").ok()?;
    }
    Some(text.trim_end_matches('.').to_owned())
}

impl Moment {
    fn part(&self, letter: char, count: usize) -> String {
        match (letter, count) {
            ('y', 1 | 2) => format!("{:02}", self.year % 100),
            ('y' | 'e', _) => self.year.to_string(),
            ('m', 3) => MONTHS[self.month - 1][..3].to_owned(),
            ('m', 4) => MONTHS[self.month - 1].to_owned(),
            ('m', 5..) => MONTHS[self.month - 1][..1].to_owned(),
            ('m', _) => padded(i64::try_from(self.month).unwrap_or(0), count),
            ('d', 3) => DAYS[self.weekday][..3].to_owned(),
            ('d', 4..) => DAYS[self.weekday].to_owned(),
            ('d', _) => padded(self.day, count),
            ('a', 3) => CHINESE_DAYS[self.weekday].to_string(),
            ('a', _) => format!("星期{}", CHINESE_DAYS[self.weekday]),
            ('h', _) => padded(self.hour, count),
            ('s', _) => padded(self.second, count),
            _ => String::new(),
        }
    }
}

fn half_day(morning: bool, chinese: bool) -> &'static str {
    match (morning, chinese) {
        (true, true) => "上午",
        (false, true) => "下午",
        (true, false) => "AM",
        (false, false) => "PM",
    }
}

fn padded(value: i64, count: usize) -> String {
    let least = count.min(2);
    format!("{value:0least$}")
}

/// Whether the `m` at `at` means minutes: it follows hours or precedes seconds.
fn is_minute(section: &Section, at: usize) -> bool {
    let letter = |sign: &Sign| match sign {
        Sign::Date(letter, _) | Sign::Elapsed(letter) => Some(*letter),
        _ => None,
    };
    let before = section.signs[..at].iter().rev().find_map(letter);
    let after = section.signs[at + 1..].iter().find_map(letter);
    before == Some('h') || after == Some('s')
}
