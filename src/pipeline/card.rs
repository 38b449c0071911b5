//! The card of a document: `<document>.toml` beside it, saying who produced it and what its
//! checksum was when somebody last looked at it.

use super::files;
use super::files::hex;
use crate::problem::{Code, Problem, said};
use crate::records::{line_of, refusal};
use crate::values::Place;
use serde::Deserialize;
use std::path::Path;

/// What of a card a run uses; the other keys are for readers.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Card {
    producer: String,
    title: String,
    sha256: String,
    /// Checksum of the card itself.
    #[serde(skip)]
    pub(super) own_sha256: String,
}

/// Checksum of the card beside the document at `path`, where there is one that can be read.
pub(super) fn own_sha256(path: &Path) -> Option<String> {
    Card::beside(path, "").ok().flatten().map(|card| card.own_sha256)
}

/// Whether cards lie beside both of two documents and do not say the same.
pub(super) fn differ(one: &Path, other: &Path) -> bool {
    own_sha256(one).zip(own_sha256(other)).is_some_and(|(one, other)| one != other)
}

impl Card {
    /// The card beside the document at `path`, where there is one. `file` is its name in messages.
    ///
    /// # Errors
    ///
    /// The card is there but is not TOML.
    pub(super) fn beside(path: &Path, file: &str) -> Result<Option<Self>, Problem> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".toml");
        let (path, name) = (Path::new(&beside), format!("{file}.toml"));
        if !path.is_file() {
            return Ok(None);
        }
        let text = files::text(path, &name)?;
        let card: Result<Self, toml::de::Error> = toml::from_str(&text);
        let card =
            card.map_err(|error| {
                let place = error.span().map_or_else(|| Place::file(&*name), |span| line_of(&name, &text, &span));
                Problem::doubt(Code::CardInvalid, place, refusal(error.message()).message).hint(said!(
                    "说明卡是文件旁的“文件名.toml”，写明来源、标题、年度、sha256；不需要可删去",
                    "the card is the TOML file beside the document with its source, title, year and sha256; it may be left out"
                ))
            })?;
        Ok(Some(Self { own_sha256: hex(text.as_bytes()), ..card }))
    }

    /// Who produced the document and what it is called, where the card says so.
    pub(super) fn caption(&self) -> Option<String> {
        let said = !self.producer.is_empty() && !self.title.is_empty();
        said.then(|| format!("{}《{}》", self.producer, self.title))
    }

    /// A doubt where the document is no longer the one the card speaks of.
    pub(super) fn check(&self, file: &str, sha256: &str) -> Option<Problem> {
        let differs = !self.sha256.is_empty() && !self.sha256.eq_ignore_ascii_case(sha256);
        let message = said!(
            "说明卡（文件名.toml）所记sha256为`{}`，实际为`{sha256}`",
            "the card expects sha256 `{}`, found `{sha256}`",
            self.sha256
        );
        differs.then(|| {
            Problem::doubt(Code::CardChecksum, Place::file(file), message).hint(said!(
                "请恢复原文件，或把新的校验值写入说明卡，即文件旁的“文件名.toml”",
                "restore the document, or write its new checksum into the card, which is the TOML file beside it"
            ))
        })
    }
}
