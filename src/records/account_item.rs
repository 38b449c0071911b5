//! What a figure of a department's accounts is of, whatever a paper calls it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Writes the items once: their names in code, in files, and their meaning.
macro_rules! items {
    ($($(#[$meaning:meta])+ $item:ident = $name:literal,)+) => {
        /// An item of the accounts. Its words stand in `data/labels/narrative.toml` under the name that serde
        /// writes, and that tables print.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum AccountItem {
            $($(#[$meaning])+ #[serde(rename = $name)] $item,)+
            /// A row of a table that no dictionary knows.
            #[default]
            #[serde(rename = "table_row")]
            TableRow,
        }

        impl AccountItem {
            /// The name that files and tables have for it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$item => $name,)+
                    Self::TableRow => "table_row",
                }
            }
        }
    };
}

items! {
    /// 收、支总计: the sum that both sides of table 01 make.
    TotalRevenueAndExpenditure = "total_revenue_and_expenditure",
    /// 本年收入合计.
    Revenue = "revenue",
    /// 财政拨款收入.
    FiscalAppropriationRevenue = "fiscal_appropriation_revenue",
    /// 一般公共预算财政拨款收入.
    GeneralPublicBudgetRevenue = "general_public_budget_revenue",
    /// 政府性基金预算财政拨款收入.
    GovernmentFundRevenue = "government_fund_revenue",
    /// 国有资本经营预算财政拨款收入.
    StateCapitalRevenue = "state_capital_revenue",
    /// 上级补助收入.
    SuperiorSubsidyRevenue = "superior_subsidy_revenue",
    /// 事业收入.
    UndertakingRevenue = "undertaking_revenue",
    /// 经营收入.
    OperatingRevenue = "operating_revenue",
    /// 附属单位上缴收入.
    AffiliatePaymentRevenue = "affiliate_payment_revenue",
    /// 其他收入.
    OtherRevenue = "other_revenue",
    /// 本年支出合计.
    Expenditure = "expenditure",
    /// 基本支出.
    BasicExpenditure = "basic_expenditure",
    /// 项目支出.
    ProjectExpenditure = "project_expenditure",
    /// 上缴上级支出.
    PaymentToSuperior = "payment_to_superior",
    /// 经营支出.
    OperatingExpenditure = "operating_expenditure",
    /// 对附属单位补助支出.
    SubsidyToAffiliates = "subsidy_to_affiliates",
    /// 财政拨款收、支总计: the sum that both sides of table 04 make.
    FiscalAppropriationTotal = "fiscal_appropriation_total",
    /// 财政拨款支出.
    FiscalAppropriationExpenditure = "fiscal_appropriation_expenditure",
    /// 年初结转和结余.
    CarriedOverAtBegin = "carried_over_at_begin",
    /// 年末结转和结余.
    CarriedOverAtEnd = "carried_over_at_end",
    /// 政府性基金预算财政拨款年初结转和结余.
    GovernmentFundCarriedOverAtBegin = "government_fund_carried_over_at_begin",
    /// 政府性基金预算财政拨款年末结转和结余.
    GovernmentFundCarriedOverAtEnd = "government_fund_carried_over_at_end",
    /// 国有资本经营预算财政拨款年初结转和结余.
    StateCapitalCarriedOverAtBegin = "state_capital_carried_over_at_begin",
    /// 国有资本经营预算财政拨款年末结转和结余.
    StateCapitalCarriedOverAtEnd = "state_capital_carried_over_at_end",
    /// 一般公共预算财政拨款支出.
    GeneralPublicBudgetExpenditure = "general_public_budget_expenditure",
    /// 政府性基金预算财政拨款支出.
    GovernmentFundExpenditure = "government_fund_expenditure",
    /// 国有资本经营预算财政拨款支出.
    StateCapitalExpenditure = "state_capital_expenditure",
    /// 一般公共预算财政拨款基本支出.
    BasicExpenditureGeneralPublicBudget = "basic_expenditure_general_public_budget",
    /// 人员经费.
    PersonnelExpenditure = "personnel_expenditure",
    /// 公用经费.
    PublicExpenditure = "public_expenditure",
    /// “三公”经费.
    ThreePublic = "three_public",
    /// 因公出国（境）费.
    ThreePublicAbroad = "three_public_abroad",
    /// 公务接待费.
    ThreePublicReception = "three_public_reception",
    /// 国内公务接待费.
    ThreePublicReceptionDomestic = "three_public_reception_domestic",
    /// 国（境）外公务接待费, 外宾接待费.
    ThreePublicReceptionForeign = "three_public_reception_foreign",
    /// 公务用车购置及运行维护费.
    ThreePublicVehicles = "three_public_vehicles",
    /// 公务用车购置费.
    ThreePublicVehiclePurchase = "three_public_vehicle_purchase",
    /// 公务用车运行维护费.
    ThreePublicVehicleRunning = "three_public_vehicle_running",
    /// 机关运行经费.
    AgencyOperation = "agency_operation",
    /// 政府采购支出总额.
    Procurement = "procurement",
    /// 政府采购货物支出.
    ProcurementGoods = "procurement_goods",
    /// 政府采购工程支出.
    ProcurementWorks = "procurement_works",
    /// 政府采购服务支出.
    ProcurementServices = "procurement_services",
    /// 授予中小企业合同金额.
    ProcurementSme = "procurement_sme",
    /// 授予小微企业合同金额.
    ProcurementMicro = "procurement_micro",
    /// 由中小企业供应商中标或成交的采购金额.
    ProcurementSmeAwarded = "procurement_sme_awarded",
    /// 由小微企业供应商中标或成交的采购金额.
    ProcurementMicroAwarded = "procurement_micro_awarded",
    /// 面向中小企业预留政府采购项目预算金额.
    ProcurementSmeReserved = "procurement_sme_reserved",
    /// 面向小微企业预留政府采购项目预算金额.
    ProcurementMicroReserved = "procurement_micro_reserved",
    /// A functional class of expenditure: 类, 款 or 项.
    FunctionalClass = "functional_class",
    /// 基本支出 of one functional class.
    ClassBasicExpenditure = "class_basic_expenditure",
    /// 项目支出 of one functional class.
    ClassProjectExpenditure = "class_project_expenditure",
    /// An economic class of expenditure.
    EconomicClass = "economic_class",
}

impl AccountItem {
    /// Whether it is one of the three public funds, or their total.
    pub fn is_three_public(self) -> bool {
        self.as_str().starts_with("three_public")
    }

    /// Whether its name alone says which quantity it is, so that two papers, and two places of one, mean the
    /// same by it.
    pub fn is_one_quantity(self) -> bool {
        matches!(
            self,
            Self::TotalRevenueAndExpenditure
                | Self::Revenue
                | Self::Expenditure
                | Self::FiscalAppropriationTotal
                | Self::GeneralPublicBudgetExpenditure
                | Self::GovernmentFundExpenditure
                | Self::StateCapitalExpenditure
                | Self::BasicExpenditureGeneralPublicBudget
                | Self::ThreePublic
                | Self::ThreePublicAbroad
                | Self::ThreePublicVehicles
                | Self::ThreePublicReception
                | Self::AgencyOperation
                | Self::Procurement
        )
    }

    /// Whether it is money of one of the three budgets alone.
    pub fn is_of_one_budget(self) -> bool {
        matches!(
            self,
            Self::GeneralPublicBudgetRevenue
                | Self::GeneralPublicBudgetExpenditure
                | Self::GovernmentFundRevenue
                | Self::GovernmentFundExpenditure
                | Self::StateCapitalRevenue
                | Self::StateCapitalExpenditure
        )
    }

    /// Whether it is a sum of a department's money, which budgets are parts of.
    pub fn is_sum_of_money(self) -> bool {
        matches!(
            self,
            Self::TotalRevenueAndExpenditure
                | Self::Revenue
                | Self::Expenditure
                | Self::FiscalAppropriationTotal
                | Self::FiscalAppropriationRevenue
                | Self::FiscalAppropriationExpenditure
        )
    }

    /// Whether it is a part of procurement.
    pub fn is_part_of_procurement(self) -> bool {
        self.as_str().starts_with("procurement_")
    }

    /// Whether it is of procurement.
    pub fn is_procurement(self) -> bool {
        self.as_str().starts_with("procurement")
    }
}

impl fmt::Display for AccountItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq<str> for AccountItem {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for AccountItem {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}
