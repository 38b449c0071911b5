//! The frame every chart stands in: the finding on top, what is measured under it, panels named by
//! year and unit, and at the foot the sources, the pipeline and what the audit says of the figures.

use crate::charts::canvas::{Area, Canvas, Mark, text_area};
use crate::charts::figure::{Drawing, Request};
use crate::charts::style::{FOOT, HEAD, MARGIN, MUTED, RIGHT, RULE, SMALL, SUBTITLE, TITLE, Type};
use crate::charts::words::Form;
use crate::charts::{svg, text, words};
use crate::problem::Problem;
use crate::tables::DataFrame;
use crate::values::Lang;

/// A page on which a chart is being laid out, from top to bottom.
pub(super) struct Page {
    /// What is drawn so far.
    pub(super) canvas: Canvas,
    /// How far down the page is filled.
    pub(super) y: i32,
    /// The language.
    pub(super) lang: Lang,
    title: String,
    /// The kind of picture and the finding, for those who do not see it.
    sentence: String,
    alt: Vec<String>,
}

impl Page {
    /// A page with its finding and what is measured.
    pub(super) fn begin(lang: Lang, form: Form, title: &str, subtitle: &str) -> Self {
        let title = text::clean(title);
        let sentence = format!("{}{}{title}", form.name(lang), lang.pick("：", ": "));
        let alt = vec![sentence.clone(), text::clean(subtitle)];
        let mut page = Self { canvas: Canvas::default(), y: 230, lang, title, sentence, alt };
        page.paragraph(&page.title.clone(), TITLE, 330, 3);
        page.y += 10;
        page.paragraph(subtitle, SUBTITLE, 225, 3);
        page.y += 90;
        page
    }

