//! `jixiao init DIR`: a pipeline to start from. Where documents lie in the directory it asks the standard
//! questions of them; elsewhere it is a commented one with an invented document, so that the first run
//! works and the second is the reader's own.

use super::args::Init;
use super::exit::{Exit, Stop};
use super::screen::Screen;
use crate::pipeline;
use crate::problem::said;
use std::path::Path;

/// What is written: name from the directory, and text.
const FILES: [(&str, &str); 2] = [
    ("pipelines/example.toml", include_str!("init/pipeline.toml")),
    ("data/example-2024.txt", include_str!("init/document.txt")),
];

/// What is written beside documents that lie there already.
const OWN: &str = "pipelines/standard.toml";

/// Writes the files; all or none. A directory that holds documents gets a pipeline for them.
pub(super) fn run(typed: &Init, screen: &Screen) -> Result<Exit, Stop> {
    // A directory in which the example was written before holds its document and is not taken for one's own.
    let is_example = FILES.iter().any(|(name, _)| typed.dir.join(name).exists());
    let own = (typed.dir.is_dir() && !is_example).then(|| pipeline::written(&typed.dir)).flatten();
    let files: Vec<_> = match &own {
        Some(text) => vec![(typed.dir.join(OWN), text.as_str())],
        None => FILES.iter().map(|(name, text)| (typed.dir.join(name), *text)).collect(),
    };
    pipeline::create_new(&files)?;
    for (path, _) in &files {
        screen.print(&format!("{}\n", path.display()))?;
    }
    let first = files.first().map_or(Path::new(""), |(path, _)| path.as_path());
    let said = said!("现在可运行：jixiao run {}", "now run: jixiao run {}", first.display());
    screen.say(said.in_lang(screen.lang));
    Ok(Exit::Fine)
}
