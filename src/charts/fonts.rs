//! The two compiled-in fonts: which characters they hold, how wide each is, and a copy of a font
//! that holds only the characters a text needs, small enough to travel inside an SVG or a page.
//!
//! Noto Sans CJK SC under the SIL Open Font License 1.1 (`data/fonts/OFL.txt`). Each file is
//! parsed once in a process.

use crate::problem::{Code, Problem, said};
use crate::values::Place;
use allsorts::binary::read::ReadScope;
use allsorts::error::ParseError;
use allsorts::font::read_cmap_subtable;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tables::cmap::Cmap;
use allsorts::tables::{FontTableProvider, HeadTable, HheaTable, HmtxTable, MaxpTable};
use allsorts::tag;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The family name under which charts and pages speak of the font.
pub const FAMILY: &str = "Noto Sans SC";

/// The two weights that are compiled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
}

/// A font file and what was read from it.
struct Font {
    /// The file.
    bytes: &'static [u8],
    /// Character, glyph, advance; sorted by character.
    glyphs: Vec<(char, u16, u16)>,
    /// Font units in one em.
    per_em: u16,
}

static REGULAR: OnceLock<Font> = OnceLock::new();
static BOLD: OnceLock<Font> = OnceLock::new();

/// The bytes of a font file, for the renderer of pixels.
pub(super) fn bytes(face: Face) -> &'static [u8] {
    font(face).bytes
}

/// Whether the font holds a glyph for `c`.
pub(super) fn holds(c: char, face: Face) -> bool {
    font(face).find(c).is_some()
}

/// The advance of `c` in font units; a character that is missing is taken to be as wide as a Chinese one.
pub(super) fn advance(c: char, face: Face) -> u16 {
    let font = font(face);
    font.find(c).map_or(font.per_em, |(_, advance)| advance)
}

/// Font units in one em.
pub(super) fn units_per_em(face: Face) -> u16 {
    font(face).per_em
}

/// A `@font-face` rule whose font holds the characters of `texts` and nothing else.
///
/// # Errors
///
/// A problem `font-subset` if the compiled-in font cannot be cut.
pub(super) fn font_face<'a>(face: Face, texts: impl Iterator<Item = &'a str>) -> Result<String, Problem> {
    let font = font(face);
    let chars: BTreeSet<char> = texts.flat_map(str::chars).collect();
    let mut glyphs: Vec<u16> = chars.iter().filter_map(|&c| font.find(c)).map(|(glyph, _)| glyph).collect();
    glyphs.push(0);
    glyphs.sort_unstable();
    glyphs.dedup();
    let cut = font.cut(&glyphs).map_err(|cause| {
        let file = if face == Face::Bold { "NotoSansSC-Bold.otf" } else { "NotoSansSC-Regular.otf" };
        Problem::error(
            Code::FontSubset,
            Place::file(file),
            said!("内置字体无法截取：{cause}", "the compiled-in font cannot be cut: {cause}"),
        )
    })?;
    let weight = if face == Face::Bold { 700 } else { 400 };
    let data = STANDARD.encode(cut);
    Ok(format!(
        "@font-face{{font-family:\"{FAMILY}\";font-weight:{weight};src:url(data:font/otf;base64,{data}) format(\"opentype\")}}"
    ))
}

/// The rules for regular and bold that a page needs to show `texts` on a machine without Chinese fonts.
///
/// # Errors
///
/// A problem `font-subset` if a compiled-in font cannot be cut.
pub fn page_font(texts: &[&str]) -> Result<String, Problem> {
    let regular = font_face(Face::Regular, texts.iter().copied())?;
    let bold = font_face(Face::Bold, texts.iter().copied())?;
    Ok(format!("{regular}\n{bold}"))
}

/// The parsed font. A file that cannot be parsed would have been caught by the first test ever
/// run; it then reads as a font without glyphs, and every character is reported as missing.
fn font(face: Face) -> &'static Font {
    let (cell, bytes): (_, &'static [u8]) = match face {
        Face::Regular => (&REGULAR, include_bytes!("../../data/fonts/NotoSansSC-Regular.otf")),
        Face::Bold => (&BOLD, include_bytes!("../../data/fonts/NotoSansSC-Bold.otf")),
    };
    cell.get_or_init(|| Font::parse(bytes).unwrap_or(Font { bytes, glyphs: Vec::new(), per_em: 1_000 }))
}

impl Font {
    fn parse(bytes: &'static [u8]) -> Result<Self, Box<dyn std::error::Error>> {
        let provider = ReadScope::new(bytes).read::<FontData<'_>>()?.table_provider(0)?;
        let head_data = provider.read_table_data(tag::HEAD)?;
        let head = ReadScope::new(&head_data).read::<HeadTable>()?;
        let hhea_data = provider.read_table_data(tag::HHEA)?;
        let hhea = ReadScope::new(&hhea_data).read::<HheaTable>()?;
        let maxp_data = provider.read_table_data(tag::MAXP)?;
        let maxp = ReadScope::new(&maxp_data).read::<MaxpTable>()?;
        let hmtx_data = provider.read_table_data(tag::HMTX)?;
        let hmtx = ReadScope::new(&hmtx_data)
            .read_dep::<HmtxTable<'_>>((usize::from(maxp.num_glyphs), usize::from(hhea.num_h_metrics)))?;
        let cmap_data = provider.read_table_data(tag::CMAP)?;
        let cmap = ReadScope::new(&cmap_data).read::<Cmap<'_>>()?;
        let (_, subtable) = read_cmap_subtable(&cmap)?.ok_or(ParseError::MissingValue)?;
        let mut glyphs = Vec::new();
        subtable.mappings_fn(|code, glyph| {
            if let (Some(c), Ok(advance), true) = (char::from_u32(code), hmtx.horizontal_advance(glyph), glyph != 0) {
                glyphs.push((c, glyph, advance));
            }
        })?;
        glyphs.sort_unstable();
        Ok(Self { bytes, glyphs, per_em: head.units_per_em })
    }

    fn find(&self, c: char) -> Option<(u16, u16)> {
        let at = self.glyphs.binary_search_by_key(&c, |&(c, ..)| c).ok()?;
        Some((self.glyphs[at].1, self.glyphs[at].2))
    }

    fn cut(&self, glyphs: &[u16]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
        let provider = ReadScope::new(self.bytes).read::<FontData<'_>>()?.table_provider(0)?;
        let profile = SubsetProfile::Custom(vec![
            tag::CMAP,
            tag::HEAD,
            tag::HHEA,
            tag::HMTX,
            tag::MAXP,
            tag::NAME,
            tag::OS_2,
            tag::POST,
        ]);
        Ok(subset(&provider, glyphs, &profile, CmapTarget::Unicode)?)
    }
}
