//! Text painted over text: tiled marks that stand upright, corrections over what was there, figures wider
//! than their cells. Taken sign by sign they would make figures that nobody wrote.
#![expect(clippy::disallowed_types, reason = "coordinates are not money")]

use super::pages::{Glyph, Turn};
use super::twice::AGAIN;
use crate::documents::{Source, Spot};
use crate::problem::{Code, Problem, said};
use std::collections::BTreeMap;
use std::ops::Range;

/// Two signs stand over each other where they share so much of the smaller one.
const SHARED: f64 = 0.3;

/// A mark that is painted so often, and over text, is tiled over the page.
const TILES: usize = 3;

/// So many signs are compared with those near them; a page that needs more is no text.
const STEPS: usize = 2_000_000;

/// Signs painted one behind the other.
struct Run {
    at: Range<usize>,
    left: f64,
    right: f64,
    bottom: f64,
    size: f64,
}

/// Tells apart what is painted over other text on page `number` of the file: marks become slanted, what
/// a later text covers goes. Gives the doubt where there was some.
pub(super) fn part(file: &str, number: u32, glyphs: &mut Vec<Glyph>) -> Option<Problem> {
    let runs = runs(glyphs);
    let over = overlaps(glyphs, &runs);
    if over.is_empty() {
        return None;
    }
    let usual = usual_size(glyphs);
    let tiled = tiled(glyphs, &runs, &over);
    let (mut marks, mut gone) = (tiled.clone(), vec![false; runs.len()]);
    let mut told: Vec<String> = Vec::new();
    for (early, late) in over.iter().copied().filter(|(early, late)| !tiled[*early] && !tiled[*late]) {
        let (a, b) = (&runs[early], &runs[late]);
        let same_line = (a.bottom - b.bottom).abs() < 0.25 * a.size && (a.size - b.size).abs() < 0.1 * a.size;
        if same_line && b.left < a.left + a.size && b.right > a.right - a.size {
            gone[early] = true;
        } else if !same_line {
            // What differs from the type of the page is the mark; else the one painted last.
            let strange = |run: &Run| (run.size - usual).abs() > 0.05 * usual;
            let mark = if strange(a) && !strange(b) { early } else { late };
            marks[mark] = true;
        }
        told.extend(quoted(glyphs, b));
    }
    let problem = (!told.is_empty()).then(|| doubt(file, number, &told));
    for (run, _) in runs.iter().zip(&marks).filter(|(_, mark)| **mark) {
        glyphs[run.at.clone()].iter_mut().for_each(|glyph| glyph.turn = Turn::Slanted);
    }
    let mut kept = vec![true; glyphs.len()];
    runs.iter().zip(&gone).filter(|(_, gone)| **gone).for_each(|(run, _)| kept[run.at.clone()].fill(false));
    let mut kept = kept.into_iter();
    glyphs.retain(|_| kept.next().unwrap_or(true));
    problem
}

/// A figure that others stand over, for a message; words may name people.
fn quoted(glyphs: &[Glyph], run: &Run) -> Option<String> {
    let text: String = glyphs[run.at.clone()].iter().map(|glyph| glyph.sign).take(16).collect();
    Some(if text.chars().any(|sign| sign.is_alphabetic() && !sign.is_ascii()) { String::new() } else { text })
}

fn doubt(file: &str, page: u32, told: &[String]) -> Problem {
    let place = Source::new(file).place(Spot { page, ..Spot::default() });
    let first: Vec<String> =
        told.iter().filter(|text| !text.is_empty()).take(3).map(|text| format!("`{text}`")).collect();
    let (count, shown) = (told.len(), first.join(" "));
    let message = said!(
        "有{count}处文字叠印在其他文字上{shown}；每处只应有一个数字",
        "found {count} texts painted over others {shown}, expected one figure in each place"
    );
    Problem::doubt(Code::TextOverlaid, place, message).hint(said!(
        "后印的文字盖住先印的；请查看该页并核对数字",
        "where one covers another, the one painted last was read: look at the page and compare its figures"
    ))
}

fn runs(glyphs: &[Glyph]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate().filter(|(_, glyph)| glyph.turn == Turn::Upright) {
        let goes_on = |run: &&mut Run| {
            let gap = glyph.left - run.right;
            run.at.end == at
                && (run.bottom - glyph.bottom).abs() < 0.2 * run.size
                && (run.size - glyph.size).abs() < 0.1 * run.size
                && gap > -0.15 * run.size
                && (gap < 0.6 * run.size || glyph.after_blank && gap < 1.5 * run.size)
        };
        match runs.last_mut().filter(goes_on) {
            Some(run) => {
                run.at.end = at + 1;
                run.right = glyph.right;
            }
            None => {
                let Glyph { left, right, bottom, size, .. } = *glyph;
                runs.push(Run { at: at..at + 1, left, right, bottom, size });
            }
        }
    }
    runs
}

