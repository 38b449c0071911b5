//! Shares where years and units are many: a bar of 100 % a year, for the largest departments and for the
//! largest units, the others together, cut into the same categories everywhere.

use crate::charts::canvas::Area;
use crate::charts::ends::others;
use crate::charts::page::Page;
use crate::charts::rows::Rows;
use crate::charts::scale::Linear;
use crate::charts::share_rows::{Column, PURPOSE, Share, VIEWS, drawn, name};
use crate::charts::style::{ACCENT, BAND, INK, Ink, LABEL, MARGIN, MUTED, PAPER, PRIMARY, RIGHT, SHADES, SMALL, STEEL};
use crate::charts::text::width;
use crate::charts::words::{Form, counted, percent, year};
use crate::values::{Lang, grouped};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Units with a bar of their own.
const MOST_UNITS: usize = 6;
/// Years with a bar of their own; earlier ones are one bar.
const MOST_YEARS: usize = 10;
/// Categories with a part of their own, in the order of the bars; dark and light take turns,
/// and each is told from all others in grey.
const INKS: [Ink; 5] = [PRIMARY, SHADES[2], STEEL, ACCENT, SHADES[1]];
/// The part of all other categories.
const OTHERS: Ink = BAND;

/// What a bar is made of.
#[derive(Clone, Debug, Default)]
struct Bar {
    name: String,
    /// Category to amount.
    amounts: BTreeMap<String, Decimal>,
    whole: Decimal,
    n: usize,
}

impl Bar {
    fn add(&mut self, other: &Self) {
        for (label, amount) in &other.amounts {
            *self.amounts.entry(label.clone()).or_default() += amount;
        }
        self.whole += other.whole;
        self.n += other.n;
    }

    fn named(name: String) -> Self {
        Self { name, ..Self::default() }
    }
}

/// The whole page but its foot: of `columns` of years and units with their `shares`, and of departments,
/// where there is more than one.
pub(super) fn draw(
    lang: Lang,
    (columns, shares): (&[Column], &[Share]),
    (departments, by_department): (&[Column], &[Share]),
) -> Page {
    let subtitle = match departments.len() {
        0 | 1 => lang.pick(
            "各条为100%，所有年度和单位用同一组类别；上为各年，下为金额最大的单位和其余单位合计（万元为该条的100%）",
            "Every bar is 100%, with the same categories for all; years above, below them the largest units and all others together (wan: what 100% is)",
        ),
        _ => lang.pick(
            "各条为100%，各处用同一组类别；上为各年，中为金额最大的主管部门，下为金额最大的单位，其余合计（万元为该条的100%）",
            "Every bar is 100%, with the same categories for all: years, the largest departments, the largest units; the others together (wan: what 100% is)",
        ),
    };
    let views: Vec<(usize, Vec<Bar>)> =
        drawn(shares).into_iter().map(|view| (view, of_columns(lang, columns, shares, view))).collect();
    let title = views.iter().find_map(|(view, bars)| title(lang, *view, columns, bars));
    let title = title.unwrap_or_else(|| lang.pick("没有可画出的支出构成", "No shares to draw").to_owned());
    let mut page = Page::begin(lang, Form::Parts, &title, subtitle);
    for (view, bars) in &views {
        let departments = match departments.len() {
            0 | 1 => Vec::new(),
            _ => {
                units(departments, &of_columns(lang, departments, by_department, *view), |n| other_departments(lang, n))
            }
        };
        draw_view(&mut page, *view, columns, bars, departments);
    }
    page
}

/// A bar a year of a unit, in the order of `columns`; empty where it has no figures of this view.
fn of_columns(lang: Lang, columns: &[Column], shares: &[Share], view: usize) -> Vec<Bar> {
    let mut bars = vec![Bar::default(); columns.len()];
    for share in shares.iter().filter(|share| share.view == view) {
        let Some(bar) = bars.get_mut(share.column) else { continue };
        *bar.amounts.entry(name(lang, share)).or_default() += share.amount.unwrap_or_default();
        bar.whole = share.whole.unwrap_or_default();
        bar.n += share.n;
    }
    bars
}

/// All of `bars` that `wanted` takes, in one.
fn together(name: String, columns: &[Column], bars: &[Bar], wanted: impl Fn(&Column) -> bool) -> Bar {
    let mut all = Bar::named(name);
    columns.iter().zip(bars).filter(|(column, _)| wanted(column)).for_each(|(_, bar)| all.add(bar));
    all
}

