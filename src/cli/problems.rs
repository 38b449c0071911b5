//! Problems on the screen: place, found, expected, one hint, and a last line that counts them.

use super::args::FailOn;
use super::exit::Exit;
use super::screen::{Screen, color};
use crate::pipeline::{Noted, Tally};
use crate::problem::{Problem, Said, Severity, said};
use crate::values::{Lang, plain};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;

/// Problems that are told without `-v`.
const TOLD: usize = 20;

/// Tells why each document of `refused` was, and then those of `problems` that are not among these. Notes
/// are told with `-v` only, and of the others the first few; the last line counts what there is.
pub(super) fn tell(problems: &[Noted], refused: &[Vec<Noted>], screen: &Screen) {
    let key = |noted: &Noted| (noted.problem.place.clone(), noted.problem.code, noted.problem.message.en.clone());
    let mut told: BTreeMap<_, usize> = BTreeMap::new();
    refused.iter().flatten().for_each(|noted| *told.entry(key(noted)).or_default() += 1);
    let mut teller = Teller::new(screen);
    refused.iter().for_each(|problems| teller.refuse(problems));
    let others = problems.iter().filter(|noted| match told.get_mut(&key(noted)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    teller.tell(&others.cloned().collect::<Vec<_>>());
    teller.count();
}

/// Tells why a command stopped: every error, since each of them is in the way.
pub(super) fn stop(problems: &[Noted], screen: &Screen) {
    let mut teller = Teller { is_patient: true, ..Teller::new(screen) };
    teller.tell(problems);
    teller.count();
}

/// The last line: how many files ended how.
pub(super) fn files(tally: Tally, screen: &Screen) {
    screen.say(&tally.line(screen.lang));
}

/// What is said of a file that holds the bytes of another.
pub(super) fn twice(name: &str, problem: &Problem, lang: Lang) -> String {
    let message = problem.message.in_lang(lang);
    said!("重复：{name}：{message}", "twice: {name}: {message}").in_lang(lang).to_owned()
}

/// Tells the problems of one document after the other, and keeps only their counts.
pub(super) struct Teller<'a> {
    screen: &'a Screen,
    told: usize,
    untold: usize,
    /// Whether errors are told however many there are.
    is_patient: bool,
    /// Errors, doubts and notes.
    counts: [usize; 3],
}

impl<'a> Teller<'a> {
    /// One that has told nothing yet.
    pub(super) fn new(screen: &'a Screen) -> Self {
        Self { screen, told: 0, untold: 0, is_patient: false, counts: [0; 3] }
    }

    /// Tells the problems of a document, as far as there is patience left.
    pub(super) fn tell(&mut self, problems: &[Noted]) {
        for noted in problems {
            self.counts[noted.problem.severity as usize] += 1;
            let is_heard = match noted.problem.severity {
                Severity::Error if self.is_patient => true,
                Severity::Error | Severity::Doubt => self.told < TOLD,
                Severity::Note => false,
            };
            if self.screen.verbose || is_heard {
                let severity = noted.problem.severity;
                let word = (severity.word(self.screen.lang), color(severity));
                self.screen.say(&told_as(noted, word, self.screen.lang));
                self.told += 1;
            } else {
                self.untold += 1;
            }
        }
    }

    /// Tells why a document was refused, which is the worst problem of the whole of it and is always
    /// told, and then the others.
    pub(super) fn refuse(&mut self, problems: &[Noted]) {
        // Severities are declared from the worst down; the least of all places is the whole file.
        let rank = |at: &usize| (problems[*at].problem.severity, &problems[*at].problem.place);
        let Some(why) = (0..problems.len()).min_by_key(rank) else { return };
        self.counts[problems[why].problem.severity as usize] += 1;
        let (lang, refused) = (self.screen.lang, said!("未能读取", "refused"));
        self.screen.say(&told_as(&problems[why], (refused.in_lang(lang), AnsiColor::Red), lang));
        self.tell(&problems[..why]);
        self.tell(&problems[why + 1..]);
    }

    /// Tells how many problems of each severity there were; nothing where a single one was told.
    pub(super) fn count(&self) {
        if self.counts.iter().sum::<usize>() <= 1 && self.untold == 0 {
            return;
        }
        let lang = self.screen.lang;
        let severities = [Severity::Error, Severity::Doubt, Severity::Note].map(|severity| severity.word(lang));
        let words = self.counts.iter().zip(severities).filter(|(count, _)| **count > 0);
        let parts = words.map(|(count, word)| match lang {
            Lang::Zh => format!("{word}{count}项"),
            Lang::En => format!("{count} {word}{}", if *count == 1 { "" } else { "s" }),
        });
        let parts = parts.collect::<Vec<_>>().join(lang.pick("，", ", "));
        let more = if self.untold > 0 { lang.pick("（-v显示全部）", " (-v shows all)") } else { "" };
        self.screen.say(&format!("{parts}{more}"));
    }
}

/// The exit code where `problems` were found and `fail_on` was asked about.
pub(super) fn exit<'a>(mut problems: impl Iterator<Item = &'a Problem>, fail_on: Option<FailOn>) -> Exit {
    let Some(limit) = fail_on.map(Severity::from) else { return Exit::Fine };
    // Severities are declared from the worst down.
    if problems.any(|problem| problem.severity <= limit) { Exit::Findings } else { Exit::Fine }
}

/// One problem as lines, behind a word in its colour.
fn told_as(noted: &Noted, (word, color): (&str, AnsiColor), lang: Lang) -> String {
    let Problem { message, place, hint, .. } = &noted.problem;
    let style = Style::new().bold().fg_color(Some(color.into()));
    let colon = lang.pick("：", ": ");
    let place = if place.file.is_empty() { String::new() } else { plain(&place.in_lang(lang)).into_owned() + colon };
    let mut lines = format!("{style}{word}{style:#}{colon}{place}{}", plain(message.in_lang(lang)));
    if let Some(excerpt) = &noted.excerpt {
        lines += &format!("\n  {}", plain(excerpt));
    }
    if let Some(hint) = hint {
        lines += &format!("\n  {}{colon}{}", lang.pick("办法", "hint"), plain(hint.in_lang(lang)));
    }
    lines
}

/// That the file `name` was skipped, and what it is.
pub(super) fn skipped(name: &str, what: &Said, lang: Lang) -> String {
    let (word, colon) = (lang.pick("跳过", "skipped"), lang.pick("：", ": "));
    format!("{word}{colon}{}{colon}{}", plain(name), what.in_lang(lang))
}
