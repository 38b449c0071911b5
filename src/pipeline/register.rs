//! Who is who by decree: the compiled-in register of units and one's own files on top of it.

use super::excerpt::{Trouble, noted};
use super::reading::label_texts;
use crate::tables::units::Register;
use std::path::PathBuf;

/// The register with the files at `paths`, each under its name.
///
/// # Errors
///
/// Files that cannot be opened, are no registers, or contradict themselves: all that is wrong.
pub fn register(paths: &[(PathBuf, String)]) -> Result<Register, Trouble> {
    let texts = label_texts(paths)?;
    Register::new(&texts).map_err(|problems| problems.into_iter().map(noted).collect())
}
