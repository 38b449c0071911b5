//! What a browser does not show of a page: elements whose style, attribute or class hides them.

use html5ever::tokenizer::{Tag, TagKind};
use std::collections::BTreeSet;

/// So many classes and names that hide are remembered.
const NAMES: usize = 2_000;

/// Elements without an end.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Which elements of a page are hidden, and whether one is open.
#[derive(Debug, Default)]
pub(super) struct Veil {
    /// The classes (`.name`) and names (`#name`) that the page's own style sheets hide.
    hiding: BTreeSet<String>,
    /// The hidden element that is open, how many of its name are within each other, and how many tables
    /// were opened in it.
    open: Option<(String, usize, usize)>,
}

impl Veil {
    /// Learns what a style sheet hides: rules whose selectors are single classes or names.
    pub(super) fn learn(&mut self, sheet: &str) {
        for rule in sheet.split('}') {
            let Some((selectors, style)) = rule.rsplit_once('{') else { continue };
            // What stands in `@media` may be for the printer alone.
            if selectors.contains(['@', '{']) || !hides(style) {
                continue;
            }
            let plain = |name: &&str| {
                name.len() > 1 && name.starts_with(['.', '#']) && !name[1..].contains([' ', '.', '#', ':', '>', '['])
            };
            let names = selectors.split(',').map(str::trim).filter(plain).map(str::to_ascii_lowercase);
            self.hiding.extend(names.take(NAMES.saturating_sub(self.hiding.len())));
        }
    }

    /// Whether an element is hidden that a tag stands in.
    pub(super) fn is_down(&self) -> bool {
        self.open.is_some()
    }

    /// Looks at a tag: whether it is passed over, or begins something hidden.
    pub(super) fn look(&mut self, tag: &Tag) -> Seen {
        let begins = tag.kind == TagKind::StartTag;
        if let Some(seen) = self.inside(&tag.name, begins) {
            return seen;
        }
        let has_end = !VOID.contains(&&*tag.name) && !tag.self_closing;
        if begins && has_end && self.is_hidden(tag) {
            self.open = Some((tag.name.to_string(), 1, 0));
            return Seen::Begins;
        }
        Seen::Shown
    }

    /// What a tag is to the hidden element that is open; nothing where none is, or it ends here without
    /// an end of its own.
    fn inside(&mut self, tag: &str, begins: bool) -> Option<Seen> {
        let (name, depth, tables) = self.open.as_mut()?;
        if *tables == 0 && is_end_of(name, tag, begins) {
            self.open = None;
            return None;
        }
        match (tag, begins) {
            ("table", true) if name != "table" => *tables += 1,
            ("table", false) if name != "table" => *tables = tables.saturating_sub(1),
            (tag, true) if tag == name.as_str() => *depth += 1,
            (tag, false) if tag == name.as_str() && *tables == 0 => *depth -= 1,
            _ => {}
        }
        if *depth == 0 {
            self.open = None;
        }
        Some(Seen::Hidden)
    }

    fn is_hidden(&self, tag: &Tag) -> bool {
        tag.attrs.iter().any(|attribute| match &*attribute.name.local {
            "hidden" => true,
            "style" => hides(&attribute.value),
            "class" => attribute.value.split_ascii_whitespace().any(|class| self.is_hiding('.', class)),
            "id" => self.is_hiding('#', &attribute.value),
            _ => false,
        })
    }

    fn is_hiding(&self, kind: char, name: &str) -> bool {
        !self.hiding.is_empty() && self.hiding.contains(&format!("{kind}{}", name.to_ascii_lowercase()))
    }
}

/// What a tag is to what is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// It stands in the open.
    Shown,
    /// It begins an element that is hidden.
    Begins,
    /// It stands in one, or ends it.
    Hidden,
}

/// Whether a tag ends the element `name` whose own end may be left out.
fn is_end_of(name: &str, tag: &str, begins: bool) -> bool {
    let table = matches!(tag, "tbody" | "thead" | "tfoot") || tag == "table" && !begins;
    match name {
        "td" | "th" => matches!(tag, "td" | "th") && begins || tag == "tr" || table,
        "tr" => tag == "tr" && begins || table,
        "li" | "option" | "dd" | "dt" => tag == name && begins,
        "p" => begins && matches!(tag, "p" | "div" | "table" | "tr" | "td") || !begins && matches!(tag, "td" | "tr"),
        _ => false,
    }
}

/// Whether a style hides what it is for.
fn hides(style: &str) -> bool {
    let squashed: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let declares = |words: &str| squashed.split(';').any(|part| part.trim_end_matches("!important") == words);
    declares("display:none") || declares("visibility:hidden") || declares("visibility:collapse")
}

/// Whether a style strikes its text out.
pub(super) fn strikes(tag: &Tag) -> bool {
    let named = matches!(&*tag.name, "s" | "del" | "strike");
    named
        || tag.attrs.iter().any(|attribute| {
            &*attribute.name.local == "style" && attribute.value.to_ascii_lowercase().contains("line-through")
        })
}

/// Whether a tag sets its text as a superscript.
pub(super) fn raises(tag: &Tag) -> bool {
    let styled = |value: &str| {
        let squashed: String = value.chars().filter(|c| !c.is_whitespace()).collect();
        squashed.to_ascii_lowercase().contains("vertical-align:super")
    };
    &*tag.name == "sup"
        || tag.attrs.iter().any(|attribute| &*attribute.name.local == "style" && styled(&attribute.value))
}
