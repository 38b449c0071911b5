//! Places: no two figures of a document stand on one, in any format.

use jixiao::records::{Labels, Of};
use jixiao::values::Place;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every file below the folders of fixtures and of shared documents.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = ["tests/cases", "data/raw", "../shared/documents", "../shared/cases", "../shared/seeds"].map(|name| root.join(name)).into();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// How many things of a kind stand in a format, and how many share their place with another.
#[derive(Default)]
struct Count {
    all: usize,
    shared: usize,
}

#[test]
fn no_two_figures_of_a_document_stand_on_one_place() {
    let labels = Labels::built_in().expect("the dictionaries are valid");
    let mut counts: BTreeMap<(&'static str, &'static str), Count> = BTreeMap::new();
    let mut shown = 0;
    for path in files() {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(document) = jixiao::documents::read(&name, &bytes) else { continue };
        let reading = jixiao::records::read(&document, &labels);
        let mut kinds: Vec<(&'static str, Vec<(Place, String)>)> = Vec::new();
        let figure = |printed: &jixiao::records::Printed| (printed.place.clone(), format!("{:?} {:?} {}", printed.of, printed.field, printed.text));
        // The row of totals prints the figures of its project.
        let twin = |printed: &&jixiao::records::Printed| match printed.of {
            Of::Project(_) => !reading.printed.iter().any(|other| matches!(other.of, Of::Funding(_)) && (&other.place, other.field, &other.text) == (&printed.place, printed.field, &printed.text)),
            _ => true,
        };
        let figures = reading.printed.iter().filter(twin);
        kinds.push(("figures", figures.map(figure).collect()));
        kinds.push(("projects", reading.projects.iter().map(|r| (r.place.clone(), format!("{:?}", r.project))).collect()));
        kinds.push(("funding", reading.funding.iter().map(|r| (r.place.clone(), r.label.clone())).collect()));
        kinds.push(("indicators", reading.indicators.iter().map(|r| (r.place.clone(), format!("{:?}", r.level3))).collect()));
        kinds.push(("accounts", reading.accounts.iter().map(|r| (r.place.clone(), r.label.clone())).collect()));
        for (kind, things) in kinds {
            let mut by_place: BTreeMap<Place, Vec<String>> = BTreeMap::new();
            for (place, what) in things {
                by_place.entry(place).or_default().push(what);
            }
            let count = counts.entry((document.format, kind)).or_default();
            for (place, whats) in by_place {
                count.all += whats.len();
                if whats.len() > 1 {
                    count.shared += whats.len();
                    shown += 1;
                    if shown < 3000 { println!("{} {kind} {place}: {whats:?}", path.display()); }
                }
            }
        }
    }
    println!("format     kind         all  sharing");
    for ((format, kind), count) in &counts {
        println!("{format:<10} {kind:<10} {:>6} {:>8}", count.all, count.shared);
    }
}
