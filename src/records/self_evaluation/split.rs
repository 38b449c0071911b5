//! One indicator's words in flowing text, split into its name, its target and its actual value.
//!
//! The borders of the three cells are lost; what is left are blanks, line breaks and empty lines,
//! and the types of the values. Every split is given a cost for what would be odd about it; the
//! cheapest counts, and where two different ones cost the same the cells are a problem.

use crate::documents::{Source, Spot};
use crate::problem::{Code, Problem, said, shorten};
use crate::records::form_labels::FormLabels;
use crate::records::self_evaluation::raw::Raw;
use crate::records::self_evaluation::text::{indicator_name, prefix_length};
use crate::records::self_evaluation::tokens::{Gap, Token, join, squash};
use crate::values::{is_unit, parse_quantity};

/// An indicator's texts, and what the choice cost.
#[derive(Clone, Debug, Default)]
pub(super) struct Split {
    pub(super) level3: Raw,
    pub(super) target: Raw,
    pub(super) actual: Raw,
    pub(super) cost: i32,
    /// The words, where more than one split is equally likely.
    open: Option<String>,
}

/// Two readings whose costs differ by less than this are both possible.
pub(super) const MARGIN: i32 = 2;

impl Split {
    /// A split of words that could not be read; the caller reports it.
    pub(super) fn unread() -> Self {
        Self::default()
    }

    /// A split of `tokens` that has more than one reading.
    pub(super) fn open(tokens: &[Token], cost: i32) -> Self {
        let level3 = Raw { text: String::new(), spot: tokens.first().map_or_else(Spot::default, |token| token.spot) };
        Self { level3, cost, open: Some(shorten(&squash(tokens))), ..Self::default() }
    }

    /// Whether the words have more than one reading.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Keeps what was read, and reports that words beside it have more than one reading.
    pub(super) fn leave_open(&mut self, tokens: &[Token]) {
        self.open = Some(shorten(&squash(tokens)));
    }

    /// The problem of a split that is not certain.
    pub(super) fn problem(&self, spot: Spot, file: &Source) -> Option<Problem> {
        let text = self.open.as_ref()?;
        let message = said!(
            "`{text}`中的名称、目标值、实际完成值有不止一种分法",
            "found `{text}`, whose name, target and actual value can be parted in more than one way"
        );
        Some(Problem::error(Code::CellsAmbiguous, file.place(spot), message).hint(said!(
            "纯文字中单元格边线已丢失；请改读该文件的其他格式",
            "flowing text has lost the borders of these cells; read the document in another format"
        )))
    }
}

/// What a run of words looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// A number with its operator or unit.
    Quantity {
        op: bool,
        unit: Option<String>,
    },
    /// A scale such as 优良中低差.
    Scale,
    /// A step of a scale such as 优.
    Step,
    Text,
}

/// What stands in 指标性质 where the target is no quantity.
const QUALITATIVE: &str = "定性";

/// A value longer than this is text, whatever it holds.
const VALUE: usize = 24;

/// An indicator of more words than this is not split: the time grows with their square, and the longest
/// row of the forms at hand has 49.
const WORDS: usize = 160;

/// Splits `tokens`; `numbered` says that they begin with 指标1：, which is certain to be the name.
pub(super) fn split(tokens: &[Token], numbered: bool, labels: &FormLabels) -> Split {
    let n = tokens.len();
    if n > WORDS {
        return Split::open(tokens, 0);
    }
    let pieces = Pieces::new(tokens, labels);
    let names: Vec<i32> = (0..=n).map(|to| pieces.name(to, numbered)).collect();
    let mut found: Vec<(i32, usize, usize)> = vec![(names[n] + 32, n, n)];
    for middle in (1..n).rev() {
        let actual = pieces.kind(middle, n);
        let actual_cost = actual_cost(&actual) + pieces.inner(middle, n) + pieces.border(middle, &actual);
        for start in (1..middle).rev() {
            let name = names[start];
            let target = pieces.kind(start, middle);
            let target_cost = target_cost(&target) + pieces.inner(start, middle) + pieces.border(start, &target);
            found.push((name + target_cost + actual_cost + pair_cost(&target, &actual), start, middle));
        }
        // A target without an actual value; rarer than any complete row.
        found.push((names[middle] + target_cost(&actual) + pieces.inner(middle, n) + 20, middle, n));
    }
    found.sort_unstable();
    let (cost, start, middle) = found[0];
    let rival = found.get(1).is_some_and(|(other, ..)| *other < cost + MARGIN);
    if rival {
        return Split::open(tokens, cost);
    }
    let spot = tokens.first().map_or_else(Spot::default, |token| token.spot);
    let level3 = Raw { text: indicator_name(&join(&tokens[..start]).text), spot };
    Split { level3, target: join(&tokens[start..middle]), actual: join(&tokens[middle..]), cost, open: None }
}

struct Pieces<'a> {
    tokens: &'a [Token],
    labels: &'a FormLabels,
    /// How odd the gaps before each word are, added up: an empty line within a cell, and a blank between
    /// two Chinese words.
    odd: Vec<i32>,
    /// How many signs stand before each word.
    signs: Vec<usize>,
}

