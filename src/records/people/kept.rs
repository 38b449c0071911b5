//! The texts that records keep: names of units and projects end where a contact word begins, and
//! what joining lines made a number is left out of any.

use crate::documents::{Source, Spot};
use crate::records::people::text::{hits, personal, signs};
use crate::records::people::veil::note;
use crate::records::people::words::ContactWords;
use crate::records::types::Reading;
use crate::values::{Cell, MASK, parse_number, without};

/// Looks through all texts of `reading`.
pub(in crate::records) fn look_through(reading: &mut Reading, source: &Source, contacts: &ContactWords) {
    let mut kept = Kept { contacts, count: 0 };
    for project in &mut reading.projects {
        for name in [&mut project.project, &mut project.department, &mut project.unit] {
            kept.name(name);
        }
    }
    for account in &mut reading.accounts {
        kept.name(&mut account.unit);
        kept.text(&mut account.label);
    }
    reading.funding.iter_mut().for_each(|row| kept.text(&mut row.label));
    for row in &mut reading.indicators {
        let texts = [&mut row.level1, &mut row.level2, &mut row.level3, &mut row.target, &mut row.actual];
        texts
            .into_iter()
            .chain([&mut row.deviation, &mut row.target_unit, &mut row.actual_unit])
            .flatten()
            .for_each(|text| kept.text(text));
    }
    for problem in &mut reading.problems {
        for said in std::iter::once(&mut problem.message).chain(&mut problem.hint) {
            kept.text(&mut said.en);
            said.zh.iter_mut().for_each(|zh| kept.text(zh));
        }
    }
    reading.printed.iter_mut().for_each(|printed| kept.text(&mut printed.text));
    reading.remarks.directions.iter_mut().for_each(|direction| kept.text(&mut direction.words));
    reading.remarks.sections.iter_mut().for_each(|section| kept.text(&mut section.label));
    if kept.count > 0 {
        reading.problems.push(note(source.place(Spot::default()), kept.count));
    }
}

struct Kept<'a> {
    contacts: &'a ContactWords,
    count: usize,
}

impl Kept<'_> {
    /// A text; a figure stays a figure.
    fn text(&mut self, text: &mut String) {
        let found = personal(text, self.contacts);
        if !found.is_empty() && !matches!(parse_number(text), Cell::Value(_)) {
            self.count += found.len();
            *text = without(text, &found);
        }
    }

    /// A name, which ends where a contact word begins.
    fn name(&mut self, name: &mut Option<String>) {
        let Some(text) = name else { return };
        self.text(text);
        let chars = signs(text);
        let end = hits(&chars, self.contacts).first().map(|hit| hit.words.start);
        if let Some(end) = end {
            let kept: String = text.chars().take(end).collect();
            *text = kept;
        }
        let open = |c: char| c.is_whitespace() || "（(【[，,、；;：:/|-".contains(c);
        let bare = text.strip_suffix(MASK).unwrap_or(text).trim_end_matches(open);
        if bare.len() < text.len() && (end.is_some() || text.ends_with(MASK)) {
            *text = bare.to_owned();
        }
        if text.is_empty() {
            *name = None;
        }
    }
}
