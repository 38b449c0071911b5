//! Charts that a spreadsheet draws itself, each beside the figures it draws, so that a reader can edit
//! both.
//!
//! Boxes, strips and maps of shades are no charts of a spreadsheet: they stand in the pictures.

use super::sheet::{HEAD, Sheets, rows_of};
use crate::reports::headings::word;
use crate::reports::report::Report;
use crate::reports::table::{Column, Table};
use crate::tables::cells::Cell;
use crate::values::{Lang, plain};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType, Color,
    Worksheet, XlsxError,
};
use std::collections::{BTreeMap, BTreeSet};

/// Projects that are drawn one by one; the others are one bar.
const MOST_PROJECTS: usize = 15;

/// Parts of a bar that are told apart by colour; the others are one part.
const MOST_PARTS: usize = 5;

/// Bars of one chart.
const MOST_BARS: usize = 12;

/// Colours of series, dark to light, as in the pictures.
const INKS: [u32; MOST_PARTS + 1] = [0x0C_3C68, 0xB0_4506, 0x6C_93B6, 0xEC_AE68, 0x5B_626B, 0xB9_C7D4];

/// The colour of lines behind the figures.
const GRID: Color = Color::RGB(0xDD_E0E4);

/// The column at which a chart stands beside its figures, and the rows it takes.
const BESIDE: u16 = 8;
const TALL: u32 = 22;

/// Characters of an alternative text: the format's own limit.
const MOST_ALT: usize = 255;

/// A block of figures: names down the side, a column for each series.
struct Block {
    kind: ChartType,
    /// The finding, from the picture of this kind where there is one.
    title: String,
    alt: String,
    series: Vec<(String, Ink)>,
    rows: Vec<(String, Vec<Decimal>)>,
    /// What the numbers are.
    axis: &'static str,
}

/// How a series is drawn.
#[derive(Clone, Copy)]
enum Ink {
    /// The colour of this number.
    Of(usize),
    /// Not at all: it carries what stands on it.
    Unseen,
}

/// The sheet called `name`, with the charts whose tables are among `contents`.
pub(super) fn sheet(
    report: &Report,
    name: &str,
    contents: &[(&str, &Table)],
    sheets: &Sheets,
) -> Result<Worksheet, XlsxError> {
    let lang = sheets.lang;
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?.set_landscape().set_print_fit_to_pages(1, 0).set_column_width(0, 34)?;
    sheet.write_with_format(0, 0, lang.pick("可以编辑的图", "Charts to edit"), &sheets.title)?;
    let about = lang
        .pick("数字在图的左边；其他图见 charts 文件夹", "figures stand left of each; other pictures are in charts/");
    sheet.write_with_format(1, 0, about, &sheets.note)?;
    let table = |wanted: &str| contents.iter().find(|(_, table)| table.name == wanted);
    let mut y = 3;
    let made = [
        table("project_execution").and_then(|(_, table)| executed(table, lang)),
        table("spending_shares").and_then(|(_, table)| shares(table, report, lang)),
        table("score_waterfall").and_then(|(_, table)| losses(table, report, lang)),
    ];
    for block in made.into_iter().flatten() {
        block.put(&mut sheet, name, y, sheets)?;
        y += TALL.max(block.height() + 2) + 2;
    }
    if let Some((source, table)) = table("score_against_execution") {
        scatter(&mut sheet, y, (source, table), report, lang)?;
    }
    Ok(sheet)
}

