//! The tables as the analyses ask them: lazy frames, from memory or from a store.

use crate::checks::Report;
use crate::problem::Problem;
use crate::records::Reading;
use crate::tables::canonical::{Canon, mentions};
use crate::tables::frame::fault;
use crate::tables::frames::Frames;
use crate::tables::units::Register;
use crate::tables::yardsticks::Yardsticks;
use polars::prelude::{DataFrame, Engine, IntoLazy, LazyFrame};
use std::collections::BTreeMap;
use std::fmt;

/// Everything that is known, as lazy frames by name: the tables of [`Frames`], and `units` and
/// `spellings`, which say who is who.
#[derive(Clone, Default)]
pub struct Tables {
    frames: BTreeMap<String, LazyFrame>,
    yardsticks: Yardsticks,
}

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.frames.keys()).finish()
    }
}

impl Tables {
    /// Tables that are read or made only when they are asked.
    pub fn new(frames: impl IntoIterator<Item = (String, LazyFrame)>) -> Self {
        Self { frames: frames.into_iter().collect(), yardsticks: Yardsticks::default() }
    }

    /// The tables of `readings`, none of whose figures is disputed because none was checked.
    ///
    /// # Errors
    /// As [`Tables::checked`].
    pub fn from_readings(readings: &[Reading]) -> Result<Self, Problem> {
        let register = Register::new(&[]).map_err(|problems| {
            let first = problems.into_iter().next();
            first.unwrap_or_else(|| fault("the register of units cannot be read"))
        })?;
        Self::checked(readings, &[], &register)
    }

    /// The tables of `readings` with the `reports` of the audit, which stand in the same order, each
    /// with its file; who is who is decided over all of them and `register`.
    ///
    /// # Errors
    /// Only where a dataframe cannot be built at all.
    pub fn checked(readings: &[Reading], reports: &[(String, Report)], register: &Register) -> Result<Self, Problem> {
        let frames = Frames::of(readings, reports)?;
        let mentions = mentions(&frames)?;
        let canon = Canon::new(&mentions, register);
        let mut tables = Self::default();
        for (name, frame) in frames.named() {
            let filled = if super::canonical::COUNTED.contains(&name) { canon.fill(frame)? } else { frame.clone() };
            tables.put(name, filled.lazy());
        }
        tables.put("units", canon.who().units()?.lazy());
        tables.put("spellings", canon.who().spellings()?.lazy());
        Ok(tables)
    }

    /// Adds or replaces the table called `name`.
    pub fn put(&mut self, name: &str, frame: LazyFrame) {
        self.frames.insert(name.to_owned(), frame);
    }

    /// The same tables, whose amounts can be measured by `yardsticks`.
    #[must_use]
    pub fn measured_by(self, yardsticks: Yardsticks) -> Self {
        Self { yardsticks, ..self }
    }

    /// What their amounts can be measured by.
    pub(crate) fn yardsticks(&self) -> &Yardsticks {
        &self.yardsticks
    }

    /// The table called `name`.
    ///
    /// # Errors
    /// There is none of this name.
    pub fn lazy(&self, name: &str) -> Result<LazyFrame, Problem> {
        self.frames.get(name).cloned().ok_or_else(|| fault(&format!("expected a table `{name}`, found none")))
    }

    /// The table called `name`, collected.
    ///
    /// # Errors
    /// There is none of this name, or it cannot be read.
    pub fn frame(&self, name: &str) -> Result<DataFrame, Problem> {
        collect(self.lazy(name)?)
    }

    /// Names of the tables, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.frames.keys().map(String::as_str)
    }
}

/// `frame`, worked out by the streaming engine.
///
/// # Errors
/// A frame that cannot be worked out; what polars says of it stands in the problem.
pub fn collect(frame: LazyFrame) -> Result<DataFrame, Problem> {
    let done = frame.collect_with_engine(Engine::Streaming).map_err(|error| fault(&error.to_string()))?;
    Ok(done.unwrap_single())
}

/// `frame`, worked out in memory: of a table that lies there already, columns that are only chosen are
/// shared and not copied.
///
/// # Errors
/// As [`collect`].
pub fn in_memory(frame: LazyFrame) -> Result<DataFrame, Problem> {
    frame.collect().map_err(|error| fault(&error.to_string()))
}
