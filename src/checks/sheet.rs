//! What one rule writes down about one document: what is consistent, what is not, and what could not
//! be checked, each counted.

use crate::checks::figure::Figure;
use crate::checks::finding::{Because, Cited, Finding, Tally};
use crate::problem::Severity;
use crate::records::Field;
use crate::values::{Habit, Interval};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The answers of one rule on one document.
pub(super) struct Sheet {
    rule: &'static str,
    file: String,
    pub(super) tally: Tally,
    pub(super) findings: Vec<Finding>,
    /// Findings that stand only if the document prints by this habit.
    pub(super) pending: Vec<(Field, Habit, Finding)>,
    /// How many printed results of a field only one habit explains.
    pub(super) evidence: BTreeMap<(Field, Habit), u32>,
}

/// A printed figure against what others make of it.
pub(super) struct Test<'a> {
    /// What it is about.
    pub(super) subject: String,
    /// The printed result.
    pub(super) printed: &'a Figure,
    /// The figures it follows from.
    pub(super) inputs: &'a [&'a Figure],
    /// The arithmetic in signs, without its result: 3.18 / (172.93 - 3.18).
    pub(super) arithmetic: String,
    /// What the result is called in a sentence, in Chinese and English.
    pub(super) called: (&'a str, &'a str),
    /// How bad a contradiction is.
    pub(super) severity: Severity,
}

/// What a rule found that is no comparison of a printed figure with a computed one.
pub(super) struct Remark {
    /// How bad it is.
    pub(super) severity: Severity,
    /// What it is about.
    pub(super) subject: String,
    /// The figures involved, the one at fault first; at least one.
    pub(super) figures: Vec<Cited>,
    /// What was expected.
    pub(super) expected: String,
    /// The arithmetic.
    pub(super) arithmetic: String,
    /// One sentence in Chinese.
    pub(super) zh: String,
    /// One sentence in English.
    pub(super) en: String,
}

impl Sheet {
    pub(super) fn new(rule: &'static str, file: &str) -> Self {
        let (tally, evidence) = (Tally::default(), BTreeMap::new());
        Self { rule, file: file.to_owned(), tally, findings: Vec::new(), pending: Vec::new(), evidence }
    }

