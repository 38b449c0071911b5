//! An analysis of a plan with its parameters, which it has accepted.

use crate::analyses::Analysis;

/// One analysis of a plan with its parameters, which it has accepted.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which analysis.
    pub analysis: Analysis,
    /// The parameters as written; those left out have their defaults.
    pub params: toml::Table,
}

impl Question {
    /// `analysis` with its default parameters.
    pub(super) fn usual(analysis: Analysis) -> Self {
        Self { analysis, params: toml::Table::new() }
    }

    /// Its parameters without what narrows or groups it otherwise.
    pub(super) fn of_everything(&self) -> toml::Table {
        let mut bare = self.params.clone();
        ["by", "where", "aspects"].iter().for_each(|key| drop(bare.remove(*key)));
        bare
    }

    /// Name of the analysis.
    pub fn name(&self) -> &'static str {
        self.analysis.name()
    }
}
