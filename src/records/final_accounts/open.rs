//! What a sentence has opened by the time a figure comes: the item it belongs to, the year, the brackets
//! around it, and whether the text only explains.

use crate::records::basis::Basis;

/// The item that the figures of a sentence belong to at the moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Open {
    /// Index of its account, if a dictionary knows it.
    pub(super) account: Option<usize>,
    /// The account that a second comparison of the item has opened.
    pub(super) compared: Option<usize>,
    /// The other of two accounts that 各增加 speaks of: 收入总计…、支出总计…，各增加.
    pub(super) twin: Option<usize>,
    /// Whether the change before was that of something no dictionary knows, so that the percentage behind it is.
    pub(super) strange: bool,
    /// The whole whose parts are being told (其中).
    pub(super) whole: Option<usize>,
    /// The class whose own basic and project expenditure are being told.
    pub(super) class: Option<usize>,
    /// Whether the parts that are being told may be those of that class, or of that stranger.
    pub(super) own: bool,
    /// Whether the sentence speaks of something no dictionary knows, so that 基本支出 is that thing's.
    pub(super) stranger: bool,
    /// The year of the figures.
    pub(super) year: Option<i32>,
    /// Whether the sentence explains from here on.
    pub(super) explains: bool,
    /// A change whose direction only the percentage behind it can tell.
    pub(super) undecided: bool,
    /// Whether the amounts of a list of parts are budgets: 预算120万元，其中：.
    pub(super) of_budget: bool,
    /// Whether the amount told last was a budget.
    pub(super) told_budget: bool,
    /// Whether the figure before was a budget that 完成 leads to: 完成预算30万元的80%.
    pub(super) completes: bool,
    /// What the change told last in the sentence is measured against.
    pub(super) basis: Option<Basis>,
    /// What the change behind an amount of the year before is measured against: 比上年3万元减少1万元.
    pub(super) since: Option<Basis>,
    /// What was open before each bracket that is open now.
    pub(super) brackets: Vec<Open>,
}

impl Open {
    /// Follows the brackets of the words before a figure; returns the words behind the last that is not
    /// closed, or closed, among them.
    pub(super) fn enter(&mut self, lead: &str) -> String {
        const DEEPEST: usize = 4;
        let chars: Vec<char> = lead.chars().collect();
        let mut pending: Vec<usize> = Vec::new();
        let mut from = 0;
        for (at, c) in chars.iter().enumerate() {
            match c {
                '（' | '(' => pending.push(at),
                '）' | ')' if pending.pop().is_none() => {
                    from = at + 1;
                    self.leave();
                }
                _ => {}
            }
        }
        if let Some(last) = pending.last() {
            from = last + 1;
            for _ in pending.iter().take(DEEPEST.saturating_sub(self.brackets.len())) {
                let before = Self { brackets: Vec::new(), ..self.clone() };
                self.brackets.push(before);
            }
        }
        chars[from.min(chars.len())..].iter().collect()
    }

    /// A bracket ends: what was open before it is open again.
    fn leave(&mut self) {
        let Some(before) = self.brackets.pop() else { return };
        let brackets = std::mem::take(&mut self.brackets);
        *self = Self { brackets, ..before };
    }

    /// A sentence begins.
    pub(super) fn sentence(&mut self) {
        self.explains = false;
        self.strange = false;
        self.since = None;
        self.of_budget = false;
        self.class = None;
        self.own = false;
        self.stranger = false;
        self.basis = None;
    }
}
