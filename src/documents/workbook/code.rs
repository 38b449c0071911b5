//! A number format's code, such as `#,##0.00` or `yyyy"年"m"月"`, taken apart.

#![expect(clippy::disallowed_types, reason = "Excel stores floats")]

/// One sign of a format code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A place for a digit: `0` prints always, `#` and `?` where there is one.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+` or `E-`.
    Exponent,
    /// A run of one letter of a date: `yyyy`, `mm`.
    Date(char, usize),
    /// Hours, minutes or seconds that do not wrap around: `[h]`.
    Elapsed(char),
    /// `AM/PM` or `上午/下午`; whether it is the Chinese one.
    HalfDay(bool),
    /// A cell's text, or its number unformatted.
    Whole,
    /// Printed as it stands.
    Literal(String),
}

/// One of the parts of a code between semicolons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) signs: Vec<Sign>,
    /// Which numbers it is for, where it says so.
    pub(super) condition: Option<Condition>,
}

/// Which numbers a section is for: those that compare so with a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Condition {
    operator: String,
    number: f64,
}

impl Eq for Condition {}

impl Condition {
    fn parse(text: &str) -> Option<Self> {
        let operator: String = text.chars().take_while(|c| "<>=".contains(*c)).collect();
        let number = text[operator.len()..].trim().parse().ok()?;
        Some(Self { operator, number })
    }

    /// Whether the section is for `value`; never where the operator is none.
    pub(super) fn holds(&self, value: f64) -> bool {
        match self.operator.as_str() {
            "<" => value < self.number,
            "<=" => value <= self.number,
            ">" => value > self.number,
            ">=" => value >= self.number,
            "=" => (value - self.number).abs() < f64::EPSILON,
            "<>" => (value - self.number).abs() >= f64::EPSILON,
            _ => false,
        }
    }
}

/// Longest code that is taken apart; Excel allows 255 characters.
const MAX_CODE: usize = 1024;

/// The sections of a code: positive, negative, zero, text; later ones may be missing.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let chars: Vec<char> = code.chars().take(MAX_CODE).collect();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if *c == ';' {
            sections.push(Section::default());
            at += 1;
        } else if let Some(section) = sections.last_mut() {
            at += section.take(&chars[at..]);
        }
    }
    sections
}

impl Section {
    /// Takes the first sign of `rest`, and returns how many characters it has.
    fn take(&mut self, rest: &[char]) -> usize {
        let begins = |word: &str| {
            word.chars().count() <= rest.len() && word.chars().zip(rest).all(|(a, b)| a.eq_ignore_ascii_case(b))
        };
        for (word, sign) in [
            ("General", Sign::Whole),
            ("G/通用格式", Sign::Whole),
            ("AM/PM", Sign::HalfDay(false)),
            ("A/P", Sign::HalfDay(false)),
            ("上午/下午", Sign::HalfDay(true)),
            ("E+", Sign::Exponent),
            ("E-", Sign::Exponent),
        ] {
            if begins(word) {
                self.signs.push(sign);
                return word.chars().count();
            }
        }
        match rest {
            ['"', quoted @ ..] => {
                let length = quoted.iter().position(|c| *c == '"').unwrap_or(quoted.len());
                self.literal(&quoted[..length]);
                length + 2
            }
            ['[', inner @ ..] => {
                let length = inner.iter().position(|c| *c == ']').unwrap_or(inner.len());
                self.bracket(&inner[..length]);
                length + 2
            }
            ['\\' | '!', literal, ..] => {
                self.literal(&[*literal]);
                2
            }
            // A blank as wide as the sign, or the sign repeated over the column's width.
            ['_' | '*', ..] => 2,
            [letter @ ('y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'a'), ..] => {
                let length = rest.iter().take_while(|c| *c == letter).count();
                self.signs.push(Sign::Date(letter.to_ascii_lowercase(), length));
                length
            }
            [c, ..] => {
                self.single(*c);
                1
            }
            [] => 1,
        }
    }

    fn single(&mut self, c: char) {
        match c {
            '0' | '#' | '?' => self.signs.push(Sign::Digit(c)),
            '.' => self.signs.push(Sign::Point),
            ',' => self.signs.push(Sign::Comma),
            '%' => self.signs.push(Sign::Percent),
            '@' => self.signs.push(Sign::Whole),
            c => self.literal(&[c]),
        }
    }

    fn literal(&mut self, text: &[char]) {
        match self.signs.last_mut() {
            Some(Sign::Literal(before)) => before.extend(text),
            _ => self.signs.push(Sign::Literal(text.iter().collect())),
        }
    }

    /// What stands in brackets: elapsed time, a currency, a colour, a locale, a condition.
    fn bracket(&mut self, inner: &[char]) {
        let lower: String = inner.iter().collect::<String>().to_ascii_lowercase();
        match inner {
            ['h' | 'H' | 'm' | 'M' | 's' | 'S', ..] if inner.iter().all(|c| c.eq_ignore_ascii_case(&inner[0])) => {
                self.signs.push(Sign::Elapsed(inner[0].to_ascii_lowercase()));
            }
            ['$', currency @ ..] => {
                let length = currency.iter().position(|c| *c == '-').unwrap_or(currency.len());
                if length > 0 {
                    self.literal(&currency[..length]);
                }
            }
            ['<' | '>' | '=', ..] => self.condition = Condition::parse(&lower),
            // A colour; or digits of another dress ([DBNum1]), which stand for the same number.
            _ => {}
        }
    }

    /// Whether the section prints a date or a time.
    pub(super) fn is_date(&self) -> bool {
        self.signs.iter().any(|sign| matches!(sign, Sign::Date(..) | Sign::Elapsed(_)))
    }
}

/// The code of a built-in format, as a Chinese Excel shows it; nothing for an unformatted number.
pub(super) fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "¥#,##0;¥-#,##0",
        7 | 8 => "¥#,##0.00;¥-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 => "#,##0;-#,##0;\"-\"",
        42 => "¥#,##0;¥-#,##0;¥\"-\"",
        43 => "#,##0.00;-#,##0.00;\"-\"",
        44 => "¥#,##0.00;¥-#,##0.00;¥\"-\"",
        45 | 47 => "mm:ss",
        46 => "[h]:mm:ss",
        _ => return None,
    })
}
