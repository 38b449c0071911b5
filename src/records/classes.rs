//! Functional classes of expenditure (支出功能分类): codes and names by level.

use crate::values::half_width;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One functional class: 类 has three digits and level 1, 款 five and 2, 项 seven and 3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Class {
    pub(super) code: String,
    pub(super) level: u8,
}

const CLASSES: &str = include_str!("../../data/functional-classes.csv");

/// The classes a name stands for; a few names stand for classes of more than one level.
pub(super) fn named(name: &str) -> &'static [Class] {
    by_name().get(&normal(name)).map_or(&[], Vec::as_slice)
}

fn by_name() -> &'static BTreeMap<String, Vec<Class>> {
    static CLASSES_BY_NAME: OnceLock<BTreeMap<String, Vec<Class>>> = OnceLock::new();
    CLASSES_BY_NAME.get_or_init(|| {
        let mut names: BTreeMap<String, Vec<Class>> = BTreeMap::new();
        let mut reader = csv::Reader::from_reader(CLASSES.as_bytes());
        for record in reader.records().flatten() {
            let (Some(code), Some(level), Some(name)) = (record.get(0), record.get(1), record.get(2)) else { continue };
            let class = Class { code: code.to_owned(), level: level.parse().unwrap_or(0) };
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
    let name: String = half_width(name).chars().filter(|c| !c.is_whitespace()).collect();
    name.strip_suffix("支出").filter(|rest| !rest.is_empty()).unwrap_or(&name).to_owned()
}
