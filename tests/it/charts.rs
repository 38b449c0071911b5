//! Charts: nothing overlaps or leaves the page, the same bytes every time, hostile names, and the
//! tables that have little or far too much in them.
//!
//! `JIXIAO_CHARTS_DIR=/tmp/charts cargo test charts` also writes every PNG and SVG there, to be looked at.

use crate::charts_data::{self as data, Tables, Year};
use jixiao::charts::{Area, Audit, Drawing, Kind, Request, draw, options, page_font, png, style};
use jixiao::tables::{Doubt, Mark, Marks};
use jixiao::values::Lang;
use polars::prelude::{AnyValue, DataType, NamedFrom, Series};
use resvg::usvg::{Group, Node, Tree};

const SOURCES: [&str; 2] =
    ["丰台区人力资源公共服务中心2020年度部门决算（草案）", "丰台区社会保险基金管理中心2024年度项目支出绩效自评表"];

/// An audit that questions nothing.
static NONE: Marks = Marks { is_audited: true, disputed: Vec::new(), doubts: Vec::new() };

fn request<'a>(kind: Kind, tables: &'a Tables, lang: Lang, sources: &'a [String]) -> Request<'a> {
    let audit = Audit { marks: &NONE, is_trusted: false, problems: 3 };
    Request { about: kind.about(), tables, lang, sources, pipeline: "fengtai-2020-2024", audit }
}

pub fn drawn(kind: Kind, tables: &Tables, lang: Lang) -> Drawing {
    let sources = SOURCES.map(str::to_owned);
    draw(&request(kind, tables, lang, &sources)).unwrap_or_else(|problem| panic!("{}: {problem}", kind.name()))
}

/// Writes what was drawn where a person asked to see it.
pub fn show(name: &str, drawing: &Drawing) {
    let Ok(folder) = std::env::var("JIXIAO_CHARTS_DIR") else { return };
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let file = format!("{folder}/{name}");
    std::fs::write(format!("{file}.svg"), &drawing.svg).expect("the SVG can be written");
    let pixels = png(&drawing.svg, 2.0).expect("the drawing becomes pixels");
    std::fs::write(format!("{file}.png"), pixels).expect("the PNG can be written");
}

/// Draws every kind in both languages, and looks at each.
fn all(name: &str, years: &[Year], kinds: &[Kind]) {
    let tables = data::tables(years);
    for &kind in kinds {
        for (lang, code) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let drawing = drawn(kind, &tables, lang);
            let name = format!("{name}-{}-{code}", kind.name());
            show(&name, &drawing);
            assert_eq!(drawing.missing_glyphs, 0, "{name}: characters the font does not hold");
            boxes(&name, &drawing);
            ink(&name, &drawing);
        }
    }
}

/// The kinds that draw projects, which these tables vary.
const OF_PROJECTS: [Kind; 4] =
    [Kind::ExecutionDistribution, Kind::BudgetPath, Kind::UnspentPareto, Kind::ScoreAgainstExecution];

/// The boxes the layout kept: on the page, and none over another.
pub fn boxes(name: &str, drawing: &Drawing) {
    let page = Area::new(0, 0, style::WIDTH, drawing.height);
    for (at, label) in drawing.labels.iter().enumerate() {
        let Area { left, top, right, bottom } = label.area;
        let inside = left >= page.left && top >= page.top && right <= page.right && bottom <= page.bottom;
        assert!(inside, "{name}: `{}` leaves the page: {:?}", label.text, label.area);
        for other in &drawing.labels[..at] {
            assert!(!label.area.meets(&other.area), "{name}: `{}` lies over `{}`", label.text, other.text);
        }
    }
}

/// The letters as another program sets them: usvg shapes the text and gives the outline of the ink.
pub fn ink(name: &str, drawing: &Drawing) {
    let tree = Tree::from_str(&drawing.svg, &options()).expect("our SVG can be read");
    let mut found = Vec::new();
    texts(tree.root(), &mut found);
    assert_eq!(found.len(), drawing.labels.len(), "{name}: texts were lost on the way");
    let size = tree.size();
    for (at, (text, area)) in found.iter().enumerate() {
        let inside = area.0 >= 0.0 && area.1 >= 0.0 && area.2 <= size.width() && area.3 <= size.height();
        assert!(inside, "{name}: the ink of `{text}` leaves the page");
        for (other, b) in &found[..at] {
            let meets = area.0 < b.2 && b.0 < area.2 && area.1 < b.3 && b.1 < area.3;
            assert!(!meets, "{name}: the ink of `{text}` meets that of `{other}`");
        }
        // Kerning may take a little away from what was measured; nothing may be added.
        let label = &drawing.labels[at];
        let measured = (label.area.right - label.area.left + 15) as f32 / 10.0;
        assert!(area.2 - area.0 <= measured, "{name}: `{text}` is wider than it was measured");
    }
}

