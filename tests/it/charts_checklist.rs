//! What official statisticians ask of a chart, as counts over every SVG: every kind at 2, 13, 200 and
//! 5,000 years of units, in both languages.

use crate::charts_many::{PICTURES, Picture};
use crate::charts_palette::{contrast, lightness};
use jixiao::charts::style::{ACCENT, BAND, FOOT, Ink, PALE, PRIMARY, RULE, SHADES, SMALL, STEEL, SUBTITLE, TITLE};
use jixiao::values::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// A rectangle: left, top, right, bottom.
type Box4 = [i32; 4];

/// What stands in an SVG, in the order drawn.
enum Shape {
    Block(Box4, Ink),
    Line([(i32, i32); 2], Ink),
    Dot(Ink),
    /// Box, size of type, colour, the text.
    Text(Box4, i32, Ink, String),
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let from = tag.find(&format!(" {name}=\"")).map_or(tag.len(), |at| at + name.len() + 3);
    tag[from..].split('"').next().unwrap_or_default()
}

fn number(tag: &str, name: &str) -> i32 {
    attribute(tag, name).parse().unwrap_or(0)
}

fn ink(hex: &str) -> Ink {
    let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2).unwrap_or("0"), 16).unwrap_or(0);
    Ink(part(1), part(3), part(5))
}

/// The shapes of a drawing; texts with the boxes that the page measured for them.
fn shapes(picture: &Picture) -> Vec<Shape> {
    let mut labels = picture.drawing.labels.iter();
    let one = |tag: &str| {
        let n = |name: &str| number(tag, name);
        let fill = ink(attribute(tag, "fill"));
        match tag.split([' ', '>']).next()? {
            "<rect" => Some(Shape::Block([n("x"), n("y"), n("x") + n("width"), n("y") + n("height")], fill)),
            "<line" => Some(Shape::Line([(n("x1"), n("y1")), (n("x2"), n("y2"))], ink(attribute(tag, "stroke")))),
            "<circle" | "<polygon" => Some(Shape::Dot(fill)),
            "<text" => {
                let label = labels.next().expect("a text has its box");
                let a = label.area;
                Some(Shape::Text([a.left, a.top, a.right, a.bottom], n("font-size"), fill, label.text.clone()))
            }
            _ => None,
        }
    };
    picture.drawing.svg_bare.lines().filter_map(one).collect()
}

/// The texts of one size of type, in their order.
fn texts(shapes: &[Shape], size: i32) -> Vec<(&Box4, &str)> {
    let of_size = |shape| match shape {
        &Shape::Text(ref area, s, _, ref text) if s == size => Some((area, text.as_str())),
        _ => None,
    };
    shapes.iter().filter_map(of_size).collect()
}

/// Runs `check` over every picture; tells all that fail at once, and how much was looked at.
fn each(what: &str, mut check: impl FnMut(&Picture, &[Shape]) -> Result<usize, String>) {
    let (mut counted, mut broken) = (0, Vec::new());
    for picture in PICTURES.iter() {
        match check(picture, &shapes(picture)) {
            Ok(n) => counted += n,
            Err(why) => broken.push(format!("{}: {why}", picture.name)),
        }
    }
    println!("{what}: {counted} in {} pictures", PICTURES.len());
    assert!(broken.is_empty(), "{what}: {} of {}\n{}", broken.len(), PICTURES.len(), broken.join("\n"));
    assert!(counted >= PICTURES.len() / 4, "{what}: only {counted} looked at");
}

fn must(is_so: bool, why: impl FnOnce() -> String) -> Result<usize, String> {
    if is_so { Ok(1) } else { Err(why()) }
}

#[test]
fn the_title_is_a_finding_and_below_it_stands_what_where_and_when() {
    each("titles", |picture, shapes| {
        let title = &picture.drawing.title;
        let asks = title.ends_with(['?', '？']) || title == picture.kind.question();
        must(!asks && title.chars().any(|c| c.is_ascii_digit()), || format!("`{title}` finds nothing"))?;
        let lines = texts(shapes, TITLE.size);
        must((1..=3).contains(&lines.len()), || format!("a title of {} lines", lines.len()))?;
        must(!title.contains('…') && !lines.iter().any(|(_, line)| line.contains('…')), || "cut short".to_owned())?;
        let below = texts(shapes, SUBTITLE.size);
        let last = lines.iter().map(|(area, _)| area[3]).max().unwrap_or(0);
        must(below.len() <= 3 && below.iter().any(|(area, _)| area[1] > last), || "no measure below".to_owned())?;
        // The audit is of documents, which its foot names; all others are of units and years.
        let named: String = shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text(_, size, _, text) if *size != FOOT.size => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let of_years = picture.drawing.table.column("rule").is_err();
        let when = named.contains("20");
        let place = ["某市", "单位", "unit"].iter().any(|word| named.contains(word));
        must(!of_years || when && place, || "no word on where and when".to_owned())
    });
}