/// The categories, the largest of all first.
fn categories(bars: &[Bar]) -> Vec<(String, Decimal)> {
    let mut all = Bar::default();
    bars.iter().for_each(|bar| all.add(bar));
    let mut sorted: Vec<(String, Decimal)> = all.amounts.into_iter().collect();
    sorted.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount));
    sorted
}

/// What most went to, in all and in the last year.
fn title(lang: Lang, view: usize, columns: &[Column], bars: &[Bar]) -> Option<String> {
    let all = categories(bars);
    let (label, amount) = all.first()?;
    let whole: Decimal = bars.iter().map(|bar| bar.whole).sum();
    let last =
        columns.iter().zip(bars).filter(|(_, bar)| !bar.whole.is_zero()).filter_map(|(column, _)| column.0).max()?;
    let latest = together(String::new(), columns, bars, |column| column.0 == Some(last));
    let of = |part: Decimal, whole: Decimal| (!whole.is_zero()).then(|| percent(part * Decimal::ONE_HUNDRED / whole));
    let (in_all, in_last) =
        (of(*amount, whole)?, of(latest.amounts.get(label).copied().unwrap_or_default(), latest.whole)?);
    let units: BTreeSet<&str> = columns.iter().map(|column| column.1.as_str()).collect();
    let n = counted(units.len());
    let money = match VIEWS[view].0 {
        "functional_class" | "functional_item" => lang.pick("财政拨款", "fiscal money"),
        "basic_project" => lang.pick("支出", "spending"),
        _ => lang.pick("项目资金", "project money"),
    };
    Some(match lang {
        Lang::Zh => format!("{n}个单位{money}最多的是{label}，占{in_all}；{last}年占{in_last}"),
        Lang::En => {
            let label = label.to_lowercase();
            format!("{n} units: the largest part of {money} is {label}, {in_all}; in {last} it is {in_last}")
        }
    })
}

fn draw_view(page: &mut Page, view: usize, columns: &[Column], bars: &[Bar], departments: Vec<Bar>) {
    let lang = page.lang;
    page.canvas.block(Area::new(MARGIN, page.y, RIGHT, page.y + 12), MUTED);
    page.y += 215;
    let heading = lang.pick(VIEWS[view].1, VIEWS[view].2);
    page.canvas.text(MARGIN, page.y, heading, LABEL.bold());
    page.say(heading);
    page.y += 90;
    let all = categories(bars);
    let kinds: Vec<&str> = all.iter().take(INKS.len()).map(|(label, _)| label.as_str()).collect();
    legend(page, &kinds, all.len() - kinds.len());
    let groups = [years(lang, columns, bars), departments, units(columns, bars, |n| others(lang, n))];
    let names = groups.iter().flatten().map(|bar| bar.name.as_str());
    let rows = Rows::new(names, &[1_250, if view == PURPOSE { 800 } else { 20 }]);
    page.y += 150;
    rows.column_head(page, 0, page.pick("万元", "wan"), None);
    if view == PURPOSE {
        rows.column_head(page, 1, page.pick("项目数", "projects"), None);
    }
    page.y += 50;
    for group in groups.iter().filter(|group| !group.is_empty()) {
        group.iter().for_each(|bar| draw_bar(page, &rows, view, &kinds, bar));
        page.y += 90;
    }
}

/// A bar a year, the earliest together where there are very many.
fn years(lang: Lang, columns: &[Column], bars: &[Bar]) -> Vec<Bar> {
    let years: BTreeSet<Option<i32>> = columns.iter().map(|column| column.0).collect();
    let early: BTreeSet<Option<i32>> = match years.len() > MOST_YEARS {
        true => years.iter().take(years.len() + 1 - MOST_YEARS).copied().collect(),
        false => BTreeSet::new(),
    };
    let mut out = Vec::new();
    if !early.is_empty() {
        let name = lang.pick("更早{}年合计", "{} earlier years").replace("{}", &early.len().to_string());
        out.push(together(name, columns, bars, |column| early.contains(&column.0)));
    }
    let late = years.iter().filter(|year| !early.contains(*year));
    out.extend(late.map(|one| together(year(lang, *one), columns, bars, |column| column.0 == *one)));
    out
}