/// A text and the left, upper, right and lower edge of its ink.
type Ink = (String, (f32, f32, f32, f32));

fn texts(group: &Group, found: &mut Vec<Ink>) {
    for node in group.children() {
        match node {
            Node::Group(group) => texts(group, found),
            Node::Text(text) => {
                let ink = text.flattened().abs_bounding_box();
                let words: String = text.chunks().iter().map(|chunk| chunk.text().to_owned()).collect();
                found.push((words, (ink.left(), ink.top(), ink.right(), ink.bottom())));
            }
            _ => {}
        }
    }
}

#[test]
fn seeds_are_drawn_without_overlap() {
    all("seeds", &data::seeds(), Kind::ALL);
}

#[test]
fn titles_state_the_findings() {
    let tables = data::tables(&data::seeds());
    let title = |kind, lang| drawn(kind, &tables, lang).title;
    assert_eq!(
        title(Kind::ExecutionDistribution, Lang::Zh),
        "2024年8个项目执行率均为100%，对年初预算只有80.56%；2020年15个项目合计执行89.02%，对年初预算（11个）只有68.07%"
    );
    assert_eq!(
        title(Kind::UnspentPareto, Lang::En),
        "2020: 68.86% of the 140.65 wan left unspent lies in 2 of 15 projects; 2024: nothing left unspent in 8 projects"
    );
    assert_eq!(
        title(Kind::ScoreAgainstExecution, Lang::Zh),
        "2020年15个项目中14个失27.27分，其中22.37分因执行率；2024年执行率全为100%，仍有2个项目失2.5分"
    );
}

/// The limits of the funnel are those of dealing the 23 projects out, 15 to one unit and 8 to the other:
/// recomputed by drawing hands of projects in a fixed order of chance.
#[test]
fn limits_of_the_funnel_are_those_of_dealing_the_projects_out() {
    let tables = data::tables(&data::seeds());
    let drawing = drawn(Kind::Funnel, &tables, Lang::Zh);
    let projects = tables["project_execution"].column("adjusted_rate_pct").expect("rates");
    let mut rates: Vec<f64> = projects.f64().expect("rates").iter().flatten().collect();
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).expect("31 bits") % below
    };
    let hands = 100_000;
    for (n, unit) in [(15, data::UNIT_2020), (8, data::UNIT_2024)] {
        let mut means: Vec<f64> = Vec::with_capacity(hands);
        for _ in 0..hands {
            for at in 0..n {
                let other = at + next(rates.len() - at);
                rates.swap(at, other);
            }
            means.push(rates[..n].iter().sum::<f64>() / n as f64);
        }
        means.sort_by(f64::total_cmp);
        let (low, high) = (means[hands / 741], means[hands - 1 - hands / 741]);
        let said = drawing.alt.split(unit).nth(1).and_then(|rest| rest.split("; ").nth(1)).expect("limits");
        let said = said.split(')').next().expect("limits").replace('%', "");
        let (from, to) = said.split_once('–').expect("two limits");
        let (from, to): (f64, f64) = (from.parse().expect("a limit"), to.parse().expect("a limit"));
        println!("{n} of {}: drawn {low:.2} to {high:.2}, on the chart {from} to {to}", rates.len());
        assert!((from - low).abs() < 0.6 && (to - high).abs() < 0.6, "{n}: {low} to {high}, not {said}");
    }
}

#[test]
fn one_project() {
    all("one", &[(2024, data::UNIT_2024, data::projects_2024()[..1].to_vec())], &OF_PROJECTS);
}

#[test]
fn forty_projects() {
    all("forty", &[(2023, "某市某局", data::many(40))], &OF_PROJECTS);
}

#[test]
fn a_hundred_and_twenty_projects() {
    let years = [(2023, "某市某局", data::many(120))];
    all("many", &years, &OF_PROJECTS);
    let drawing = drawn(Kind::ExecutionDistribution, &data::tables(&years), Lang::Zh);
    assert_eq!(drawing.table.height(), 120, "the table holds every project");
    assert!(drawing.alt.contains("执行率最低的12个项目（共120个）"), "the page says what it shows");
}

#[test]
fn nine_years() {
    let years: Vec<Year> = (2015..2024).map(|year| (year, "某市某局", data::many(9))).collect();
    all("years", &years, &OF_PROJECTS);
}

#[test]
fn no_initial_budget_is_missing_and_never_zero() {
    let mut projects = data::projects_2020();
    projects.iter_mut().for_each(|project| project.1 = None);
    let years = [(2020, data::UNIT_2020, projects)];
    all("uninitial", &years, &OF_PROJECTS);
    let drawing = drawn(Kind::ExecutionDistribution, &data::tables(&years), Lang::Zh);
    assert_eq!(drawing.title, "2020年15个项目合计执行89.02%");
    let missing = drawing.labels.iter().filter(|label| label.text == "缺").count();
    assert_eq!(missing, 15 + 2, "every project and both summary rows say that the figure is missing");
}

