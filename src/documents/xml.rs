//! XML, step by step and as it is unpacked: elements by their local names, text with its references
//! resolved, nothing expanded that the file itself declares.

use crate::documents::fault::Fault;
use crate::documents::limits::Limit;
use crate::problem::said;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::{BufRead, Read};

/// Elements within elements; office programs stay below 60.
const MAX_DEPTH: usize = 400;

/// Bytes of one element with its attributes, or of one text. Drawings keep pictures in an attribute.
const STEP_BYTES: usize = 4 * 1024 * 1024;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An element opens: see [`Xml::name`] and [`Xml::attribute`].
    Open,
    /// An element closes: see [`Xml::name`]. One without content closes too.
    Close,
    /// A piece of text: see [`Xml::text`].
    Text,
    /// The file ends.
    End,
}

/// A file of XML and where the reading stands in it.
pub(super) struct Xml<R> {
    reader: Reader<Gauge<R>>,
    buffer: Vec<u8>,
    name: String,
    attributes: String,
    text: String,
    depth: usize,
    /// Whether the element just opened has no content, so that its end comes next.
    closes: bool,
}

impl<R: BufRead> Xml<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            reader: Reader::from_reader(Gauge { source, left: STEP_BYTES }),
            buffer: Vec::new(),
            name: String::new(),
            attributes: String::new(),
            text: String::new(),
            depth: 0,
            closes: false,
        }
    }

    /// The local name of the element that opened or closed last.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The piece of text read last.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The attribute with the local name `name` of the element that opened last.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let start = BytesStart::from_content(self.attributes.as_str(), 0);
        let mut attributes = start.attributes();
        let found = attributes.with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
        Some(value(&found))
    }

    /// The attributes of the element that opened last, by their local names.
    pub(super) fn attributes(&self) -> Vec<(String, String)> {
        let mut attributes = Vec::new();
        self.each_attribute(|name, value| attributes.push((name.to_owned(), value.to_owned())));
        attributes
    }

    /// Tells the attributes of the element that opened last, by their local names.
    pub(super) fn each_attribute(&self, mut tell: impl FnMut(&str, &str)) {
        let start = BytesStart::from_content(self.attributes.as_str(), 0);
        for found in start.attributes().with_checks(false).flatten() {
            let plain = unescape(&found.value);
            tell(found.key.local_name().as_ref(), plain.as_deref().unwrap_or(&found.value));
        }
    }

    /// A number in the attribute `name`.
    pub(super) fn count(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Goes one step on.
    pub(super) fn step(&mut self) -> Result<Step, Fault> {
        if std::mem::take(&mut self.closes) {
            self.depth -= 1;
            return Ok(Step::Close);
        }
        loop {
            self.buffer.clear();
            self.reader.get_mut().left = STEP_BYTES;
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(_) if self.reader.get_ref().left == 0 => return Err(Fault::Over(Limit::Line)),
                Err(error) => return Err(Fault::foreign(error)),
            };
            match event {
                Event::Start(start) => {
                    opens(&start, &mut self.name, &mut self.attributes);
                    return self.descend();
                }
                Event::Empty(start) => {
                    opens(&start, &mut self.name, &mut self.attributes);
                    self.closes = true;
                    return self.descend();
                }
                Event::End(end) => {
                    self.name.clear();
                    self.name.push_str(end.local_name().as_ref());
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Step::Close);
                }
                Event::Text(text) => {
                    self.text.clear();
                    self.text.push_str(&text);
                    return Ok(Step::Text);
                }
                Event::CData(text) => {
                    self.text.clear();
                    self.text.push_str(&text);
                    return Ok(Step::Text);
                }
                Event::GeneralRef(reference) => {
                    self.text.clear();
                    self.text.extend(resolve(&reference));
                    return Ok(Step::Text);
                }
                Event::Eof if self.depth == 0 => return Ok(Step::End),
                Event::Eof => return Err(Fault::broken(said!("XML没有结尾", "the XML ends early"))),
                Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {}
            }
        }
    }

    /// Goes on behind the end of the element that opened last.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth.saturating_sub(1);
        while self.step()? != Step::Close || self.depth != outside {}
        Ok(())
    }

    fn descend(&mut self) -> Result<Step, Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Fault::Over(Limit::Nesting)) } else { Ok(Step::Open) }
    }
}

fn value(attribute: &Attribute<'_>) -> String {
    unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned)
}

fn opens(start: &BytesStart<'_>, name: &mut String, attributes: &mut String) {
    name.clear();
    name.push_str(start.local_name().as_ref());
    attributes.clear();
    attributes.push_str(start.attributes_raw());
}

/// The character a reference stands for: by its number, or one of the five every file knows.
fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// A source that gives no more than a number of bytes for each step: a step is kept as a whole.
struct Gauge<R> {
    source: R,
    left: usize,
}

impl<R: BufRead> BufRead for Gauge<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.left == 0 {
            return Err(std::io::Error::other("one element or text is too long"));
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.source.consume(count);
    }
}

impl<R: BufRead> Read for Gauge<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
