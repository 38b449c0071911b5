//! One public body under two spellings: `丰台区人力资源公共服务中心` is
//! `北京市丰台区人力资源公共服务中心` without the city before it.
//!
//! Both spellings stand in one and the same document (the 2020 accounts print the short one, 14 of
//! the 15 forms behind them the long one), so grouping by the printed name would tear a unit in two.

use crate::values::half_width;
use std::collections::BTreeMap;

/// Words that end the name of a place.
const PLACE_ENDINGS: [char; 8] = ['省', '市', '区', '县', '州', '旗', '镇', '乡'];

/// The longest spelling of every name that occurs.
#[derive(Debug, Default)]
pub struct Names {
    longest: BTreeMap<String, String>,
}

impl Names {
    /// The names of `printed`: a name that begins with a place is the same body as the one other
    /// name that only puts a larger place before it. Two such other names leave it as it is.
    pub fn of<'a>(printed: impl Iterator<Item = &'a str>) -> Self {
        let mut longest: BTreeMap<String, String> = printed.map(|name| (tidy(name), tidy(name))).collect();
        let all: Vec<String> = longest.keys().cloned().collect();
        for (short, long) in &mut longest {
            let longer: Vec<&String> = all.iter().filter(|name| extends(name, short)).collect();
            let chain = longer.iter().max_by_key(|name| name.len());
            if let Some(top) = chain.filter(|top| longer.iter().all(|name| top.ends_with(name.as_str()))) {
                (**top).clone_into(long);
            }
        }
        Self { longest }
    }

    /// The name under which `printed` is counted.
    pub fn canonical(&self, printed: &str) -> String {
        let name = tidy(printed);
        self.longest.get(&name).cloned().unwrap_or(name)
    }
}

/// `name` without blanks and in half-width.
fn tidy(name: &str) -> String {
    half_width(name).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether `long` is `short` with a larger place before it.
fn extends(long: &str, short: &str) -> bool {
    let begins_with_place = short.chars().take(8).skip(1).any(|c| PLACE_ENDINGS.contains(&c));
    let Some(before) = long.strip_suffix(short) else { return false };
    begins_with_place && before.chars().count() > 1 && before.ends_with(PLACE_ENDINGS)
}

use crate::problem::Problem;
use polars::prelude::DataFrame;
#[derive(Clone, Debug)]
pub struct Mention { pub file: String, pub year: Option<i32>, pub unit: Option<String>, pub department: Option<String>, pub rows: u32 }
#[derive(Clone, Debug, Default)]
pub struct Register;
impl Register { pub fn new(_own: &[(String, String)]) -> Result<Self, Problem> { Ok(Self) } }
#[derive(Clone, Debug)]
pub struct Body { pub unit: String, pub department: Option<String>, pub place: Option<String>, pub kind: Option<String>, pub level: Option<String> }
#[derive(Debug)]
pub struct Who { bodies: BTreeMap<String, Body>, }
impl Who {
    pub fn of(mentions: &[Mention], _register: &Register) -> Self {
        let names = Names::of(mentions.iter().flat_map(|m| [m.unit.as_deref(), m.department.as_deref()]).flatten());
        let all = mentions.iter().flat_map(|m| [m.unit.clone(), m.department.clone()]).flatten();
        let bodies = all.map(|name| { let unit = names.canonical(&name); (name, Body { unit, department: None, place: None, kind: None, level: None }) }).collect();
        Self { bodies }
    }
    pub fn unit(&self, _file: &str, _year: Option<i32>, unit: &str, _department: Option<&str>) -> Option<&Body> { self.bodies.get(unit) }
    pub fn department(&self, _file: &str, department: &str) -> Option<&str> { self.bodies.get(department).map(|b| b.unit.as_str()) }
    pub fn units(&self) -> Result<DataFrame, Problem> { Ok(DataFrame::default()) }
    pub fn spellings(&self) -> Result<DataFrame, Problem> { Ok(DataFrame::default()) }
}
