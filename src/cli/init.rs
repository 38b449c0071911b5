//! `jixiao init DIR`: a pipeline to start from, of one's own documents or of an invented one.

use super::args::Init;
use super::exit::{Exit, Stop};
use super::progress::Progress;
use super::screen::Screen;
use crate::pipeline::{self, Beginning, Bounds};
use crate::problem::said;
use std::path::Path;

/// Writes the files; all or none.
pub(super) fn run(typed: &Init, screen: &Screen) -> Result<Exit, Stop> {
    let bounds = Bounds { program: std::env::current_exe().ok(), ..Bounds::default() };
    let progress = Progress::new(screen);
    let begun = pipeline::beginning(&typed.dir, screen.lang, screen.of_data, &bounds, &progress)?;
    drop(progress);
    let Beginning { files, told } = begun;
    let files: Vec<_> = files.iter().map(|(path, text)| (path.clone(), text.as_str())).collect();
    pipeline::create_new(&files)?;
    screen.say(told.in_lang(screen.lang));
    for (path, _) in &files {
        screen.print(&format!("{}\n", path.display()))?;
    }
    let first = files.first().map_or(Path::new(""), |(path, _)| path.as_path());
    let said = said!("现在可运行：jixiao run {}", "now run: jixiao run {}", first.display());
    screen.say(said.in_lang(screen.lang));
    Ok(Exit::Fine)
}
