//! What two documents say both, counted: which of them counts, and how much the other would have added.

use crate::problem::{Code, Problem, Said, said};
use crate::values::{Lang, Place, grouped};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a document says that another says, too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The document whose rows count.
    pub counted: String,
    /// The document whose rows are left out.
    pub left_out: String,
    /// Projects that both have.
    pub projects: usize,
    /// Indicators of those projects.
    pub indicators: usize,
    /// What they were given or, where that is not printed, what they spent.
    pub wan: Decimal,
    /// Figures of accounts that both have.
    pub accounts: usize,
}

/// What is left out of the analyses because another document says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// A pair of documents each, in the order of those left out.
    pub papers: Vec<Paper>,
}

impl LeftOut {
    /// Projects that are left out.
    pub fn projects(&self) -> usize {
        self.papers.iter().map(|paper| paper.projects).sum()
    }

    /// Their indicators.
    pub fn indicators(&self) -> usize {
        self.papers.iter().map(|paper| paper.indicators).sum()
    }

    /// Figures of accounts that are left out.
    pub fn accounts(&self) -> usize {
        self.papers.iter().map(|paper| paper.accounts).sum()
    }

    /// The money of the projects that are left out, 万元; nothing beyond all digits.
    pub fn wan(&self) -> Option<Decimal> {
        self.papers.iter().try_fold(Decimal::ZERO, |sum, paper| sum.checked_add(paper.wan))
    }

    /// How much is left out, as one sentence; nothing where nothing is.
    pub fn sentence(&self, lang: Lang) -> Option<String> {
        let (projects, accounts) = (self.projects(), self.accounts());
        if projects + accounts == 0 {
            return None;
        }
        let (documents, (zh, en)) = (self.papers.len(), parts(projects, self.wan().unwrap_or(Decimal::MAX), accounts));
        Some(match lang {
            Lang::Zh => format!("不同文件中内容相同的{zh}只计一次（{documents} 对文件）。"),
            Lang::En => {
                format!("{en} stand in two documents and are counted once ({documents} pairs of documents).")
            }
        })
    }

    /// A doubt for every pair of documents.
    pub fn problems(&self) -> Vec<Problem> {
        self.papers.iter().map(Paper::problem).collect()
    }
}

impl Paper {
    fn problem(&self) -> Problem {
        let Self { counted, left_out, projects, accounts, .. } = self;
        let (zh, en) = parts(*projects, self.wan, *accounts);
        let message = Said {
            zh: Some(format!("其中{zh}在`{counted}`中也有，单位、年度、名称和金额都相同；计入那一份，此处不计")),
            en: format!(
                "expected each record in one document, found {en} with the same unit, year, name and amounts in \
                 `{counted}`, too; counted there and left out here"
            ),
        };
        let hint = said!(
            "`[[source]]`中的{}可选择以哪种格式为准",
            "{} in a `[[source]]` chooses which format counts",
            "`prefer = [\"docx\", \"pdf\"]`",
        );
        Problem::doubt(Code::PaperTwice, Place::file(left_out.as_str()), message).hint(hint)
    }
}

/// Projects with their money, and figures of accounts, as far as there are any, in Chinese and in English.
fn parts(projects: usize, wan: Decimal, accounts: usize) -> (String, String) {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    if projects > 0 {
        let wan = grouped(wan, 2);
        zh.push(format!("项目 {projects} 个（{wan} 万元）"));
        en.push(format!("{projects} projects ({wan}, 10k yuan)"));
    }
    if accounts > 0 {
        zh.push(format!("决算数字 {accounts} 个"));
        en.push(format!("{accounts} figures of accounts"));
    }
    (zh.join("、"), en.join(" and "))
}
