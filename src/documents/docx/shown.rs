//! The parts of Word's XML that are shown: what was deleted, what only describes, and the second
//! form of what is kept in two forms are passed over.

use crate::documents::apart::Apart;
use crate::documents::fault::Fault;
use crate::documents::xml::{Step, Xml};
use std::io::BufRead;

/// Elements whose text is not on the paper.
const UNSEEN: [&str; 16] = [
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "instrText",
    "fldData",
    "sdtPr",
    "sdtEndPr",
    "pPr",
    "sectPr",
    "tblPr",
    "tblPrEx",
    "tblGrid",
    "rt",
    "posOffset",
    "docPr",
];

/// The XML of a part, without what is not shown.
pub(super) struct Shown<R> {
    xml: Xml<R>,
    /// For each open `AlternateContent`, whether one of its forms was read.
    choices: Vec<bool>,
    passed: Passed,
    /// Parts that stand for others (web pages, other documents): before which piece of the text, or at
    /// [`usize::MAX`] within a table, and what the text calls them.
    pub(super) chunks: Vec<(usize, String)>,
    /// What stands in the text and is no part of it.
    pub(super) apart: Apart,
}

/// What was passed over although a reader of the paper sees it, or saw it once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Passed {
    /// Tracked deletions.
    pub(super) deletions: usize,
    /// Objects of other programs.
    pub(super) objects: usize,
    pub(super) pictures: usize,
}

impl<R: BufRead> Shown<R> {
    pub(super) fn new(xml: Xml<R>) -> Self {
        Self { xml, choices: Vec::new(), passed: Passed::default(), chunks: Vec::new(), apart: Apart::default() }
    }

    /// Goes to the next step that is shown.
    pub(super) fn step(&mut self) -> Result<Step, Fault> {
        loop {
            let step = self.xml.step()?;
            match (step, self.xml.name()) {
                (Step::Open, "AlternateContent") => self.choices.push(false),
                (Step::Close, "AlternateContent") => {
                    self.choices.pop();
                }
                (Step::Open, "Choice" | "Fallback") => match self.choices.last_mut() {
                    Some(true) => {
                        self.xml.skip()?;
                        continue;
                    }
                    Some(read) => *read = true,
                    None => {}
                },
                (Step::Open, "OLEObject") => self.passed.objects += 1,
                (Step::Open, "blip" | "imagedata") => self.passed.pictures += 1,
                (Step::Open, name) if UNSEEN.contains(&name) => {
                    self.passed.deletions += usize::from(matches!(name, "del" | "moveFrom"));
                    self.xml.skip()?;
                    continue;
                }
                _ => {}
            }
            return Ok(step);
        }
    }

    /// What was passed over so far.
    pub(super) fn passed(&self) -> Passed {
        self.passed
    }

    /// The same without passing over anything, for what describes an element.
    pub(super) fn raw(&mut self) -> &mut Xml<R> {
        &mut self.xml
    }

    pub(super) fn name(&self) -> &str {
        self.xml.name()
    }

    pub(super) fn text(&self) -> &str {
        self.xml.text()
    }

    /// The attribute `val` of the element that opened last.
    pub(super) fn value(&self) -> Option<String> {
        self.xml.attribute("val")
    }

    /// Whether a property that opened last is on: it is unless it says otherwise.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off"))
    }
}