impl Block {
    /// Its rows of figures.
    fn height(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// Writes the figures at row `y` and the chart beside them.
    fn put(&self, sheet: &mut Worksheet, name: &str, y: u32, sheets: &Sheets) -> Result<(), XlsxError> {
        sheet.write_string_with_format(y, 0, &self.title, &sheets.title)?;
        let (head, first) = (y + 1, y + 2);
        let last = y + 1 + self.height();
        sheet.write_string_with_format(head, 0, self.axis, &sheets.head)?;
        let column = Column::named("executed_wan");
        let format = sheets.format(&column);
        sheet.set_column_range_width(1, BESIDE - 2, 13)?;
        for ((label, figures), y) in self.rows.iter().zip(first..) {
            sheet.write_string_with_format(y, 0, plain(label), &sheets.text)?;
            for (figure, x) in figures.iter().zip(1..) {
                sheets.cell(sheet, (y, x), &column, &Cell::Number(*figure), &format)?;
            }
        }
        let mut chart = Chart::new(self.kind);
        dress(&mut chart, &self.title, &self.alt);
        for ((label, ink), x) in self.series.iter().zip(1..) {
            sheet.write_string_with_format(head, x, plain(label), &sheets.head)?;
            let mut fill = match ink {
                Ink::Of(at) => ChartFormat::new()
                    .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(INKS[at % INKS.len()])))
                    .clone(),
                Ink::Unseen => ChartFormat::new().set_no_fill().clone(),
            };
            let series = chart.add_series();
            series.set_name((name, head, x)).set_categories((name, first, 0, last, 0));
            series.set_values((name, first, x, last, x)).set_format(&mut fill).set_gap(60);
        }
        let is_lying = matches!(self.kind, ChartType::Bar | ChartType::BarPercentStacked);
        let values = if is_lying { chart.x_axis() } else { chart.y_axis() };
        values.set_min(0).set_major_gridlines(true);
        if self.kind != ChartType::BarPercentStacked {
            values.set_name(self.axis);
        }
        values.set_major_gridlines_line(ChartLine::new().set_color(GRID));
        if is_lying {
            // The first row stands at the top, as in the block beside it.
            chart.y_axis().set_reverse().set_label_interval(1).set_major_gridlines(false);
        }
        if self.series.iter().filter(|(_, ink)| matches!(ink, Ink::Of(_))).count() < 2 {
            chart.legend().set_hidden();
        }
        sheet.insert_chart(y, BESIDE, &chart)?;
        Ok(())
    }
}

/// What all charts have in common.
fn dress(chart: &mut Chart, title: &str, alt: &str) {
    chart.title().set_name(title).set_font(rust_xlsxwriter::ChartFont::new().set_size(11).set_bold());
    chart.legend().set_position(ChartLegendPosition::Bottom);
    let is_short = alt.chars().count() <= MOST_ALT;
    let alt: String = if is_short { alt.to_owned() } else { alt.chars().take(MOST_ALT - 1).chain(['…']).collect() };
    chart.set_width(760).set_height(TALL * 20).set_alt_text(alt);
}

/// The finding and the words of the picture of this kind, where the pipeline draws one.
fn told(report: &Report, kind: &str, lang: Lang, otherwise: &str) -> (String, String) {
    let picture = report.pictures(lang).find(|picture| picture.kind == kind);
    picture.map_or((otherwise.to_owned(), otherwise.to_owned()), |picture| {
        (plain(&picture.title).into_owned(), plain(&picture.alt).into_owned())
    })
}

/// A number of `row`; nothing where none stands there.
fn figure(table: &Table, row: &[Cell], name: &str) -> Option<Decimal> {
    match table.cell(row, name) {
        Cell::Number(number) => Some(*number),
        Cell::Whole(whole) => Some((*whole).into()),
        _ => None,
    }
}

/// What stands in `row` as a reader sees it.
fn label(table: &Table, row: &[Cell], name: &str, lang: Lang) -> String {
    match table.cell(row, name) {
        Cell::Text(text) => word(name, text, lang),
        Cell::Whole(whole) => whole.to_string(),
        _ => String::new(),
    }
}

