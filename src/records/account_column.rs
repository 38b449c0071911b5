//! What a column of a table of accounts holds, whatever its heading is called.

use serde::{Deserialize, Serialize};

/// A column of a table of accounts. Its words stand in `data/labels/accounts.toml` under the names that
/// serde writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountColumn {
    /// 合计, 小计, 本年收入合计, 本年支出合计.
    Total,
    /// The one column of amounts: 决算数, 金额.
    Single,
    /// 基本支出.
    Basic,
    /// 项目支出.
    Project,
    /// 上缴上级支出.
    ToSuperior,
    /// 经营支出.
    Operating,
    /// 对附属单位补助支出.
    ToAffiliates,
    /// 财政拨款收入.
    Fiscal,
    /// 上级补助收入.
    Superior,
    /// 事业收入.
    Undertaking,
    /// 经营收入.
    Business,
    /// 附属单位上缴收入.
    Affiliates,
    /// 其他收入.
    Other,
    /// 一般公共预算财政拨款.
    PublicBudget,
    /// 政府性基金预算财政拨款.
    Fund,
    /// 国有资本经营预算财政拨款.
    StateCapital,
    /// 年初结转和结余.
    Begin,
    /// 本年收入 of a fund.
    Income,
    /// 年末结转和结余.
    End,
    /// Anything else, such as a part of a part.
    #[default]
    Unknown,
}