    /// Code of the rule.
    pub(super) fn rule(&self) -> &'static str {
        self.rule
    }

    /// Something agrees.
    pub(super) fn consistent(&mut self) {
        self.tally.consistent += 1;
    }

    /// Something could not be checked.
    pub(super) fn unchecked(&mut self, because: Because) {
        *self.tally.unchecked.entry(because).or_default() += 1;
    }

    /// Compares a printed result with what its inputs make, under every habit of printing. It is
    /// consistent if any habit explains it; if only one does and the document is found to have the
    /// other, it is in doubt. So is what only whole numbers read with the decimals of the other forms
    /// contradict.
    ///
    /// `makes` turns the intervals of the inputs, in their order, into that of the result; nothing where
    /// they make nothing (a base of zero).
    #[expect(clippy::needless_pass_by_value, reason = "a test is written where it is put, and used up")]
    pub(super) fn compare(&mut self, test: Test<'_>, makes: impl Fn(&[Interval]) -> Option<Interval>) {
        let intervals = |habit| test.inputs.iter().map(|figure| figure.interval(habit)).collect::<Vec<_>>();
        let Some(expected) = makes(&intervals(Habit::Rounded)) else {
            self.unchecked(Because::ZeroBase);
            return;
        };
        // Results may be cut off where the inputs were rounded, as in 9.68 for 9.685.
        let of_cut = makes(&intervals(Habit::Cut));
        let fits = |habit| {
            let printed = test.printed.interval(habit);
            let cut = habit == Habit::Cut && of_cut.as_ref().is_some_and(|expected| expected.meets(&printed));
            cut || expected.meets(&printed)
        };
        let (rounded, cut) = (fits(Habit::Rounded), fits(Habit::Cut));
        let doubt = |finding: Finding| Finding { severity: test.severity.max(Severity::Doubt), ..finding };
        if (rounded || cut)
            && let Some(finding) = self.unlikely(&test, &makes)
        {
            self.findings.push(doubt(finding));
            return;
        }
        let only = match (rounded, cut) {
            (true, false) => Some(Habit::Rounded),
            (false, true) => Some(Habit::Cut),
            _ => None,
        };
        if let Some(habit) = only {
            *self.evidence.entry((test.printed.field, habit)).or_default() += 1;
        }
        match only {
            None if !rounded => self.findings.push(self.contradiction(&test, &expected)),
            Some(Habit::Cut) => {
                let finding = doubt(self.contradiction(&test, &expected));
                self.pending.push((test.printed.field, Habit::Cut, finding));
            }
            Some(Habit::Rounded) => {
                let finding = doubt(self.contradiction(&test, of_cut.as_ref().unwrap_or(&expected)));
                self.pending.push((test.printed.field, Habit::Rounded, finding));
            }
            None => self.consistent(),
        }
    }

    /// The contradiction between figures read with the digits that they likely dropped.
    fn unlikely(&self, test: &Test<'_>, makes: &impl Fn(&[Interval]) -> Option<Interval>) -> Option<Finding> {
        let figures = || test.inputs.iter().copied().chain([test.printed]);
        if figures().all(|figure| figure.likely_step == figure.step) {
            return None;
        }
        let printed = test.printed.likely();
        let expected = |habit| makes(&test.inputs.iter().map(|f| f.likely().interval(habit)).collect::<Vec<_>>());
        let of_cut = expected(Habit::Cut);
        let expected = expected(Habit::Rounded)?;
        let [rounded, cut] = [Habit::Rounded, Habit::Cut].map(|habit| printed.interval(habit));
        if expected.meets(&rounded) || expected.meets(&cut) || of_cut.is_some_and(|expected| expected.meets(&cut)) {
            return None;
        }
        Some(self.contradiction(
            &Test { printed: &printed, subject: test.subject.clone(), arithmetic: test.arithmetic.clone(), ..*test },
            &expected,
        ))
    }

    fn contradiction(&self, test: &Test<'_>, expected: &Interval) -> Finding {
        let difference = test.printed.rounded().distance(expected).to_text(6);
        let difference = difference.trim_end_matches('0').trim_end_matches('.').to_owned();
        let figures: Vec<Cited> =
            std::iter::once(test.printed.cited()).chain(test.inputs.iter().map(|f| f.cited())).collect();
        let (printed, name) = (&test.printed.printed, &test.printed.name);
        let (zh, en) = test.called;
        let zh = format!(
            "{}：{name}印为{printed}，{zh}应为{expected}（{}），至少相差{difference}。",
            test.subject, test.arithmetic
        );
        let en = format!(
            "{}: {name} is printed as {printed}; {en} is {expected} ({}), at least {difference} apart.",
            test.subject, test.arithmetic
        );
        Finding {
            id: self.id(&test.subject, &figures),
            rule: self.rule,
            severity: test.severity,
            place: test.printed.place.clone(),
            project: None,
            subject: test.subject.clone(),
            figures,
            expected: expected.to_string(),
            difference,
            arithmetic: test.arithmetic.clone(),
            zh,
            en,
            disputes: vec![(test.printed.of, test.printed.field)],
            accepted: None,
        }
    }

    /// A finding that is no comparison of figures. `disputes` names the figures it makes doubtful.
    pub(super) fn remark(&mut self, remark: Remark, disputes: &[&Figure]) {
        let Some(first) = remark.figures.first() else { return };
        let finding = Finding {
            id: self.id(&remark.subject, &remark.figures),
            rule: self.rule,
            severity: remark.severity,
            place: first.place.clone(),
            project: None,
            subject: remark.subject,
            figures: remark.figures,
            expected: remark.expected,
            difference: String::new(),
            arithmetic: remark.arithmetic,
            zh: remark.zh,
            en: remark.en,
            disputes: disputes.iter().map(|figure| (figure.of, figure.field)).collect(),
            accepted: None,
        };
        self.findings.push(finding);
    }

    /// The name of the finding: the same as long as rule, file, subject and printed figures are.
    fn id(&self, subject: &str, figures: &[Cited]) -> String {
        let file = self.file.rsplit(['/', '\\']).next().unwrap_or_default();
        let printed = figures.iter().flat_map(|cited| [cited.name.as_str(), cited.printed.as_str()]);
        let parts = [self.rule, file, subject].into_iter().chain(printed);
        // FNV-1a, which is short, stable and needs no secret.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in parts.flat_map(|part| part.bytes().chain([0])) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
        format!("{}-{:012x}", self.rule, hash & 0xffff_ffff_ffff)
    }
}

/// A sum as it is written: 1 + 2 - 3.
pub(super) fn plus(figures: &[&Figure]) -> String {
    let mut text = String::new();
    for figure in figures {
        match (text.is_empty(), figure.value < Decimal::ZERO) {
            (true, _) => text.push_str(&figure.value.to_string()),
            (false, true) => text.push_str(&format!(" - {}", figure.value.abs())),
            (false, false) => text.push_str(&format!(" + {}", figure.value)),
        }
    }
    text
}