/// Budget and execution of the projects with most money; the others are one row, those without a budget
/// or an execution none.
fn executed(table: &Table, lang: Lang) -> Option<Block> {
    let mut rows: Vec<(Decimal, Decimal, String)> = table
        .rows
        .iter()
        .filter_map(|row| {
            let name = format!("{} {}", label(table, row, "year", lang), label(table, row, "project", lang));
            Some((figure(table, row, "adjusted_wan")?, figure(table, row, "executed_wan")?, name))
        })
        .collect();
    let missing = table.rows.len() - rows.len();
    rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    let rest = rows.split_off(rows.len().min(MOST_PROJECTS));
    if !rest.is_empty() {
        let sum = |part: fn(&(Decimal, Decimal, String)) -> Decimal| rest.iter().map(part).sum();
        let name = match lang {
            Lang::Zh => format!("其余 {} 项", rest.len()),
            Lang::En => format!("the other {}", rest.len()),
        };
        rows.push((sum(|row| row.0), sum(|row| row.1), name));
    }
    let n = table.rows.len();
    let mut title = match lang {
        Lang::Zh => format!("各项目全年预算与执行（n={n}"),
        Lang::En => format!("Adjusted budget and execution by project (n={n}"),
    };
    if missing > 0 {
        title += &match lang {
            Lang::Zh => format!("，其中 {missing} 项缺预算数或执行数，未画"),
            Lang::En => format!(", {missing} of them without a budget or an execution and not drawn"),
        };
    }
    if table.rows.len() < table.height {
        title += &match lang {
            Lang::Zh => format!("，全部 {} 项中的前 {n} 项", table.height),
            Lang::En => format!(", the first of {}", table.height),
        };
    }
    title += lang.pick("）", ")");
    let series = [["全年预算数", "adjusted budget"], ["全年执行数", "executed"]].map(|[zh, en]| lang.pick(zh, en));
    let inks = [Ink::Of(2), Ink::Of(0)];
    Some(Block {
        kind: ChartType::Bar,
        alt: title.clone(),
        title,
        series: series.map(str::to_owned).into_iter().zip(inks).collect(),
        rows: rows.into_iter().map(|(budget, executed, name)| (name, vec![budget, executed])).collect(),
        axis: lang.pick("万元", "10,000 yuan"),
    })
    .filter(|block| !block.rows.is_empty())
}

/// Shares of purposes by year, or by unit and year where the table has no years.
fn shares(table: &Table, report: &Report, lang: Lang) -> Option<Block> {
    let of_level = |wanted: &str| -> Vec<&Vec<Cell>> {
        let keys = [("view", Cell::Text("purpose".to_owned())), ("level", Cell::Text(wanted.to_owned()))];
        table.rows.iter().filter(|row| keys.iter().all(|(name, value)| table.cell(row, name) == value)).collect()
    };
    let years = of_level("year");
    let rows = if years.is_empty() { of_level("year/unit") } else { years };
    let (mut groups, mut parts): (BTreeMap<String, BTreeMap<String, Decimal>>, BTreeMap<String, Decimal>) =
        Default::default();
    for row in rows {
        let group = format!("{} {}", label(table, row, "year", lang), label(table, row, "unit", lang));
        let part = label(table, row, lang.pick("label", "label_en"), lang);
        let amount = figure(table, row, "amount_wan")?;
        *groups.entry(group.trim().to_owned()).or_default().entry(part.clone()).or_default() += amount;
        *parts.entry(part).or_default() += amount;
    }
    // Fewer bars than groups would leave some out.
    if groups.is_empty() || groups.len() > MOST_BARS {
        return None;
    }
    let mut ranked: Vec<(String, Decimal)> = parts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let kept: Vec<String> = ranked.iter().take(MOST_PARTS).map(|(part, _)| part.clone()).collect();
    let others = ranked.len() - kept.len();
    let row = |(group, amounts): (String, BTreeMap<String, Decimal>)| {
        let mut figures: Vec<Decimal> =
            kept.iter().map(|part| amounts.get(part).copied().unwrap_or_default()).collect();
        if others > 0 {
            figures.push(amounts.iter().filter(|(part, _)| !kept.contains(part)).map(|(_, amount)| *amount).sum());
        }
        (group, figures)
    };
    let rest = match lang {
        Lang::Zh => format!("其余 {others} 类"),
        Lang::En => format!("{others} others"),
    };
    let names = kept.iter().cloned().chain((others > 0).then_some(rest));
    let (title, alt) = told(report, "spending_shares", lang, lang.pick("执行数按用途", "Execution by purpose"));
    Some(Block {
        kind: ChartType::BarPercentStacked,
        title,
        alt,
        series: names.enumerate().map(|(at, name)| (name, Ink::Of(at))).collect(),
        rows: groups.into_iter().map(row).collect(),
        axis: lang.pick("万元", "10,000 yuan"),
    })
}