/// A bar for each of the units, or departments, with the most money, and one for all others.
fn units(columns: &[Column], bars: &[Bar], others: impl Fn(usize) -> String) -> Vec<Bar> {
    let mut units: BTreeMap<&str, Bar> = BTreeMap::new();
    for (column, bar) in columns.iter().zip(bars).filter(|(_, bar)| !bar.whole.is_zero()) {
        units.entry(&column.1).or_insert_with(|| Bar::named(column.1.clone())).add(bar);
    }
    let mut units: Vec<Bar> = units.into_values().collect();
    units.sort_by(|a, b| b.whole.cmp(&a.whole).then_with(|| a.name.cmp(&b.name)));
    if units.len() > MOST_UNITS + 1 {
        let rest = units.split_off(MOST_UNITS);
        let mut all = Bar::named(others(rest.len()));
        rest.iter().for_each(|bar| all.add(bar));
        units.push(all);
    }
    units
}

fn other_departments(lang: Lang, n: usize) -> String {
    match lang {
        Lang::Zh => format!("其余{}个部门合计", counted(n)),
        Lang::En if n == 1 => "1 other department".to_owned(),
        Lang::En => format!("{} other departments together", counted(n)),
    }
}

fn legend(page: &mut Page, kinds: &[&str], others: usize) {
    let rest = page.pick("其余{}类", "{} others").replace("{}", &others.to_string());
    let all = kinds.iter().zip(INKS).map(|(kind, ink)| ((*kind).to_owned(), ink));
    let all: Vec<(String, Ink)> = all.chain((others > 0).then_some((rest, OTHERS))).collect();
    let mut x = MARGIN;
    page.y += 120;
    for (name, ink) in all {
        if x > MARGIN && x + 190 + width(&name, SMALL.face, SMALL.size) > RIGHT {
            (x, page.y) = (MARGIN, page.y + 205);
        }
        page.canvas.block(Area::new(x, page.y - 110, x + 130, page.y + 10), ink);
        x = page.canvas.fit((x + 180, page.y), &name, SMALL.ink(INK), RIGHT - x - 180).right + 240;
    }
}

fn draw_bar(page: &mut Page, rows: &Rows, view: usize, kinds: &[&str], bar: &Bar) {
    let middle = rows.begin(page, &bar.name, LABEL);
    let scale = Linear { low: Decimal::ZERO, high: Decimal::ONE_HUNDRED, from: rows.plot.0, to: rows.plot.1 };
    page.canvas.block(Area::new(scale.from, middle - 80, scale.to, middle + 80), BAND);
    if bar.whole.is_zero() {
        let none = page.pick("没有此项数字", "no such figures");
        page.canvas.text(scale.from + 80, middle + SMALL.drop(), none, SMALL);
        return;
    }
    let share = |amount: Decimal| amount * Decimal::ONE_HUNDRED / bar.whole;
    let of = |kind: &&str| bar.amounts.get(*kind).copied().unwrap_or_default();
    let mut parts: Vec<(Decimal, Ink)> = kinds.iter().zip(INKS).map(|(kind, ink)| (share(of(kind)), ink)).collect();
    let all: Decimal = bar.amounts.values().sum();
    let named: Decimal = kinds.iter().map(of).sum();
    parts.push((share(all - named), OTHERS));
    let (mut from, mut spoken) = (Decimal::ZERO, Vec::new());
    for ((part, ink), kind) in parts.iter().zip(kinds.iter().copied().chain([page.pick("其余", "others")])) {
        let (left, right) = (scale.place(from), scale.place(from + part));
        page.canvas.block(Area::new(left, middle - 80, right - 8, middle + 80), *ink);
        let text = grouped(*part, 0);
        if width(&text, SMALL.face, SMALL.size) + 60 < right - left {
            let dark = [PRIMARY, ACCENT].contains(ink);
            let kind = SMALL.ink(if dark { PAPER } else { INK }).middle();
            page.canvas.text((left + right) / 2, middle + SMALL.drop(), &text, kind);
        }
        from += part.max(&Decimal::ZERO);
        spoken.push(format!("{kind} {}", percent(*part)));
    }
    rows.figure(page, 0, middle, &grouped(bar.whole, 2), LABEL);
    if view == PURPOSE {
        rows.figure(page, 1, middle, &counted(bar.n), LABEL);
    }
    let n = if view == PURPOSE { format!("; n={}", counted(bar.n)) } else { String::new() };
    page.say(&format!("{} {} ({}{n})", bar.name, spoken.join(", "), grouped(bar.whole, 2)));
}
