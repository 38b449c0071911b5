//! Whether two years can be compared at all, in words derived from the data: the same units or not,
//! the same kind of form or not, enough projects or not.

use crate::analyses::measure::Nature;
use std::collections::BTreeSet;

/// Fewer projects than this make any figure of a year depend on single projects.
const FEW: usize = 10;

/// One project in so many without the figure lowers the verdict.
const MISSING_ONE_IN: usize = 10;

/// Most names that a sentence lists.
const LISTED: usize = 3;

/// How far a difference of two years can be read as a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// As a change.
    Comparable,
    /// As a difference, with the reasons beside it.
    Limited,
    /// Not at all.
    NotComparable,
}

impl Class {
    /// Its name in tables.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Comparable => "comparable",
            Self::Limited => "limited",
            Self::NotComparable => "not_comparable",
        }
    }
}

/// A verdict in both languages.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) class: Class,
    pub(super) zh: String,
    pub(super) en: String,
}

/// What is to be known of one year. Level 1 and form are those of most of its projects, so that one
/// project with a system of its own does not make a form version.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    /// Which year.
    pub(super) year: i32,
    /// How many projects it has.
    pub(super) projects: usize,
    /// The units they are of.
    pub(super) units: BTreeSet<String>,
    /// Names of level 1 that more than half of them have.
    pub(super) level1: BTreeSet<String>,
    /// Form families of more than half of them.
    pub(super) forms: BTreeSet<String>,
}

/// One reason against a comparison.
struct Reason {
    class: Class,
    zh: String,
    en: String,
}

/// What a difference between `base` and `other` is worth, for measures of this `nature`, of which so many
/// projects of either year bring nothing to the measure.
pub(super) fn verdict(base: &Side, other: &Side, nature: Nature, missing: [usize; 2]) -> Verdict {
    let mut reasons: Vec<Reason> = [base, other].into_iter().filter_map(empty).collect();
    let mut class = reasons.iter().map(|reason| reason.class).max().unwrap_or(Class::Comparable);
    if reasons.is_empty() {
        let units = units(base, other, nature);
        let forms = (nature == Nature::Score).then(|| forms(base, other)).flatten();
        // Another unit with another kind of form leaves nothing in common but the measure's name.
        let apart = forms.is_some() && base.units.is_disjoint(&other.units);
        reasons.extend(units.into_iter().chain(forms).chain([base, other].into_iter().filter_map(few)));
        let worst = reasons.iter().map(|reason| reason.class).max().unwrap_or(class);
        class = if apart { Class::NotComparable } else { worst };
        for reason in [base, other].into_iter().zip(missing).filter_map(|(side, missing)| lacking(side, missing)) {
            // Where many bring nothing, what is compared is another set of projects: one step less.
            class = class.max(reason.class);
            if reason.class == Class::Limited && worst == Class::Limited {
                class = Class::NotComparable;
            }
            reasons.push(reason);
        }
    }
    let (tail_zh, tail_en) = match class {
        Class::Comparable if nature == Nature::Score => {
            ("单位与表式相同，可以比较", "same units and kind of form: comparable")
        }
        Class::Comparable => ("单位相同，可以比较", "same units: comparable"),
        Class::Limited => ("差别不等于变化", "the difference is not a change over time"),
        Class::NotComparable => ("不可比", "not comparable"),
    };
    let zh: Vec<&str> = reasons.iter().map(|reason| reason.zh.as_str()).chain([tail_zh]).collect();
    let en: Vec<&str> = reasons.iter().map(|reason| reason.en.as_str()).chain([tail_en]).collect();
    Verdict { class, zh: zh.join("；"), en: en.join("; ") }
}

fn empty(side: &Side) -> Option<Reason> {
    let year = side.year;
    (side.projects == 0).then(|| Reason {
        class: Class::NotComparable,
        zh: format!("{year} 年没有项目"),
        en: format!("there are no projects of {year}"),
    })
}

fn few(side: &Side) -> Option<Reason> {
    let Side { year, projects, .. } = side;
    (*projects < FEW).then(|| Reason {
        class: Class::Limited,
        zh: format!("{year} 年只有 {projects} 个项目"),
        en: format!("{year} has only {projects} projects"),
    })
}

/// Projects that bring nothing to a measure. A few lower nothing and are seen in n.
fn lacking(side: &Side, missing: usize) -> Option<Reason> {
    let Side { year, projects, .. } = side;
    (missing * MISSING_ONE_IN > *projects).then(|| Reason {
        class: Class::Limited,
        zh: format!("{year} 年 {projects} 个项目中 {missing} 个缺此数"),
        en: format!("{missing} of the {projects} projects of {year} lack the figure"),
    })
}

/// Other units on the two sides: amounts of other units have nothing to do with each other.
fn units(base: &Side, other: &Side, nature: Nature) -> Option<Reason> {
    let shared = base.units.intersection(&other.units).count();
    if base.units == other.units && !base.units.is_empty() {
        return None;
    }
    let disjoint = shared == 0;
    let class = if disjoint && nature == Nature::Amount { Class::NotComparable } else { Class::Limited };
    let (a, b) = (base.year, other.year);
    if disjoint {
        return Some(Reason {
            class,
            zh: format!(
                "两年是不同的单位（{a} 年：{}；{b} 年：{}）",
                listed(&base.units, true),
                listed(&other.units, true)
            ),
            en: format!(
                "the years are of different units ({a}: {}; {b}: {})",
                listed(&base.units, false),
                listed(&other.units, false)
            ),
        });
    }
    let (n, m) = (base.units.len(), other.units.len());
    Some(Reason {
        class,
        zh: format!("两年只有 {shared} 个单位相同（{a} 年 {n} 个，{b} 年 {m} 个）"),
        en: format!("the years share {shared} units ({a}: {n}; {b}: {m})"),
    })
}

/// Another form family, or another version of it, told by its level-1 indicators.
fn forms(base: &Side, other: &Side) -> Option<Reason> {
    let (a, b) = (base.year, other.year);
    let (what_zh, what_en, left, right) = if base.level1 != other.level1 {
        ("一级指标", "level-1 indicators", &base.level1, &other.level1)
    } else if base.forms != other.forms {
        ("表式", "form families", &base.forms, &other.forms)
    } else {
        return None;
    };
    let list = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join("、");
    let (left, right) = (list(left), list(right));
    Some(Reason {
        class: Class::Limited,
        zh: format!("表式版本不同（{what_zh} {a} 年：{left}；{b} 年：{right}）"),
        en: format!("the forms are of different versions ({what_en} {a}: {left}; {b}: {right})"),
    })
}

/// The first few of `units` and how many there are.
fn listed(units: &BTreeSet<String>, zh: bool) -> String {
    let names = units.iter().take(LISTED).cloned().collect::<Vec<_>>().join("、");
    match (units.len(), zh) {
        (0, true) => "未注明".to_owned(),
        (0, false) => "not stated".to_owned(),
        (n, true) if n > LISTED => format!("{names} 等 {n} 个"),
        (n, false) if n > LISTED => format!("{names} and others, {n} in all"),
        _ => names,
    }
}