/// Years whose losses stand side by side.
const MOST_YEARS: usize = 3;

/// Where the points of the mean project were lost, a step on the other, in each of the last years.
fn losses(table: &Table, report: &Report, lang: Lang) -> Option<Block> {
    let is_year = |row: &&Vec<Cell>| *table.cell(row, "level") == Cell::Text("year".to_owned());
    let years: BTreeSet<&Cell> = table.rows.iter().filter(is_year).map(|row| table.cell(row, "year")).collect();
    let mut rows = Vec::new();
    for year in years.iter().skip(years.len().saturating_sub(MOST_YEARS)) {
        let mut lost = Decimal::ZERO;
        for row in table.rows.iter().filter(|row| is_year(row) && table.cell(row, "year") == *year) {
            let delta = figure(table, row, "delta_points")?;
            if !delta.is_zero() {
                let part = delta.abs();
                // A step that gives points back stands where it leads to.
                let base = if delta.is_sign_negative() { lost } else { lost - part };
                let step = format!("{} {}", label(table, row, "year", lang), label(table, row, "step", lang));
                rows.push((step, vec![base, part]));
                lost -= delta;
            }
        }
        let Cell::Whole(year) = year else { continue };
        rows.push((format!("{year} {}", lang.pick("平均失分", "mean loss")), vec![Decimal::ZERO, lost]));
    }
    if rows.is_empty() {
        return None;
    }
    let otherwise = lang.pick("平均失分的构成", "What the mean loss is made of");
    let (title, alt) = told(report, "score_waterfall", lang, otherwise);
    let series = [["此前各步", "steps before"], ["失分", "points lost"]].map(|[zh, en]| lang.pick(zh, en).to_owned());
    Some(Block {
        kind: ChartType::ColumnStacked,
        title,
        alt,
        series: series.into_iter().zip([Ink::Unseen, Ink::Of(1)]).collect(),
        rows,
        axis: lang.pick("分", "points"),
    })
}

/// Score against execution rate, from the sheet of that table.
fn scatter(
    sheet: &mut Worksheet,
    y: u32,
    (source, table): (&str, &Table),
    report: &Report,
    lang: Lang,
) -> Result<(), XlsxError> {
    let column = |name: &str| table.position(name).and_then(|at| u16::try_from(at).ok());
    let (Some(rate), Some(score)) = (column("adjusted_rate_pct"), column("total_score")) else { return Ok(()) };
    if table.rows.is_empty() {
        return Ok(());
    }
    let (first, last) = (HEAD + 1, HEAD + rows_of(table));
    let otherwise = lang.pick("得分与执行率", "Score against execution");
    let (title, alt) = told(report, "score_against_execution", lang, otherwise);
    let mut chart = Chart::new_scatter();
    dress(&mut chart, &title, &alt);
    let mut fill = ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(INKS[0]))).clone();
    let mut marker = ChartMarker::new();
    marker.set_type(ChartMarkerType::Circle).set_size(6).set_format(&mut fill);
    let series = chart.add_series();
    series.set_categories((source, first, rate, last, rate)).set_values((source, first, score, last, score));
    series.set_marker(&marker);
    chart.legend().set_hidden();
    chart.x_axis().set_name(lang.pick("执行率（%）", "execution rate (%)")).set_major_gridlines(false);
    chart.y_axis().set_name(lang.pick("得分", "score"));
    chart.y_axis().set_major_gridlines_line(ChartLine::new().set_color(GRID));
    sheet.insert_chart(y, BESIDE, &chart)?;
    Ok(())
}