#[test]
fn lines_of_titles_do_not_break_inside_brackets() {
    each("lines of titles", |_, shapes| {
        for size in [TITLE.size, SUBTITLE.size] {
            for (_, line) in texts(shapes, size) {
                let count = |marks: &str| line.chars().filter(|c| marks.contains(*c)).count();
                must(count("（(《“") == count("）)》”"), || format!("`{line}` ends inside brackets"))?;
            }
        }
        Ok(1)
    });
}

#[test]
fn grids_have_at_most_ten_lines_and_are_grey() {
    each("grid lines", |_, shapes| {
        // A grid is lines side by side from the same place to the same place.
        let mut grids: BTreeMap<(bool, i32, i32), BTreeMap<i32, Ink>> = BTreeMap::new();
        for shape in shapes {
            let Shape::Line([(x1, y1), (x2, y2)], ink) = shape else { continue };
            if x1 == x2 && (y2 - y1).abs() > 400 {
                grids.entry((true, *y1, *y2)).or_default().insert(*x1, *ink);
            } else if y1 == y2 && (x2 - x1).abs() > 3_000 {
                grids.entry((false, *x1, *x2)).or_default().insert(*y1, *ink);
            }
        }
        for lines in grids.values() {
            // Panels below each other have each its own grid, with more than a step between them.
            let places: Vec<i32> = lines.keys().copied().collect();
            let step = places.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap_or(1);
            for grid in places.chunk_by(|a, b| b - a <= step * 3 / 2).filter(|grid| grid.len() > 2) {
                must(grid.len() <= 10, || format!("{} lines in a grid", grid.len()))?;
                let coloured = grid.iter().filter(|at| chroma(lines[*at]) > 30).count();
                must(coloured == 0, || format!("{coloured} coloured lines in a grid"))?;
            }
        }
        Ok(grids.values().map(BTreeMap::len).sum())
    });
}

#[test]
fn every_text_is_horizontal() {
    each("texts", |picture, _| {
        let turned = ["transform", "rotate", "writing-mode", "textPath", "glyph-orientation"];
        let found = turned.iter().find(|word| picture.drawing.svg_bare.contains(**word));
        must(found.is_none(), || format!("{found:?}"))?;
        Ok(picture.drawing.labels.len())
    });
}

fn is_tick(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || "+−,.%".contains(c))
}

#[test]
fn no_plot_has_two_axes() {
    each("axes", |_, shapes| {
        let ticks = texts(shapes, SMALL.size);
        let mut axes: BTreeMap<(bool, i32, i32), BTreeMap<i32, BTreeSet<&str>>> = BTreeMap::new();
        for shape in shapes {
            let Shape::Line([(x1, y1), (x2, y2)], ink) = shape else { continue };
            if *ink != RULE {
                continue;
            }
            for (area, text) in ticks.iter().filter(|(_, text)| is_tick(text)) {
                let (middle, height) = ((area[0] + area[2]) / 2, (area[1] + area[3]) / 2);
                let above = (y1 - area[3]).abs().min((area[1] - y2).abs()) < 300;
                let beside = (x1 - area[2]).abs().min((area[0] - x2).abs()) < 300;
                if x1 == x2 && (middle - x1).abs() < 6 && above {
                    axes.entry((true, *y1, *y2)).or_default().entry(*x1).or_default().insert(*text);
                } else if y1 == y2 && (height - y1).abs() < 20 && beside && (x2 - x1) > 3_000 {
                    axes.entry((false, *x1, *x2)).or_default().entry(*y1).or_default().insert(*text);
                }
            }
        }
        for labels in axes.values().flat_map(BTreeMap::values) {
            must(labels.len() == 1, || format!("one line means {labels:?}"))?;
        }
        Ok(axes.len())
    });
}

/// The bars of a picture, row by row: rectangles of the height of bars, at one height.
fn rows_of_bars(shapes: &[Shape]) -> BTreeMap<(i32, i32), Vec<(Box4, Ink)>> {
    let inks = [PRIMARY, ACCENT, STEEL, PALE, RULE, BAND, SHADES[1], SHADES[2], SHADES[3], SHADES[4]];
    let mut rows: BTreeMap<(i32, i32), Vec<(Box4, Ink)>> = BTreeMap::new();
    for shape in shapes {
        let Shape::Block(area, ink) = shape else { continue };
        let (wide, high) = (area[2] - area[0], area[3] - area[1]);
        // The keys of shades are as high as bars, and all as wide as each other.
        if (125..=165).contains(&high) && inks.contains(ink) && wide != 248 {
            rows.entry((area[1], area[3])).or_default().push((*area, *ink));
        }
    }
    rows.values_mut().for_each(|row| row.sort_by_key(|(area, _)| area[0]));
    rows
}

