//! The files of deflators and of heads that a pipeline names: read line by line, and what they lack.
//!
//! Deflators have the columns `year,index,base_year,source`, heads `name,year,persons,source`. A line that
//! says anything else ends the run: a price or a number of persons that is guessed would be believed.

use super::files::{bytes, hex, text};
use crate::documents::Limits;
use crate::problem::{Code, Problem, Said, said};
use crate::tables::DataFrame;
use crate::tables::cells::{exacts, texts, years};
use crate::tables::yardsticks::{Figure, HUNDRED, Heads, Prices, Yardsticks, above_zero};
use crate::values::Place;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A file that is named: where it lies and what messages call it.
type NamedFile = (PathBuf, String);

/// The files that a pipeline names, and what they say.
#[derive(Debug, Default)]
pub struct YardstickFiles {
    deflators: Option<NamedFile>,
    heads: Option<NamedFile>,
    /// What they say.
    pub(super) known: Yardsticks,
    /// Their keys in the pipeline, names and checksums.
    pub(super) sums: Vec<(&'static str, String, String)>,
}

const DEFLATORS: [&str; 4] = ["year", "index", "base_year", "source"];
const HEADS: [&str; 4] = ["name", "year", "persons", "source"];

/// Years that a line may be of.
const YEARS: std::ops::RangeInclusive<i32> = 1949..=2100;

/// Lines that are told of one by one.
const MOST_TOLD: usize = 5;

impl YardstickFiles {
    /// Reads a file of deflators and one of heads, as far as they are named.
    ///
    /// # Errors
    ///
    /// A file that cannot be opened, and every line that is not what it should be.
    pub(super) fn read(deflators: Option<NamedFile>, heads: Option<NamedFile>) -> Result<Self, Vec<Problem>> {
        let (mut known, mut sums, mut problems) = (Yardsticks::default(), Vec::new(), Vec::new());
        for (key, file) in [("deflators", &deflators), ("heads", &heads)] {
            let Some((path, name)) = file else { continue };
            let read = text(path, name).and_then(|text| Ok((text, hex(&bytes(path, name, &Limits::default())?))));
            match read {
                Ok((text, sum)) => {
                    sums.push((key, name.clone(), sum));
                    let mut lines = Lines { file: name, problems: Vec::new() };
                    match key {
                        "deflators" => known.prices = lines.prices(&text),
                        _ => known.heads = Some(lines.heads(&text)),
                    }
                    problems.append(&mut lines.problems);
                }
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(Self { deflators, heads, known, sums }) } else { Err(problems) }
    }
}

/// The lines of one file and what is wrong with them.
struct Lines<'a> {
    file: &'a str,
    problems: Vec<Problem>,
}

impl Lines<'_> {
    /// Notes what is wrong in line `line`.
    fn wrong(&mut self, line: u32, message: Said) {
        self.problems.push(Problem::error(Code::YardstickInvalid, Place::line(self.file, line), message));
    }

