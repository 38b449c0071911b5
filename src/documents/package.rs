//! How the parts of an Office file point at each other.

use crate::documents::archive::Archive;
use crate::documents::fault::{Fault, Meter};
use crate::documents::xml::Step;
use std::collections::BTreeMap;

/// The name of the part that holds the text or the workbook: what the package points at, else where
/// Office puts it.
pub(super) fn main_part(archive: &mut Archive<'_>, meter: &mut Meter<'_>, usual: &str) -> Result<String, Fault> {
    let relations = relations(archive, meter, "")?;
    let main = relations.into_values().find(|relation| relation.kind.ends_with("/officeDocument"));
    Ok(main.map_or_else(|| usual.to_owned(), |relation| relation.target))
}

/// One part pointing at another.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// An address whose last word says what the other part is.
    pub(super) kind: String,
    /// The name of the other part in the archive.
    pub(super) target: String,
}

/// What the part `name` points at, by the names it uses for them; none where it points at nothing.
pub(super) fn relations(
    archive: &mut Archive<'_>,
    meter: &mut Meter<'_>,
    name: &str,
) -> Result<BTreeMap<String, Relation>, Fault> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let parent = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let mut found = BTreeMap::new();
    let Some(mut xml) = archive.part(&format!("{parent}_rels/{file}.rels"), meter)? else { return Ok(found) };
    loop {
        match xml.step()? {
            Step::Open if xml.name() == "Relationship" => {
                let attribute = |name| xml.attribute(name).unwrap_or_default();
                let target = resolved(&parent, &attribute("Target"));
                found.insert(attribute("Id"), Relation { kind: attribute("Type"), target });
            }
            Step::End => return Ok(found),
            Step::Open | Step::Close | Step::Text => {}
        }
    }
}

/// The name in the archive of `target`, seen from the folder `parent`.
fn resolved(parent: &str, target: &str) -> String {
    let whole = target.strip_prefix('/').map_or_else(|| format!("{parent}{target}"), ToOwned::to_owned);
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
