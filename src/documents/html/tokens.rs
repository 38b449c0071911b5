//! The tokens of a page, told to the [`Page`] that is read from them.

use crate::documents::apart::Apart;
use crate::documents::fault::{Fault, Meter};
use crate::documents::html::page::{Page, Span};
use crate::documents::html::veil::{Seen, Veil, raises, strikes};
use crate::documents::spans::Piece;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;

/// How much of a page is read before it is asked whether a limit was met.
const CHUNK: usize = 16 * 1024;

/// What a page holds, and what it spent.
pub(super) fn pieces<'a>(text: &str, meter: Meter<'a>) -> Result<(Vec<Piece>, Apart, Meter<'a>), Fault> {
    let sink = Sink { page: RefCell::new(Page::new(meter)), veil: RefCell::new(Veil::default()) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK));
        rest = after;
        queue.push_back(StrTendril::from_slice(chunk));
        // It stops early only for scripts and encodings, which the sink never speaks of.
        let _ = tokenizer.feed(&queue);
        if let Some(fault) = tokenizer.sink.page.borrow_mut().fault.take() {
            return Err(fault);
        }
    }
    tokenizer.end();
    tokenizer.sink.page.into_inner().finish()
}

struct Sink<'a> {
    page: RefCell<Page<'a>>,
    veil: RefCell<Veil>,
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut page = self.page.borrow_mut();
        if page.fault.is_some() {
            return TokenSinkResult::Continue;
        }
        page.line = u32::try_from(line).unwrap_or(0);
        match token {
            Token::CharacterTokens(text) if page.in_styles() => self.veil.borrow_mut().learn(&text),
            Token::CharacterTokens(text) if !self.veil.borrow().is_down() => page.text(&text),
            Token::TagToken(tag) => {
                match self.veil.borrow_mut().look(&tag) {
                    Seen::Shown => {
                        let told = tell(&mut page, &tag);
                        page.fault = page.fault.take().or(told.err());
                    }
                    Seen::Begins => page.apart.hide(),
                    Seen::Hidden => {}
                }
                return content(&tag);
            }
            Token::CharacterTokens(_)
            | Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

fn tell(page: &mut Page<'_>, tag: &Tag) -> Result<(), Fault> {
    let opens = tag.kind == TagKind::StartTag;
    match (&*tag.name, opens) {
        ("table", true) => page.open_table()?,
        ("table", false) => page.close_table(),
        ("thead" | "tbody" | "tfoot", _) => page.end_group(),
        ("tr", true) => page.open_row()?,
        ("tr", false) => page.close_row(),
        ("td" | "th", true) => page.open_cell(span(tag, "colspan"), span(tag, "rowspan"))?,
        ("td" | "th", false) => page.close_cell(),
        ("input", true) => input(page, tag),
        ("select", opens) => page.choice(opens),
        ("option", opens) => page.option(opens, tag.attrs.iter().any(|attribute| &*attribute.name.local == "selected")),
        ("script" | "style" | "title" | "noscript" | "template" | "iframe" | "xmp", opens) => {
            page.unseen(&tag.name, opens && !tag.self_closing);
        }
        ("pre", opens) => page.preformatted(opens),
        (name, _) if is_block(name) => page.end_line(),
        (name, true) if raises(tag) || strikes(tag) => page.set_apart(name, raises(tag)),
        (name, false) => page.end_apart(name),
        _ => {}
    }
    Ok(())
}

/// What a field of a form shows: its value, or its tick.
fn input(page: &mut Page<'_>, tag: &Tag) {
    let of = |name: &str| tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    let kind = of("type").map(|attribute| attribute.value.trim().to_ascii_lowercase()).unwrap_or_default();
    match kind.as_str() {
        "hidden" | "password" | "image" | "file" | "submit" | "button" | "reset" => {}
        "checkbox" | "radio" => page.text(if of("checked").is_some() { "☑" } else { "□" }),
        _ => page.text(of("value").map_or("", |attribute| &*attribute.value)),
    }
}

/// How the tokenizer reads what follows a tag: scripts and styles hold no tags.
fn content(tag: &Tag) -> TokenSinkResult<()> {
    if tag.kind == TagKind::EndTag {
        return TokenSinkResult::Continue;
    }
    match &*tag.name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" => TokenSinkResult::RawData(RawKind::Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

fn span(tag: &Tag, name: &str) -> Span {
    let attribute = tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    let digits: String = attribute.value.trim().chars().take_while(char::is_ascii_digit).take(9).collect();
    digits.parse().ok()
}

/// Whether an element begins and ends a line.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "br"
            | "hr"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "caption"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "form"
            | "fieldset"
            | "blockquote"
            | "center"
            | "address"
            | "figure"
            | "figcaption"
            | "body"
            | "html"
            | "head"
    )
}
