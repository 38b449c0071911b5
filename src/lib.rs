//! jixiao (绩效): the papers in which Chinese public bodies account for their money, as exact data.

pub mod analyses;
pub mod charts;
pub mod checks;
pub mod cli;
pub mod documents;
pub mod pipeline;
pub mod problem;
pub mod records;
pub mod reports;
pub mod tables;
pub mod values;
