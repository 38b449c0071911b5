//! What stands in a text and is no part of it: marks of notes in superscript, text that is struck out,
//! and what a program does not show. Joined to the text, its digits would become digits of a figure.

use crate::problem::{Code, Problem, said};
use crate::values::Place;

/// So many of each kind are quoted.
const QUOTED: usize = 3;

/// A mark of a note is no longer than this.
const MARK: usize = 8;

/// What was kept apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Apart {
    notes: Kept,
    struck: Kept,
    unseen: usize,
}

/// Texts of one kind: how many, and the first that hold no words.
#[derive(Clone, Debug, Default)]
struct Kept {
    count: usize,
    first: Vec<String>,
}

impl Kept {
    fn add(&mut self, text: &str) {
        self.count += 1;
        // Words may name people, so figures and marks alone are quoted.
        let text = text.trim();
        if self.first.len() < QUOTED && text.chars().count() <= MARK && !text.chars().any(is_word) {
            self.first.push(format!("`{text}`"));
        }
    }

    fn quoted(&self) -> String {
        if self.first.is_empty() { String::new() } else { format!(" {}", self.first.join(" ")) }
    }
}

fn is_word(sign: char) -> bool {
    sign.is_alphabetic() && !sign.is_ascii()
}

impl Apart {
    /// Adds text in superscript to what stands before it, unless it is the mark of a note.
    pub(super) fn raise(&mut self, text: &mut String, raised: &str) {
        match meaning(text, raised) {
            Raised::Note => self.notes.add(raised),
            Raised::Power => text.extend(raised.trim().chars().map(superscript)),
            Raised::Text => text.push_str(raised),
        }
    }

    /// Leaves out text that is struck out.
    pub(super) fn strike(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.struck.add(text);
        }
    }

    /// Adds what was kept apart elsewhere.
    pub(super) fn add(&mut self, other: Self) {
        for (own, other) in [(&mut self.notes, other.notes), (&mut self.struck, other.struck)] {
            own.count += other.count;
            own.first.extend(other.first);
            own.first.truncate(QUOTED);
        }
        self.unseen += other.unseen;
    }

    /// Leaves out something that is not shown.
    pub(super) fn hide(&mut self) {
        self.unseen += 1;
    }

    /// What was kept apart, told.
    pub(super) fn problems(&self, file: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.notes.count > 0 {
            let (count, quoted) = (self.notes.count, self.notes.quoted());
            let message = said!(
                "有{count}处上标{quoted}按注释标记处理，未计入文字",
                "found {count} marks in superscript{quoted}; they are marks of notes and no part of the text"
            );
            problems.push(Problem::note(Code::MarksRaised, Place::file(file), message));
        }
        if self.struck.count > 0 {
            let (count, quoted) = (self.struck.count, self.struck.quoted());
            let message = said!(
                "有{count}处文字带删除线{quoted}，未读取",
                "found {count} texts that are struck out{quoted}; they were not read"
            );
            problems.push(Problem::doubt(Code::TextStruck, Place::file(file), message).hint(said!(
                "请与原件核对：划去的内容是否确已作废",
                "compare with the paper: is what is struck out really gone?"
            )));
        }
        if self.unseen > 0 {
            let message = said!(
                "有{}处内容在浏览器中不显示，未读取",
                "found {} parts that a browser does not show; they were not read",
                self.unseen
            );
            problems.push(Problem::note(Code::PartsHidden, Place::file(file), message));
        }
        problems
    }
}

/// What text in superscript is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raised {
    /// The mark of a note.
    Note,
    /// An exponent, as of m² or 10⁴.
    Power,
    /// Text like any other.
    Text,
}

fn meaning(text: &str, raised: &str) -> Raised {
    let (before, raised) = (text.trim_end(), raised.trim());
    let digits = !raised.is_empty() && raised.chars().all(|sign| sign.is_ascii_digit() || sign == '-');
    let mark = |sign: char| {
        sign.is_ascii_digit()
            || matches!(sign, '①'..='⑳' | '⑴'..='⒇')
            || "*＊※†‡#＃()（）[]［］【】〔〕,，、注 ".contains(sign)
            || matches!(sign, 'a'..='e')
    };
    // A unit of length, and ten as a factor, have powers; a figure has notes.
    let unit = before.ends_with('m') || before.ends_with('M') || before.ends_with('㎜');
    let factor = before.strip_suffix("10").is_some_and(|rest| rest.trim_end().ends_with(['×', 'x', 'X', '*', '·']));
    if digits && (unit || factor) {
        Raised::Power
    } else if !raised.is_empty() && raised.chars().count() <= MARK && raised.chars().all(mark) {
        Raised::Note
    } else {
        Raised::Text
    }
}

/// A digit as an exponent prints it.
pub(super) fn superscript(sign: char) -> char {
    match sign {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(0x2070 + u32::from(sign) - u32::from('0')).unwrap_or(sign),
        '-' => '⁻',
        sign => sign,
    }
}
