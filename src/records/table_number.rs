//! Which of the tables of final accounts a table is, whatever number its place prints it under.

use crate::records::named::named;

named! {
    /// A table of the national form (公开01 to 09). Its titles stand in `data/labels/accounts.toml` under the
    /// number that serde writes.
    TableNumber {
        /// 收入支出决算总表.
        Summary = "01",
        /// 收入决算表.
        Income = "02",
        /// 支出决算表.
        Spending = "03",
        /// 财政拨款收入支出决算总表.
        Fiscal = "04",
        /// 一般公共预算财政拨款支出决算表.
        PublicBudget = "05",
        /// 一般公共预算财政拨款基本支出决算表.
        Basic = "06",
        /// 财政拨款“三公”经费支出决算表.
        ThreePublic = "07",
        /// 政府性基金预算财政拨款收入支出决算表.
        Fund = "08",
        /// 国有资本经营预算财政拨款支出决算表.
        StateCapital = "09",
    }
}

impl TableNumber {
    /// Its title in the national form.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Summary => "收入支出决算总表",
            Self::Income => "收入决算表",
            Self::Spending => "支出决算表",
            Self::Fiscal => "财政拨款收入支出决算总表",
            Self::PublicBudget => "一般公共预算财政拨款支出决算表",
            Self::Basic => "一般公共预算财政拨款基本支出决算表",
            Self::ThreePublic => "财政拨款“三公”经费支出决算表",
            Self::Fund => "政府性基金预算财政拨款收入支出决算表",
            Self::StateCapital => "国有资本经营预算财政拨款支出决算表",
        }
    }

    /// The first year whose accounts are required to have it.
    pub const fn required_since(self) -> i32 {
        match self {
            Self::StateCapital => 2020,
            _ => 2013,
        }
    }
}
