//! Charts of 2, 13, 200 and 5,000 years of units: every text stays in its box, no drawing grows with
//! the documents, and what is shown one by one and what is summed up are together all there is.
//!
//! `JIXIAO_CHARTS_DIR=/tmp/charts cargo test charts` also writes every picture there, to be looked at.

use crate::charts::{boxes, drawn, ink, show};
use crate::charts_many::{KINDS, PICTURES, PROJECTS, Picture, tables};
use jixiao::charts::{Drawing, Kind};
use jixiao::values::Lang;

/// An SVG may be as large as this, at any size of its table.
const MOST_BYTES: usize = 400_000;

/// Every number behind `mark` in the words of a drawing.
fn numbers(drawing: &Drawing, mark: &str) -> Vec<usize> {
    let number = |rest: &str| -> String { rest.chars().take_while(|c| c.is_ascii_digit() || *c == ',').collect() };
    let found = drawing.alt.split(mark).skip(1).map(number);
    found.filter_map(|digits| digits.replace(',', "").parse().ok()).collect()
}

#[test]
fn every_kind_at_every_size_fits_its_page_and_does_not_grow_with_it() {
    let mut sizes = Vec::new();
    for Picture { size, drawing, name, .. } in PICTURES.iter() {
        show(name, drawing);
        boxes(name, drawing);
        if *size < 5_000 {
            ink(name, drawing);
        }
        assert_eq!(drawing.missing_glyphs, 0, "{name}");
        assert!(drawing.svg.len() <= MOST_BYTES, "{name}: {} bytes", drawing.svg.len());
        let half: Vec<&str> = drawing.title.split(['；', ';']).map(str::trim).collect();
        let once = half.iter().enumerate().all(|(at, clause)| !half[..at].contains(clause));
        assert!(once, "{name}: says the same twice: {}", drawing.title);
        sizes.push((drawing.svg.len(), drawing.height, name));
    }
    sizes.sort();
    println!("largest: {:?}", sizes.last());
}

#[test]
fn what_is_drawn_and_what_is_summed_up_are_all_there_is() {
    for size in [13, 200, 5_000] {
        let (tables, all) = (tables(size), size * PROJECTS);
        let drawing = |kind| drawn(kind, &tables, Lang::Zh);
        let sum = |numbers: Vec<usize>| numbers.into_iter().sum::<usize>();

        let strips = drawing(Kind::ExecutionDistribution);
        assert_eq!(sum(numbers(&strips, "(n=")), all, "units of execution_distribution at {size}");
        assert_eq!(strips.table.height(), all);

        let waterfall = drawing(Kind::ScoreWaterfall);
        // Every project stands in the bar of all, in that of its year and in that of its unit.
        assert_eq!(sum(numbers(&waterfall, "; n=")), 2 * all, "years of score_waterfall at {size}");
        assert_eq!(sum(numbers(&waterfall, "(n=")), all, "units of score_waterfall at {size}");

        let gaps = drawing(Kind::GapHeatmap);
        let indicators = size * KINDS.iter().map(|kind| kind.2 as usize).sum::<usize>();
        let units = gaps.alt.split("失分率最高的单位").nth(1).expect("units are named");
        let of_units = Drawing { alt: units.to_owned(), ..gaps.clone() };
        assert_eq!(sum(numbers(&of_units, "(n=")), indicators, "units of gap_heatmap at {size}");
        let cells = gaps.alt.split("失分率最高的单位").next().expect("cells").to_owned();
        assert_eq!(sum(numbers(&Drawing { alt: cells, ..gaps }, "(n=")), indicators + all, "cells at {size}");

        let density = drawing(Kind::ScoreAgainstExecution);
        assert_eq!(numbers(&density, "全部年度，n=")[0], all, "score_against_execution at {size}");
        let shares = drawing(Kind::SpendingShares);
        assert_eq!(sum(numbers(&shares, "n=")), 2 * all, "years and units of spending_shares at {size}");

        let change = drawing(Kind::UnitChange);
        let of_ends: usize = tables["project_execution"]
            .column("year")
            .expect("years")
            .i32()
            .expect("years")
            .iter()
            .flatten()
            .filter(|year| [2020, 2024].contains(year))
            .count();
        let (alone, between) = (numbers(&change, "个单位（"), numbers(&change, "中间年度的"));
        let both = numbers(&change, "(n=")[0];
        let alone = alone.first().copied().unwrap_or(0);
        assert_eq!(both + alone, of_ends, "unit_change at {size}");
        assert_eq!(of_ends + between[0] * PROJECTS, all, "years in between of unit_change at {size}");
        assert_eq!(numbers(&change, "(n=")[1..].iter().sum::<usize>(), both, "units of unit_change at {size}");

        let credibility = drawing(Kind::Credibility);
        let of_bands: usize = numbers(&credibility, "(n=").iter().sum();
        assert_eq!(of_bands, size, "bands of credibility at {size}");
        let trend = drawing(Kind::Trend);
        let of_years = trend.alt.split("项目数：").nth(1).expect("numbers of projects");
        let of_years = of_years.split('。').next().expect("a line");
        let of_years: usize =
            of_years.split('，').filter_map(|n| n.replace(',', "").trim().parse::<usize>().ok()).sum();
        assert_eq!(of_years, all, "trend at {size}");
        let funnel = drawing(Kind::Funnel);
        assert_eq!(numbers(&funnel, "个单位、"), [all], "funnel at {size}");
        let inside = numbers(&funnel, "实线之内");
        let named = numbers(&funnel, "(n=").len() + numbers(&funnel, "界限之外另有").iter().sum::<usize>();
        let units = numbers(&funnel, "。共");
        // A few units are named wherever they lie, of many those beyond the limits.
        let expected = if units[0] <= 16 { units[0] } else { units[0] - inside[0] };
        assert_eq!(named, expected, "units of funnel at {size}");

        let path = drawing(Kind::BudgetPath);
        assert_eq!(numbers(&path, "其余")[0] + 20, all, "budget_path at {size}");
        let pareto = drawing(Kind::UnspentPareto);
        let drawn = pareto.alt.matches(" · ").count();
        let rest = numbers(&pareto, "其余项目合计（")[0];
        let none = numbers(&pareto, "另有")[0];
        assert_eq!(drawn + rest + none, all, "unspent_pareto at {size}: {drawn} + {rest} + {none}");
    }
}
