//! The colours of charts: readable on paper, apart from each other in grey and for colour-blind eyes.
//!
//! Contrast by WCAG 2, distance as ΔE of CIE L*a*b*, colour blindness by the matrices of Machado,
//! Oliveira and Fernandes (2009) for full protanopia, deuteranopia and tritanopia.

use jixiao::charts::style::{INK, Ink, MUTED, PALETTE, PAPER, SHADES};

fn linear(ink: Ink) -> [f64; 3] {
    [ink.0, ink.1, ink.2].map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    })
}

fn luminance([r, g, b]: [f64; 3]) -> f64 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

pub fn contrast(a: Ink, b: Ink) -> f64 {
    let (a, b) = (luminance(linear(a)), luminance(linear(b)));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505;
    let y = luminance([r, g, b]);
    let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089;
    let f = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
}

pub fn lightness(ink: Ink) -> f64 {
    lab(linear(ink))[0]
}

fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (lab(a), lab(b));
    (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f64>().sqrt()
}

const BLINDNESS: [(&str, [[f64; 3]; 3]); 3] = [
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

fn seen(by: &[[f64; 3]; 3], ink: Ink) -> [f64; 3] {
    let rgb = linear(ink);
    std::array::from_fn(|row| (0..3).map(|i| by[row][i] * rgb[i]).sum::<f64>().clamp(0.0, 1.0))
}

fn pairs() -> impl Iterator<Item = ((&'static str, Ink), (&'static str, Ink))> {
    (0..PALETTE.len()).flat_map(|i| (0..i).map(move |j| (PALETTE[i], PALETTE[j])))
}

#[test]
fn text_is_readable_on_paper() {
    assert!(contrast(INK, PAPER) > 12.0);
    assert!(contrast(MUTED, PAPER) >= 4.5);
}

#[test]
fn marks_stand_out_from_paper() {
    for (name, ink) in PALETTE.iter().filter(|(name, _)| *name != "pale") {
        assert!(contrast(*ink, PAPER) >= 3.0, "{name}: {:.2}", contrast(*ink, PAPER));
    }
}

#[test]
fn the_palette_survives_a_black_and_white_printer() {
    for ((a, one), (b, other)) in pairs() {
        let apart = (lightness(one) - lightness(other)).abs();
        assert!(apart >= 15.0, "{a} and {b} are {apart:.1} apart in grey");
    }
}

#[test]
fn the_palette_survives_colour_blindness() {
    for (name, matrix) in &BLINDNESS {
        for ((a, one), (b, other)) in pairs() {
            let apart = distance(seen(matrix, one), seen(matrix, other));
            assert!(apart >= 20.0, "{a} and {b} are {apart:.1} apart under {name}");
        }
    }
}

#[test]
fn shades_grow_darker_and_carry_their_figures() {
    for pair in SHADES.windows(2) {
        let step = lightness(pair[0]) - lightness(pair[1]);
        assert!(step >= 7.0, "{pair:?}: {step:.1}");
    }
    for (at, shade) in SHADES.into_iter().enumerate() {
        let ink = if at >= 3 { PAPER } else { INK };
        assert!(contrast(ink, shade) >= 4.5, "shade {at}: {:.2}", contrast(ink, shade));
    }
}