#[test]
fn bars_begin_at_zero() {
    each("bars", |picture, shapes| {
        let alt = &picture.drawing.alt;
        if ["分位图", "Percentile strips"].iter().any(|form| alt.starts_with(form)) {
            return Ok(0); // Strips go from one percentile to another and are no lengths.
        }
        let ticks: Vec<(i32, i32, &str)> = texts(shapes, SMALL.size)
            .into_iter()
            .filter(|(_, text)| is_tick(text))
            .map(|(area, text)| ((area[0] + area[2]) / 2, area[1], text))
            .collect();
        let rows = rows_of_bars(shapes);
        let spans: Vec<([i32; 2], i32)> = rows
            .iter()
            .map(|((top, _), row)| ([row[0].0[0], row.iter().map(|(area, _)| area[2]).max().unwrap_or(0)], *top))
            .collect();
        let falls = ["瀑布图", "Waterfall"].iter().any(|form| alt.starts_with(form));
        let mut end = None;
        for (span, top) in &spans {
            // The tick at the beginning of the bar, on the axis below it or above it.
            let at = |(x, ..): &&(i32, i32, &str)| (x - span[0]).abs() < 20;
            let begins = ticks.iter().filter(at).min_by_key(|(_, y, _)| (y < top, (y - top).abs()));
            let is_zero = |text: &str| text == "0" || text == "0%" || falls && text == "100";
            let crosses = ticks.iter().any(|(x, _, text)| is_zero(text) && (span[0]..=span[1] + 20).contains(x));
            let shared = spans.iter().filter(|(other, _)| other[0] == span[0]).count() > 1 || spans.len() == 1;
            let ok = match begins {
                Some((_, _, text)) if is_zero(text) => true,
                _ if crosses || falls && end == Some(span[0]) => true,
                Some(_) => false,
                None => shared,
            };
            must(ok, || format!("the bar at {top}, from {} to {}, begins at {begins:?}", span[0], span[1]))?;
            end = Some(span[1]);
        }
        Ok(spans.len())
    });
}

fn chroma(ink: Ink) -> u8 {
    ink.0.max(ink.1).max(ink.2) - ink.0.min(ink.1).min(ink.2)
}

#[test]
fn a_chart_has_at_most_a_handful_of_colours() {
    each("colours", |_, shapes| {
        let mut inks: BTreeSet<(u8, u8, u8)> = BTreeSet::new();
        for shape in shapes {
            match shape {
                Shape::Block(_, ink) | Shape::Line(_, ink) | Shape::Dot(ink) if chroma(*ink) > 20 => {
                    inks.insert((ink.0, ink.1, ink.2));
                }
                _ => {}
            }
        }
        // The steps of one ramp are one series.
        let steps: Vec<_> = SHADES[1..].iter().filter(|ink| inks.contains(&(ink.0, ink.1, ink.2))).collect();
        let n = if steps.len() > 2 { inks.len() - steps.len() + 1 } else { inks.len() };
        must(n <= 5, || format!("{n} colours: {inks:?}"))
    });
}

#[test]
fn every_bar_is_named_and_has_its_figure_beside_it() {
    each("rows of bars", |_, shapes| {
        let rows = rows_of_bars(shapes);
        for ((top, bottom), row) in &rows {
            let (middle, left) = ((top + bottom) / 2, row[0].0[0]);
            let beside = |area: &Box4| area[1] <= middle + 60 && area[3] >= middle - 60;
            let of_row = shapes.iter().filter_map(|shape| match shape {
                Shape::Text(area, _, _, text) if beside(area) => Some((area, text)),
                _ => None,
            });
            let (mut name, mut figure) = (false, false);
            for (area, text) in of_row {
                name |= area[2] <= left || area[0] < left;
                figure |= text.contains(|c: char| c.is_ascii_digit()) || text == "—";
            }
            must(name && figure, || format!("the bar at {top}: named {name}, figure {figure}"))?;
        }
        Ok(rows.len())
    });
}

#[test]
fn texts_stay_inside_the_cells_they_stand_in() {
    each("texts in cells", |_, shapes| {
        let mut held = 0;
        for (at, shape) in shapes.iter().enumerate() {
            let Shape::Text(text, _, _, words) = shape else { continue };
            let (x, y) = ((text[0] + text[2]) / 2, (text[1] + text[3]) / 2);
            for other in shapes[..at].iter().skip(1) {
                let Shape::Block(cell, _) = other else { continue };
                if cell[0] < x && x < cell[2] && cell[1] < y && y < cell[3] {
                    held += 1;
                    must(cell[0] <= text[0] && text[2] <= cell[2], || format!("`{words}` is wider than its cell"))?;
                }
            }
        }
        Ok(held)
    });
}