#[test]
fn zeros_and_overspending() {
    let row = |name: &str, i, a, e| (name.to_owned(), i, a, e, 90.0, 10.0);
    let projects = vec![
        row("没有花钱的项目", Some(10.0), 10.0, 0.0),
        row("预算为零的项目", Some(0.0), 0.0, 0.0),
        row("超支的项目", Some(10.0), 10.0, 57.5),
        row("年初极小的项目", Some(0.01), 500.0, 499.0),
    ];
    all("zeros", &[(2022, "某局", projects)], &OF_PROJECTS);
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let tables = data::tables(&data::seeds());
    for &kind in Kind::ALL {
        let (first, second) = (drawn(kind, &tables, Lang::Zh), drawn(kind, &tables, Lang::Zh));
        assert_eq!(first.svg, second.svg, "{}", kind.name());
    }
    let drawing = drawn(Kind::ScoreWaterfall, &tables, Lang::Zh);
    assert_eq!(png(&drawing.svg, 1.0).expect("a picture"), png(&drawing.svg, 1.0).expect("a picture"));
}

#[test]
fn hostile_names_stay_text() {
    let hostile = "</text><script>alert(\"1&2\")</script>\u{0}\u{202e}\n]]>'<![CDATA[";
    let mut projects = data::projects_2020();
    projects.iter_mut().for_each(|project| project.0 = hostile.to_owned());
    let tables = data::tables(&[(2020, "<svg onload=\"x\">&单位", projects)]);
    let sources = ["\"><img src=x>".to_owned()];
    for kind in OF_PROJECTS {
        let request = Request { pipeline: "<b>&", ..request(kind, &tables, Lang::Zh, &sources) };
        let drawing = draw(&request).expect("hostile names are drawn");
        for wrong in ["<script", "<img", "<b>", "onload=\"", "\u{0}", "\u{202e}", "CDATA["] {
            let clean = !drawing.svg.contains(wrong) || (wrong == "CDATA[" && !drawing.svg.contains("<![CDATA["));
            assert!(clean, "{}: `{wrong}` reached the SVG", kind.name());
        }
        assert!(drawing.svg.contains("&lt;script&gt;") || kind == Kind::ScoreAgainstExecution);
        let tree = Tree::from_str(&drawing.svg, &options());
        assert!(tree.is_ok(), "{}: not well-formed", kind.name());
    }
}

#[test]
fn characters_the_font_lacks_are_counted() {
    let mut projects = data::projects_2024();
    projects[0].0 = "𠮷野家食堂補助".to_owned();
    let drawing = drawn(Kind::BudgetPath, &data::tables(&[(2024, data::UNIT_2024, projects)]), Lang::Zh);
    assert!(drawing.missing_glyphs >= 1);
}

#[test]
fn an_empty_or_absent_table_is_a_problem() {
    let full = data::tables(&data::seeds());
    for &kind in Kind::ALL {
        let name = kind.analyses()[0];
        let mut tables = full.clone();
        tables.insert(name.to_owned(), full[name].head(Some(0)));
        let problem = draw(&request(kind, &tables, Lang::Zh, &[])).expect_err("nothing to draw");
        assert_eq!((problem.code.as_str(), &*problem.place.file), ("chart-table-empty", name));
        tables.remove(name);
        let problem = draw(&request(kind, &tables, Lang::Zh, &[])).expect_err("nothing to draw");
        assert_eq!(problem.code, "chart-table-missing");
        tables.insert(
            name.to_owned(),
            full[name].select(["year", "unit"]).unwrap_or_else(|_| full[name].select(["label_zh"]).expect("a column")),
        );
        let problem = draw(&request(kind, &tables, Lang::Zh, &[])).expect_err("a column is missing");
        assert_eq!(problem.code, "column-missing", "{}", kind.name());
    }
}

/// Every column of every table in turn holds nulls alone: a problem or a drawing, never a panic.
#[test]
fn columns_of_nulls_do_no_harm() {
    let full = data::tables(&data::seeds());
    for &kind in Kind::ALL {
        for name in kind.analyses() {
            for column in full[*name].columns() {
                let nulls = Series::full_null(column.name().clone(), column.len(), column.dtype());
                let mut tables = full.clone();
                let table = tables.get_mut(*name).expect("the table is there");
                table.with_column(nulls.into()).expect("the column fits");
                let request = request(kind, &tables, Lang::En, &[]);
                if let Ok(drawing) = draw(&request) {
                    boxes(&format!("{} without {}", kind.name(), column.name()), &drawing);
                }
            }
        }
    }
}