    /// One of two texts, by the language of the page.
    pub(super) fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.lang.pick(zh, en)
    }

    /// A text over the whole width, in as many lines as it needs up to `most`.
    pub(super) fn paragraph(&mut self, text: &str, kind: Type, leading: i32, most: usize) {
        for line in text::balanced(&text::clean(text), kind.face, kind.size, RIGHT - MARGIN, most) {
            self.y += leading;
            self.canvas.text(MARGIN, self.y - leading / 3, &line, kind);
        }
    }

    /// A remark in small type over the whole width, and for those who do not see the page.
    pub(super) fn remark(&mut self, text: &str) {
        self.y += 30;
        self.paragraph(text, SMALL, 200, 6);
        self.say(text);
    }

    /// Adds to the chart in words.
    pub(super) fn say(&mut self, text: &str) {
        self.alt.push(text::clean(text));
    }

    /// The head of a panel: a rule, the year and the unit in bold, and what else holds for the panel.
    pub(super) fn panel_head(&mut self, year: Option<i32>, unit: &str, note: &str) {
        self.canvas.block(Area::new(MARGIN, self.y, RIGHT, self.y + 12), MUTED);
        self.y += 230;
        let note_area = self.canvas.text(RIGHT, self.y, note, SMALL.end());
        let head = self.panel_name(year, unit);
        let head = text::shorten(&head, HEAD.face, HEAD.size, note_area.left - MARGIN - 200);
        self.canvas.text(MARGIN, self.y, &head, HEAD);
        self.y += 80;
        self.say(&format!("{} {unit}", words::year(self.lang, year)));
    }

    /// A head that names what follows, where that is no year of a unit.
    pub(super) fn plain_head(&mut self, head: &str, note: &str) {
        self.canvas.block(Area::new(MARGIN, self.y, RIGHT, self.y + 12), MUTED);
        self.y += 230;
        let note_area = self.canvas.text(RIGHT, self.y, note, SMALL.end());
        self.canvas.fit((MARGIN, self.y), head, HEAD, note_area.left - MARGIN - 200);
        self.y += 80;
        self.say(&format!("{head} {note}"));
    }

    /// A panel in words: the year, and the unit where one is printed.
    pub(super) fn panel_name(&self, year: Option<i32>, unit: &str) -> String {
        let year = words::year(self.lang, year);
        let unit = text::clean(unit);
        if unit.is_empty() { year } else { format!("{year} · {unit}") }
    }

    /// An upright grid from `top` to the present height under each of `ticks`.
    pub(super) fn grid(&mut self, top: i32, ticks: &[(String, i32)]) {
        let lines = ticks.iter().map(|(_, x)| Mark::Line(vec![(*x, top), (*x, self.y)], RULE, 8));
        let under = self.canvas.marks.iter().take_while(|mark| matches!(mark, Mark::Line(..))).count();
        self.canvas.marks.splice(under..under, lines);
    }

    /// The labels of `ticks` on a line of text whose foot is at `y`; one that would touch its
    /// neighbour is left out.
    pub(super) fn tick_labels(&mut self, y: i32, ticks: &[(String, i32)]) {
        let mut right = i32::MIN;
        for (label, x) in ticks {
            if text_area(*x, y, label, SMALL.middle()).left > right {
                right = self.canvas.text(*x, y, label, SMALL.middle()).right + 60;
            }
        }
    }

    /// A grid from `top` with the labels of `ticks` below it.
    pub(super) fn axis(&mut self, top: i32, ticks: &[(String, i32)]) {
        self.grid(top, ticks);
        self.y += 190;
        self.tick_labels(self.y, ticks);
        self.y += 100;
    }

    /// The foot line, and the drawing.
    ///
    /// # Errors
    ///
    /// Problems of writing the SVG, cutting the font or reading the years and units of `table`.
    pub(super) fn finish(mut self, request: &Request<'_>, table: DataFrame) -> Result<Drawing, Problem> {
        self.y += 60;
        let foot = foot(request, &table)?;
        self.canvas.block(Area::new(MARGIN, self.y, RIGHT, self.y + 8), RULE);
        self.y += 50;
        self.paragraph(&foot, FOOT, 190, 5);
        self.say(&foot);
        let height = (self.y + 159) / 10 * 10;
        let stop = self.pick("。", ". ");
        let alt = self.alt.iter().filter(|part| !part.is_empty()).map(|part| part.trim_end_matches(['。', '.', ' ']));
        let alt = alt.collect::<Vec<_>>().join(stop) + stop.trim_end();
        let id = format!("{}-{}", request.about.name, request.lang.pick("zh", "en"));
        let words = svg::Words { id: &id, title: &self.sentence, alt: &alt, lang: self.lang };
        let svg_bare = svg::bare(&self.canvas, height, &words)?;
        let svg = svg::with_font(&svg_bare, &self.canvas)?;
        let Canvas { labels, missing_glyphs, .. } = self.canvas;
        Ok(Drawing { svg, svg_bare, title: self.title, alt, table, missing_glyphs, labels, height })
    }
}

/// Documents up to which the foot names each.
const MOST_SOURCES: usize = 6;

/// Sources, pipeline, and what the audit says: what a reader needs to check the figures in `table`.
fn foot(request: &Request<'_>, table: &DataFrame) -> Result<String, Problem> {
    let (sources, pipeline, lang) = (request.sources, request.pipeline, request.lang);
    let audit = request.audit.sentence(request.about.figures, table, lang)?;
    let sources = match (lang, sources.len()) {
        (_, 0) => lang.pick("未列明", "not stated").to_owned(),
        (_, n) if n <= MOST_SOURCES => sources.join(lang.pick("；", "; ")),
        (Lang::Zh, n) => format!("{n}份文件，名单见manifest.json"),
        (Lang::En, n) => format!("{n} documents, listed in manifest.json"),
    };
    Ok(match lang {
        Lang::Zh => format!("资料来源：{sources}。流水线：{pipeline}。{audit}。"),
        Lang::En => format!("Sources: {sources}. Pipeline: {pipeline}. {audit}."),
    })
}