#[test]
fn texts_are_readable_on_what_lies_under_them() {
    each("texts", |_, shapes| {
        let mut n = 0;
        for (at, shape) in shapes.iter().enumerate() {
            let Shape::Text(text, _, ink, words) = shape else { continue };
            let (x, y) = ((text[0] + text[2]) / 2, (text[1] + text[3]) / 2);
            let under = shapes[..at].iter().rev().find_map(|other| match other {
                Shape::Block(cell, ink) if cell[0] < x && x < cell[2] && cell[1] < y && y < cell[3] => Some(*ink),
                _ => None,
            });
            // The page is drawn first: a text above nothing stands on a dot that is dark.
            let found = contrast(*ink, under.unwrap_or(Ink(255, 255, 255)));
            let on_dot = words.chars().all(|c| c.is_ascii_digit()) && *ink == Ink(255, 255, 255);
            must(found >= 4.5 || on_dot, || format!("`{words}` has a contrast of {found:.2}"))?;
            n += 1;
        }
        Ok(n)
    });
}

#[test]
fn parts_of_a_bar_are_told_apart_in_grey() {
    each("neighbours", |_, shapes| {
        let mut n = 0;
        for row in rows_of_bars(shapes).into_values() {
            for pair in
                row.windows(2).filter(|pair| pair[0].0[2] - pair[0].0[0] > 40 && pair[1].0[2] - pair[1].0[0] > 40)
            {
                let apart = (lightness(pair[0].1) - lightness(pair[1].1)).abs();
                let gap = pair[1].0[0] - pair[0].0[2];
                n += 1;
                let ok = gap > 40 || apart >= 8.0 || (gap >= 4 && apart >= 2.0);
                must(ok, || format!("{:?} beside {:?}: {apart:.1} apart, gap {gap}", pair[0].1, pair[1].1))?;
            }
        }
        Ok(n)
    });
}

#[test]
fn keys_are_told_apart_in_grey() {
    each("keys", |_, shapes| {
        let is_key = |area: &Box4| area[2] - area[0] == 130 && area[3] - area[1] == 120;
        let of_key = |shape: &Shape| match shape {
            Shape::Block(area, ink) if is_key(area) => Some(lightness(*ink)),
            _ => None,
        };
        // A page may repeat its keys for another plot; one key is one lightness.
        let mut keys: Vec<f64> = shapes.iter().filter_map(of_key).collect();
        keys.sort_by(f64::total_cmp);
        keys.dedup();
        let near = keys.windows(2).find(|pair| pair[1] - pair[0] < 6.0);
        must(near.is_none(), || format!("keys of the lightness {near:?}"))?;
        Ok(keys.len())
    });
}

#[test]
fn the_alternative_text_begins_with_a_sentence_of_the_kind_and_the_finding() {
    each("sentences", |picture, _| {
        let (mark, stop) = match picture.lang {
            Lang::Zh => ("图：", "。"),
            Lang::En => (": ", ". "),
        };
        let drawing = &picture.drawing;
        let sentence = drawing.alt.split(stop).next().unwrap_or_default();
        let (kind, finding) = sentence.split_once(mark).ok_or("no kind")?;
        must(kind.chars().count() <= 20, || format!("the kind is `{kind}`"))?;
        must(finding == drawing.title.trim_end_matches(['。', '.']), || format!("`{sentence}` is not the finding"))?;
        must(sentence.chars().count() <= 250, || format!("a sentence of {}", sentence.chars().count()))?;
        let head = drawing.svg_bare.lines().find(|line| line.starts_with("<title")).unwrap_or_default();
        must(head.contains(kind), || format!("the SVG is titled {head}"))
    });
}

#[test]
fn the_source_stands_in_the_foot() {
    each("feet", |picture, shapes| {
        let foot = texts(shapes, FOOT.size);
        let first = foot.first().ok_or("no foot")?;
        must(first.1.starts_with(picture.lang.pick("资料来源：", "Sources: ")), || {
            format!("begins `{}`", first.1)
        })?;
        let all: String = foot.iter().map(|(_, text)| *text).collect();
        must(all.contains("2020年度部门决算"), || "names no document".to_owned())?;
        let others = picture.drawing.labels.iter().filter(|label| !all.contains(&label.text));
        must(others.clone().all(|label| label.area.bottom <= first.0[1] + 20), || "is not the last".to_owned())
    });
}
