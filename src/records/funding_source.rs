//! Where the money of a row of funds comes from, whatever the form calls it.

use crate::records::named::named;

named! {
    /// The source of a row of funds. Its words stand in `data/labels/f1.toml` under `[funding]` and the name
    /// that serde writes.
    #[derive(Default)]
    FundingSource {
        /// 年度资金总额: the sum of all sources.
        Total = "total",
        /// 当年财政拨款.
        CurrentYearFiscal = "current_year_fiscal",
        /// 一般公共预算.
        GeneralPublicBudget = "general_public_budget",
        /// 政府性基金.
        GovernmentFund = "government_fund",
        /// 财政专户管理资金.
        SpecialAccount = "special_account",
        /// 上年结转资金.
        CarriedOver = "carried_over",
        /// 中央补助.
        Central = "central",
        /// 上级资金.
        Superior = "superior",
        /// 地方资金, 本级.
        Local = "local",
        /// 单位资金.
        Own = "own",
        /// 其他资金.
        Other = "other",
        /// 基本支出 of a whole department.
        Basic = "basic",
        /// 项目支出 of a whole department.
        Project = "project",
        /// A source that no dictionary names.
        #[default]
        Unknown = "unknown",
    }
}

impl FundingSource {
    /// Whether a fiscal source above may be made of it.
    pub const fn is_kind_of_fiscal(self) -> bool {
        match self {
            Self::GeneralPublicBudget
            | Self::GovernmentFund
            | Self::Central
            | Self::Superior
            | Self::Local
            | Self::Unknown => true,
            Self::Total
            | Self::CurrentYearFiscal
            | Self::SpecialAccount
            | Self::CarriedOver
            | Self::Own
            | Self::Other
            | Self::Basic
            | Self::Project => false,
        }
    }
}