impl<'a> Pieces<'a> {
    fn new(tokens: &'a [Token], labels: &'a FormLabels) -> Self {
        let mut pieces = Self { tokens, labels, odd: vec![0], signs: vec![0] };
        let (mut odd, mut signs) = (0, 0);
        for (at, token) in tokens.iter().enumerate() {
            odd += match token.gap {
                _ if at == 0 => 0,
                Gap::Empty => 4,
                Gap::Break => 0,
                Gap::Space if pieces.is_soft(at) => 0,
                Gap::Space => 6,
            };
            signs += token.normal.len();
            pieces.odd.push(odd);
            pieces.signs.push(signs);
        }
        pieces
    }

    fn kind(&self, from: usize, to: usize) -> Kind {
        if self.signs[to] - self.signs[from] > VALUE {
            return Kind::Text;
        }
        let text = squash(&self.tokens[from..to]);
        let first = text.chars().next().unwrap_or(' ');
        if first.is_ascii_digit() || "≥≤<>=≧≦⩾⩽═±".contains(first) {
            // A unit longer than two signs is more likely the beginning of a phrase.
            let unit_length = |unit: &str| unit.chars().count();
            let quantity = parse_quantity(&text);
            if let Some(quantity) =
                quantity.filter(|q| q.unit.as_deref().is_none_or(|u| unit_length(u) <= 2 || is_unit(u)))
            {
                return Kind::Quantity { op: quantity.op.is_some(), unit: quantity.unit };
            }
            return Kind::Text;
        }
        // 定性 stands before a scale, in a column of its own.
        if text.starts_with(QUALITATIVE) || self.labels.scales.exact(&text).is_some() {
            return Kind::Scale;
        }
        if self.labels.steps.exact(&text).is_some() { Kind::Step } else { Kind::Text }
    }

    /// What is odd about the name `..to`: empty, or cut off behind an operator.
    fn name(&self, to: usize, numbered: bool) -> i32 {
        let text = squash(&self.tokens[..to]);
        let chars: Vec<char> = text.chars().collect();
        let numbering = prefix_length(&chars);
        let bare = if numbered && (numbering == 0 || numbering == chars.len()) { 40 } else { 0 };
        let cut = if text.ends_with(QUALITATIVE)
            || text.ends_with(['≥', '≤', '<', '>', '=', '≧', '≦', '(', '、', '“', '《'])
        {
            30
        } else {
            0
        };
        bare + cut + self.inner(0, to)
    }

    /// What is odd about the gaps within `from..to`.
    fn inner(&self, from: usize, to: usize) -> i32 {
        if to > from { self.odd[to] - self.odd[from + 1] } else { 0 }
    }

    /// What is odd about a cell's border at `at`, where a cell of this kind begins: cells are parted by
    /// blanks and empty lines; a mere line break mostly goes on with the cell, and so does the blank
    /// beside a digit, unless a number begins there. No cell begins with the sign that ends a clause.
    fn border(&self, at: usize, kind: &Kind) -> i32 {
        if self.tokens[at].normal.first().is_some_and(|c| "、,。;)”》的及和".contains(*c)) {
            return 20;
        }
        match self.tokens[at].gap {
            Gap::Break => 2,
            Gap::Space if *kind == Kind::Text && self.is_soft(at) => 4,
            Gap::Space | Gap::Empty => 0,
        }
    }

    /// Whether the blank before `at` stands beside a digit, Latin letter or operator, where PDF text
    /// puts blanks of its own.
    fn is_soft(&self, at: usize) -> bool {
        let latin = |c: Option<&char>| c.is_some_and(|c| c.is_ascii() || "≥≤±".contains(*c));
        latin(self.tokens[at].normal.first()) || latin(self.tokens[at - 1].normal.last())
    }
}

fn target_cost(kind: &Kind) -> i32 {
    match kind {
        Kind::Quantity { op: true, .. } | Kind::Scale => 0,
        Kind::Quantity { unit: Some(_), .. } => 1,
        Kind::Quantity { .. } | Kind::Step => 4,
        Kind::Text => 8,
    }
}

fn actual_cost(kind: &Kind) -> i32 {
    match kind {
        Kind::Quantity { op: true, .. } | Kind::Quantity { unit: Some(_), .. } | Kind::Step => 0,
        Kind::Quantity { .. } => 3,
        Kind::Scale => 6,
        Kind::Text => 8,
    }
}

/// What is odd about a target beside its actual value: another unit, or another kind.
fn pair_cost(target: &Kind, actual: &Kind) -> i32 {
    match (target, actual) {
        (Kind::Quantity { unit: target, .. }, Kind::Quantity { unit: actual, .. }) => match (target, actual) {
            (one, other) if one == other => 0,
            (Some(_), Some(_)) => 3,
            _ => 2,
        },
        (Kind::Scale | Kind::Step, Kind::Step) | (Kind::Text, Kind::Text) => 0,
        (Kind::Text, Kind::Step) => 1,
        (Kind::Quantity { op: false, unit: None }, Kind::Text) => 12,
        (Kind::Quantity { op: false, .. }, Kind::Text) => 8,
        _ => 4,
    }
}