/// The pairs of runs of which the second is painted over the first.
fn overlaps(glyphs: &[Glyph], runs: &[Run]) -> Vec<(usize, usize)> {
    let mut owners: Vec<usize> = vec![usize::MAX; glyphs.len()];
    runs.iter().enumerate().for_each(|(number, run)| owners[run.at.clone()].fill(number));
    // Signs such as □ and ＿ are there to be written on.
    let written = |at: &usize| owners[*at] != usize::MAX && glyphs[*at].sign.is_alphanumeric();
    let mut order: Vec<usize> = (0..glyphs.len()).filter(written).collect();
    order.sort_by(|a, b| glyphs[*a].left.total_cmp(&glyphs[*b].left));
    let (mut pairs, mut steps) = (BTreeMap::new(), 0);
    for (rank, at) in order.iter().enumerate() {
        let near = order[rank + 1..].iter().take_while(|other| glyphs[**other].left < glyphs[*at].right);
        for other in near {
            steps += 1;
            if steps > STEPS {
                return Vec::new();
            }
            let (a, b) = (&glyphs[*at], &glyphs[*other]);
            // The same sign again is there for boldness.
            let again = a.sign == b.sign && (a.left - b.left).abs() < AGAIN * a.size;
            if owners[*at] != owners[*other] && !again && share(a, b) > SHARED {
                let pair = (owners[*at].min(owners[*other]), owners[*at].max(owners[*other]));
                *pairs.entry(pair).or_insert(0) += 1;
            }
        }
    }
    pairs.into_keys().collect()
}

/// How much of the smaller of two signs lies over the other.
fn share(a: &Glyph, b: &Glyph) -> f64 {
    let wide = a.right.min(b.right) - a.left.max(b.left);
    // A sign fills the middle of its box: lines set close to each other do not touch.
    let inner = |glyph: &Glyph| {
        let margin = 0.2 * (glyph.bottom - glyph.top);
        (glyph.top + margin, glyph.bottom - margin)
    };
    let ((top, bottom), (other_top, other_bottom)) = (inner(a), inner(b));
    let high = bottom.min(other_bottom) - top.max(other_top);
    let least = ((a.right - a.left) * (bottom - top)).min((b.right - b.left) * (other_bottom - other_top));
    if wide <= 0.0 || high <= 0.0 || least <= 0.0 { 0.0 } else { wide * high / least }
}

/// How often a text is painted on a page, how often over others, and how often again at once.
#[derive(Default)]
struct Painted {
    count: usize,
    over: usize,
    at_once: usize,
}

/// Which runs are tiles: the same text in the same size again and again, over other text at least once,
/// and in a type of its own, one behind the other, or mostly over text.
fn tiled(glyphs: &[Glyph], runs: &[Run], over: &[(usize, usize)]) -> Vec<bool> {
    let usual = usual_size(glyphs);
    let text = |run: &Run| -> (String, String) {
        (glyphs[run.at.clone()].iter().map(|glyph| glyph.sign).collect(), format!("{:.1}", run.size))
    };
    let mut painted: BTreeMap<(String, String), Painted> = BTreeMap::new();
    for (number, run) in runs.iter().enumerate().filter(|(_, run)| run.at.len() > 1) {
        let again = number > 0 && text(&runs[number - 1]) == text(run);
        let painted = painted.entry(text(run)).or_default();
        painted.count += 1;
        painted.at_once += usize::from(again);
    }
    for number in over.iter().flat_map(|(early, late)| [early, late]) {
        if let Some(painted) = painted.get_mut(&text(&runs[*number])) {
            painted.over += 1;
        }
    }
    let tiles = |run: &Run| {
        painted.get(&text(run)).is_some_and(|painted| {
            let strange = (run.size - usual).abs() > 0.05 * usual;
            let block = painted.at_once * 10 >= (painted.count - 1) * 8;
            // Equal figures of one row are no tiles.
            let named = glyphs[run.at.clone()].iter().any(|glyph| glyph.sign.is_alphabetic());
            let spread = named && (block || painted.over * 3 >= painted.count);
            let many = painted.count >= if named { TILES } else { 4 * TILES };
            many && painted.over > 0 && (strange || spread)
        })
    };
    runs.iter().map(tiles).collect()
}

/// The middle one of the sizes of a page's type.
fn usual_size(glyphs: &[Glyph]) -> f64 {
    let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}
