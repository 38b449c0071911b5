//! An SVG as pixels, with the compiled-in fonts and no others, so that every machine draws the same.
#![expect(clippy::disallowed_types, reason = "pixels are not money")]

use crate::charts::fonts::{self, Face};
use crate::problem::{Code, Problem, Said, said};
use crate::values::Place;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree, fontdb};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, OnceLock};

/// More pixels than any page of ours has; beyond it the scale is a mistake.
const MOST_PIXELS: u32 = 100_000_000;

/// How hard pixels are packed: beyond it files shrink little and time doubles.
const LEVEL: u8 = 4;

/// The SVG `svg` as PNG bytes on white paper, `scale` pixels for each of its units; a scale of 2
/// prints sharply over the width of an A4 page.
///
/// # Errors
///
/// A problem `chart-png` if `svg` cannot be read, or would be empty or absurdly large.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, Problem> {
    let fail = |what: Said| Problem::error(Code::ChartPng, Place::file("svg"), what);
    let tree = Tree::from_str(svg, &options())
        .map_err(|cause| fail(said!("图形无法读取：{cause}", "the drawing cannot be read: {cause}")))?;
    let size = tree.size().to_int_size().scale_by(scale).filter(|s| s.width().saturating_mul(s.height()) < MOST_PIXELS);
    let size = size.ok_or_else(|| {
        fail(said!("按{scale}倍缩放得不到合理大小的图片", "a scale of {scale} gives no picture of a sane size"))
    })?;
    let pixmap = Pixmap::new(size.width(), size.height());
    let mut pixmap = pixmap.ok_or_else(|| {
        fail(said!("按{scale}倍缩放得不到合理大小的图片", "a scale of {scale} gives no picture of a sane size"))
    })?;
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let written = match Indexed::of(&pixmap) {
        Some(indexed) => indexed.encode().map_err(|cause| cause.to_string()),
        None => pixmap.encode_png().map_err(|cause| cause.to_string()),
    };
    written.map_err(|cause| fail(said!("图片无法存为PNG：{cause}", "the picture cannot be written as PNG: {cause}")))
}

/// A picture of at most 256 colours, a byte for each pixel: charts have few colours, and are then
/// written three times faster and half as large.
struct Indexed {
    size: (u32, u32),
    palette: Vec<u8>,
    pixels: Vec<u8>,
}

impl Indexed {
    /// The picture, if it has few enough colours. Nothing in it is transparent: the paper is filled.
    fn of(pixmap: &Pixmap) -> Option<Self> {
        let mut known: BTreeMap<[u8; 3], u8> = BTreeMap::new();
        let mut palette = Vec::new();
        let mut last: Option<([u8; 3], u8)> = None;
        let mut pixels = Vec::with_capacity(pixmap.pixels().len());
        for pixel in pixmap.pixels() {
            let color = [pixel.red(), pixel.green(), pixel.blue()];
            if let Some((_, index)) = last.filter(|(before, _)| *before == color) {
                pixels.push(index);
                continue;
            }
            let next = known.len();
            let index = match known.entry(color) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    palette.extend(color);
                    *new.insert(u8::try_from(next).ok()?)
                }
            };
            last = Some((color, index));
            pixels.push(index);
        }
        Some(Self { size: (pixmap.width(), pixmap.height()), palette, pixels })
    }

    fn encode(self) -> Result<Vec<u8>, png::EncodingError> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.size.0, self.size.1);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(self.palette);
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_deflate_compression(png::DeflateCompression::Level(LEVEL));
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(out)
    }
}

/// Options that know the compiled-in fonts alone, whatever family a text asks for.
pub fn options() -> Options<'static> {
    let mut options = Options { fontdb: Arc::clone(database()), ..Options::default() };
    options.font_family = fonts::FAMILY.to_owned();
    options.font_resolver = FontResolver {
        select_font: Box::new(|font, database| {
            let bold = font.weight() >= 600;
            let face = database.faces().find(|face| (face.weight.0 >= 600) == bold);
            face.or_else(|| database.faces().next()).map(|face| face.id)
        }),
        select_fallback: Box::new(|_, _, _| None),
    };
    options
}

fn database() -> &'static Arc<fontdb::Database> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    DATABASE.get_or_init(|| {
        let mut database = fontdb::Database::new();
        for face in [Face::Regular, Face::Bold] {
            database.load_font_source(fontdb::Source::Binary(Arc::new(fonts::bytes(face))));
        }
        Arc::new(database)
    })
}