    /// The cells of every line below the heading, which must be `columns`, each with the number of its line.
    fn rows(&mut self, text: &str, columns: [&str; 4]) -> Vec<(u32, [String; 4])> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let (mut rows, mut is_headed) = (Vec::new(), false);
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map_or(1, |position| u32::try_from(position.line()).unwrap_or(1));
                    self.wrong(line, said!("应为CSV的一行，实际为：{error}", "expected a line of CSV, found: {error}"));
                    return rows;
                }
            };
            let line = record.position().map_or(1, |position| u32::try_from(position.line()).unwrap_or(1));
            let cells: Vec<&str> = record.iter().map(str::trim).collect();
            match <[&str; 4]>::try_from(cells.as_slice()) {
                Ok(cells) if is_headed => rows.push((line, cells.map(str::to_owned))),
                Ok(cells) if cells == columns => is_headed = true,
                _ => {
                    let expected = columns.join(",");
                    self.wrong(
                        line,
                        said!(
                            "应有四列{expected}，实际为`{}`",
                            "expected the four columns {expected}, found `{}`",
                            cells.join(",")
                        ),
                    );
                    if !is_headed {
                        return rows;
                    }
                }
            }
        }
        if rows.is_empty() && self.problems.is_empty() {
            self.wrong(1, said!("表头之下应有数据，实际没有", "expected lines below the heading, found none"));
        }
        rows
    }

    /// The year in `cell`.
    fn year(&mut self, line: u32, cell: &str) -> Option<i32> {
        let year = cell.parse().ok().filter(|year| YEARS.contains(year));
        if year.is_none() {
            self.wrong(line, said!("应为年份，实际为`{cell}`", "expected a year, found `{cell}`"));
        }
        year
    }

    /// The figure in `cell`, which is more than nothing.
    fn figure(&mut self, line: u32, cell: &str) -> Option<Figure> {
        let figure = above_zero(cell);
        if figure.is_none() {
            self.wrong(line, said!("应为大于零的数，实际为`{cell}`", "expected a number above zero, found `{cell}`"));
        }
        figure
    }

    /// Whether `source` says where the line comes from.
    fn sourced(&mut self, line: u32, source: &str) {
        if source.is_empty() {
            self.wrong(line, said!("应写明出处，实际为空", "expected a source, found nothing"));
        }
    }

    fn prices(&mut self, text: &str) -> Option<Prices> {
        let (mut base, mut indices) = (None, BTreeMap::new());
        for (line, [year, index, base_year, source]) in self.rows(text, DEFLATORS) {
            self.sourced(line, &source);
            let found = (self.year(line, &year), self.figure(line, &index), self.year(line, &base_year));
            let (Some(year), Some(index), Some(base_year)) = found else { continue };
            let known = *base.get_or_insert(base_year);
            if known != base_year {
                self.wrong(
                    line,
                    said!("基年应为{known}，实际为{base_year}", "expected the base year {known}, found {base_year}"),
                );
            }
            if year == base_year && index != HUNDRED {
                self.wrong(
                    line,
                    said!("基年的指数应为100，实际为{index}", "expected 100 for the base year, found {index}"),
                );
            }
            if indices.insert(year, index).is_some() {
                self.wrong(line, said!("每年应只有一行，{year}年重复", "expected each year once, found {year} again"));
            }
        }
        base.map(|base_year| Prices { base_year, indices })
    }

    fn heads(&mut self, text: &str) -> Heads {
        let mut heads = Heads::new();
        for (line, [name, year, persons, source]) in self.rows(text, HEADS) {
            self.sourced(line, &source);
            if name.is_empty() {
                self.wrong(
                    line,
                    said!("应为单位、地区或`*`，实际为空", "expected a unit, a place or `*`, found nothing"),
                );
            }
            let (Some(year), Some(persons)) = (self.year(line, &year), self.figure(line, &persons)) else { continue };
            if heads.insert((name.clone(), year), persons).is_some() {
                self.wrong(
                    line,
                    said!(
                        "同一名称同一年应只有一行，`{name}`{year}年重复",
                        "expected each name and year once, found `{name}` of {year} again"
                    ),
                );
            }
        }
        heads
    }
}

/// What the answers called `name` lack of what `files` should give: amounts that stand without a real value
/// or without persons, with their years.
///
/// # Errors
///
/// A table that is not of the schema.
pub(super) fn lacking(files: &YardstickFiles, name: &str, answer: &DataFrame) -> Result<Vec<Problem>, Problem> {
    let is_asked = ["year_comparison", "year_changes"].contains(&name);
    let asked = [
        (&files.deflators, "real_wan", ("指数", "index", "不变价", "real terms")),
        (&files.heads, "per_head_yuan", ("人数", "number of persons", "人均数", "a figure per head")),
    ];
    let mut lacking = Vec::new();
    for (file, column, words) in asked {
        let Some((_, file)) = file.as_ref().filter(|_| is_asked) else { continue };
        let (mut amounts, mut of): (usize, BTreeSet<i32>) = (0, BTreeSet::new());
        let units = texts(answer, "measure_unit")?;
        // A balanced panel is no list's persons, and said so on its page.
        let panels = if name == "year_changes" { texts(answer, "panel")? } else { Vec::new() };
        for side in ["base", "other"] {
            let printed = exacts(answer, &format!("{side}_value"))?;
            let found = exacts(answer, &format!("{side}_{column}"))?;
            let of_year = years(answer, &format!("{side}_year"))?;
            for row in (0..answer.height()).filter(|row| units[*row].as_deref() == Some("wan")) {
                let is_no_list =
                    column == "per_head_yuan" && panels.get(row).is_some_and(|it| it.as_deref() != Some("all"));
                if !is_no_list && printed[row].is_some() && found[row].is_none() {
                    amounts += 1;
                    of.extend(of_year[row]);
                }
            }
        }
        if amounts > 0 {
            lacking.push(lack(file, name, amounts, &of, words));
        }
    }
    Ok(lacking)
}

/// That `amounts` of an answer have no figure for want of a line of `file`.
fn lack(
    file: &str,
    name: &str,
    amounts: usize,
    of: &BTreeSet<i32>,
    (what_zh, what_en, figure_zh, figure_en): (&str, &str, &str, &str),
) -> Problem {
    let told = of.iter().take(MOST_TOLD).map(i32::to_string).collect::<Vec<_>>();
    let more = of.len() - told.len();
    let zh =
        if more > 0 { format!("{}等{}年", told.join("、"), of.len()) } else { format!("{}年", told.join("、")) };
    let en = if more > 0 { format!("{} and {more} more years", told.join(", ")) } else { told.join(", ") };
    let message = said!(
        "{zh}缺{what_zh}：分析{name}中{amounts}个金额没有{figure_zh}，留空未作推算",
        "no {what_en} for {en}: {amounts} amounts of {name} have no {figure_en}; they are left empty, nothing was guessed"
    );
    Problem::doubt(Code::YardstickMissing, Place::file(file), message)
}
