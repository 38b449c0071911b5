//! What the rows of a form's other tables say of the project they belong to, so that each of them can
//! be counted by year, unit, form or purpose on its own.

use crate::problem::Problem;
use crate::records::{Project, Reading};
use crate::tables::bands::band;
use crate::tables::frame::Value;
use crate::tables::purposes::Purposes;
use crate::values::Wan;
use std::collections::BTreeMap;

/// Number of cells that [`Owner::printed`] gives.
const PRINTED: usize = 4;

/// Number of cells that [`Owner::counted`] gives.
const COUNTED: usize = 6;

/// One project, as cells of its rows.
#[derive(Clone, Debug, Default)]
struct Owner {
    printed: [Option<String>; PRINTED],
    purpose: Option<String>,
    band: Option<&'static str>,
}

/// The projects of one document by their order in it.
pub(super) struct Owners(BTreeMap<u32, Owner>);

impl Owners {
    /// The projects of `reading`.
    pub(super) fn of(reading: &Reading, purposes: &Purposes) -> Self {
        let owner = |project: &Project| Owner {
            printed: [project.project.clone(), project.department.clone(), project.unit.clone(), project.form.clone()],
            purpose: Some(purposes.of(project.project.as_deref()).to_owned()),
            band: project.adjusted_wan.map(Wan::decimal).map(band),
        };
        Self(reading.projects.iter().map(|project| (project.ordinal, owner(project))).collect())
    }

    /// Name, department, unit and form of the project `ordinal`, as printed.
    pub(super) fn printed(&self, ordinal: u32) -> [Value; PRINTED] {
        let owner = self.0.get(&ordinal).cloned().unwrap_or_default();
        owner.printed.map(Value::Text)
    }

    /// The cells by which the rows of project `ordinal` are counted. Unit, department, place and kind
    /// stay empty until it is known who is who: see [`super::canonical`].
    pub(super) fn counted(&self, ordinal: u32) -> [Value; COUNTED] {
        let Owner { purpose, band, .. } = self.0.get(&ordinal).cloned().unwrap_or_default();
        let empty = || Value::Text(None);
        [empty(), empty(), empty(), empty(), Value::Text(purpose), Value::Text(band.map(str::to_owned))]
    }
}

/// The purposes that names of projects tell, by the compiled-in dictionary.
///
/// # Errors
/// A dictionary that does not read as one.
pub(super) fn purposes() -> Result<Purposes, Problem> {
    Purposes::new(&[])
}
