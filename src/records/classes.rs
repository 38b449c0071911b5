//! Functional classes of expenditure (支出功能分类): codes and names by level, with the years each holds.

use crate::values::half_width;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One functional class: 类 has three digits and level 1, 款 five and 2, 项 seven and 3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Class {
    pub(super) code: String,
    pub(super) level: u8,
    /// The first and the last year it holds, where there is one.
    years: (Option<i32>, Option<i32>),
}

const CLASSES: &str = include_str!("../../data/functional-classes.csv");

/// The classes a name stands for in `year`; a few names stand for classes of more than one level. Papers
/// keep old names for a while: a name without a class in that year stands for those of other years.
pub(super) fn named(name: &str, year: Option<i32>) -> Vec<&'static Class> {
    let all = by_name().get(&normal(name)).map_or(&[][..], Vec::as_slice);
    let holds = |class: &&Class| {
        year.is_none_or(|year| {
            class.years.0.is_none_or(|first| first <= year) && class.years.1.is_none_or(|last| year <= last)
        })
    };
    let now: Vec<&Class> = all.iter().filter(holds).collect();
    if now.is_empty() { all.iter().collect() } else { now }
}

/// The one class that a name stands for at `level` below the class `parent`; nothing where it may stand for
/// several.
pub(super) fn below(name: &str, level: u8, parent: &str, year: Option<i32>) -> Option<&'static Class> {
    let mut classes = named(name, year).into_iter();
    let mut found = classes.by_ref().filter(|class| class.level == level && class.code.starts_with(parent));
    let first = found.next()?;
    found.all(|other| other.code == first.code).then_some(first)
}

/// Whether a code of three digits is that of a class.
pub(super) fn is_class(code: &str) -> bool {
    by_name().values().flatten().any(|class| class.code == code)
}

fn by_name() -> &'static BTreeMap<String, Vec<Class>> {
    static CLASSES_BY_NAME: OnceLock<BTreeMap<String, Vec<Class>>> = OnceLock::new();
    CLASSES_BY_NAME.get_or_init(|| {
        let mut names: BTreeMap<String, Vec<Class>> = BTreeMap::new();
        let mut reader = csv::Reader::from_reader(CLASSES.as_bytes());
        for record in reader.records().flatten() {
            let (Some(code), Some(level), Some(name)) = (record.get(0), record.get(1), record.get(2)) else { continue };
            let year = |at: usize| record.get(at).and_then(|text| text.trim().parse().ok());
            let level = level.parse().unwrap_or(0);
            let class = Class { code: code.to_owned(), level, years: (year(3), year(4)) };
            let classes = names.entry(normal(name)).or_default();
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        names
    })
}

/// A name in the form it is compared in: half-width, without blanks, and without the 支出 that some
/// papers add to it and others leave out.
fn normal(name: &str) -> String {
    let inked = half_width(name).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    // 社会保障与就业 is 社会保障和就业.
    let name = inked.replace('与', "和");
    name.strip_suffix("支出").filter(|rest| !rest.is_empty()).unwrap_or(&name).to_owned()
}
