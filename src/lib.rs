//! jixiao (绩效): the papers in which Chinese public bodies account for their money, as exact data.

pub mod analyses;
pub mod charts;
pub mod documents;
pub mod problem;
pub mod records;
pub mod tables;
pub mod values;