#[test]
fn the_table_behind_a_chart_is_in_the_order_drawn() {
    let drawing = drawn(Kind::UnspentPareto, &data::tables(&data::seeds()), Lang::Zh);
    let names = drawing.table.column("project").expect("the column of names");
    assert_eq!(names.get(0).expect("a row"), AnyValue::String("人力资源公共服务中心窗口聘用人员经费"));
    assert_eq!(drawing.table.column("unspent_wan").expect("amounts").dtype(), &DataType::Decimal(38, 6));
}

#[test]
fn fonts_travel_with_the_drawing() {
    let drawing = drawn(Kind::ScoreWaterfall, &data::tables(&data::seeds()), Lang::Zh);
    assert_eq!(drawing.svg.matches("@font-face").count(), 2);
    assert!(!drawing.svg_bare.contains("@font-face"));
    assert!(drawing.svg.len() < 400_000, "a subset, not the font: {} bytes", drawing.svg.len());
    let css = page_font(&["绩效 100%", "<没有>"]).expect("the font can be cut");
    assert_eq!(css, page_font(&["绩效 100%", "<没有>"]).expect("the font can be cut"));
    assert!(css.len() < 30_000, "{} bytes for a dozen characters", css.len());
}

#[test]
fn absurd_scales_are_refused() {
    let drawing = drawn(Kind::ScoreWaterfall, &data::tables(&data::seeds()), Lang::Zh);
    for scale in [0.0, -1.0, 1e9, f32::NAN] {
        assert!(png(&drawing.svg, scale).is_err(), "{scale}");
    }
    assert!(png("<svg", 1.0).is_err());
}

#[test]
fn the_foot_counts_the_questioned_figures_of_what_is_drawn_and_no_others() {
    let tables = data::tables(&data::seeds());
    let mark = |table, column: &str, year, part: Option<&str>| Mark {
        table,
        column: column.to_owned(),
        key: (Some(year), None),
        part: part.map(str::to_owned),
    };
    let marks = Marks {
        is_audited: true,
        disputed: vec![
            mark("projects", "adjusted_wan", 2020, None),
            mark("projects", "total_score", 2024, None),
            mark("indicators", "score", 2020, None),
            mark("indicators", "score", 2019, None),
            mark("funding", "executed_wan", 2020, Some("total")),
        ],
        doubts: vec![Doubt {
            figures: vec![("indicators".to_owned(), "weight".to_owned())],
            keys: [(Some(2024), None)].into(),
        }],
    };
    let foot = |kind, lang, audit| {
        let drawing = draw(&Request { audit, ..request(kind, &tables, lang, &[]) }).expect("drawn");
        drawing.alt.rsplit_once(lang.pick("fengtai-2020-2024。", "fengtai-2020-2024. ")).expect("a foot").1.to_owned()
    };
    let audit = Audit { marks: &marks, is_trusted: false, problems: 0 };
    let none = "未发现影响这些数字的问题。";
    assert_eq!(
        foot(Kind::BudgetPath, Lang::Zh, audit),
        "核对发现这些数字中1个有矛盾（仍按原表计入）；同一行中未画出的数字有1个有矛盾，见报告。"
    );
    let beside = "核对未发现这些数字有问题；同一行中未画出的数字有2个有矛盾，见报告。";
    assert_eq!(foot(Kind::SpendingShares, Lang::Zh, audit), beside);
    assert_eq!(
        foot(Kind::GapHeatmap, Lang::En, Audit { is_trusted: true, problems: 2, ..audit }),
        "The audit disputes 2 of these figures (left out) and has 1 doubt about them; of the same rows, 1 figure not shown here is disputed; 2 problems in reading; see the report."
    );
    assert_eq!(foot(Kind::GapHeatmap, Lang::Zh, Audit { marks: &NONE, ..audit }), none);
    let unaudited = Marks::default();
    assert_eq!(foot(Kind::GapHeatmap, Lang::Zh, Audit { marks: &unaudited, ..audit }), "这些数字未经核对。");
}

#[test]
fn sums_of_other_levels_are_not_drawn_beside_their_parts() {
    let plain = data::tables(&data::seeds());
    let mut levelled = plain.clone();
    for table in levelled.values_mut().filter(|table| table.column("unit").is_ok()) {
        let level = |name: &str, height: usize| Series::new("level".into(), vec![name; height]);
        let mut sums = table.head(Some(2));
        sums.insert_column(0, level("year", 2).into()).expect("the column fits");
        table.insert_column(0, level("year/unit", table.height()).into()).expect("the column fits");
        *table = sums.vstack(table).expect("the same columns");
    }
    for &kind in Kind::ALL {
        let (one, other) = (drawn(kind, &plain, Lang::Zh), drawn(kind, &levelled, Lang::Zh));
        assert_eq!(one.svg, other.svg, "{}", kind.name());
        assert_eq!(one.table.height(), other.table.height());
    }
}
