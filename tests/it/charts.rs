//! Charts: nothing overlaps or leaves the page, the same bytes every time, hostile names, colours
//! that survive a black-and-white print-out, and the tables that have little or far too much in them.
//!
//! `JIXIAO_CHARTS_DIR=/tmp/charts cargo test charts` also writes every PNG and SVG there, to be looked at.

use crate::charts_data::{self as data, Tables, Year};
use jixiao::charts::{Drawing, Kind, Request, draw, png};
use jixiao::values::Lang;

const SOURCES: [&str; 2] = ["丰台区人力资源公共服务中心2020年度部门决算（草案）", "丰台区社会保险基金管理中心2024年度项目支出绩效自评表"];

fn request<'a>(kind: Kind, tables: &'a Tables, lang: Lang, sources: &'a [String]) -> Request<'a> {
    Request { kind, tables, lang, sources, pipeline: "fengtai-2020-2024", problems: 3 }
}

fn drawn(kind: Kind, tables: &Tables, lang: Lang) -> Drawing {
    let sources = SOURCES.map(str::to_owned);
    draw(&request(kind, tables, lang, &sources)).unwrap_or_else(|problem| panic!("{}: {problem}", kind.name()))
}

/// Writes what was drawn where a person asked to see it.
fn show(name: &str, drawing: &Drawing) {
    let Ok(folder) = std::env::var("JIXIAO_CHARTS_DIR") else { return };
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let file = format!("{folder}/{name}");
    std::fs::write(format!("{file}.svg"), &drawing.svg).expect("the SVG can be written");
    let pixels = png(&drawing.svg, 2.0).expect("the drawing becomes pixels");
    std::fs::write(format!("{file}.png"), pixels).expect("the PNG can be written");
}

fn languages() -> [(Lang, &'static str); 2] {
    [(Lang::Zh, "zh"), (Lang::En, "en")]
}

/// Draws every kind in both languages.
fn all(name: &str, years: &[Year]) -> Vec<Drawing> {
    let tables = data::tables(years);
    let mut drawings = Vec::new();
    for kind in Kind::ALL {
        for (lang, code) in languages() {
            let drawing = drawn(kind, &tables, lang);
            show(&format!("{name}-{}-{code}", kind.name()), &drawing);
            drawings.push(drawing);
        }
    }
    drawings
}

#[test]
fn seeds() {
    all("seeds", &data::seeds());
}
