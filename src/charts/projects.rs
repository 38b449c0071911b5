//! The rows of the analysis `project_execution`, as the charts that show projects read them.

use crate::charts::figure::{Request, Source};
use crate::charts::page::{Panel, panels};
use crate::problem::Problem;
use rust_decimal::Decimal;

/// One project of one year. Amounts in 万元, rates in percent.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its row in the table.
    pub row: usize,
    /// Its name as printed.
    pub name: String,
    /// Approved at the start of the year.
    pub initial: Option<Decimal>,
    /// After changes during the year.
    pub adjusted: Option<Decimal>,
    /// What was spent.
    pub executed: Option<Decimal>,
    /// Adjusted less executed.
    pub unspent: Option<Decimal>,
    /// Executed / adjusted.
    pub adjusted_rate: Option<Decimal>,
    /// Executed / initial.
    pub initial_rate: Option<Decimal>,
}

/// The projects of the request, panel by panel.
///
/// # Errors
///
/// Problems of [`Source`].
pub fn read(request: &Request<'_>) -> Result<Vec<Panel<Project>>, Problem> {
    let source = Source::of(request, "project_execution")?;
    let (years, units, names) = (source.years("year")?, source.texts("unit")?, source.texts("project")?);
    let money = |column| source.numbers(column);
    let (initial, adjusted, executed) = (money("initial_wan")?, money("adjusted_wan")?, money("executed_wan")?);
    let unspent = money("unspent_wan")?;
    let (adjusted_rate, initial_rate) = (money("adjusted_rate_pct")?, money("initial_rate_pct")?);
    let items = (0..source.height()).map(|row| {
        let project = Project {
            row,
            name: names[row].clone(),
            initial: initial[row],
            adjusted: adjusted[row],
            executed: executed[row],
            unspent: unspent[row],
            adjusted_rate: adjusted_rate[row],
            initial_rate: initial_rate[row],
        };
        (years[row], units[row].clone(), project)
    });
    Ok(panels(items))
}

/// The sum of what is there.
pub fn sum(values: impl Iterator<Item = Option<Decimal>>) -> Decimal {
    values.flatten().sum()
}
