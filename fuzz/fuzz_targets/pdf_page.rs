//! What is drawn on a page of a sound PDF, and what its font says of its codes.

#![no_main]

use jixiao_fuzz::documents::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| jixiao_fuzz::only(Format::Pdf, &jixiao_fuzz::pdf_around(data)));
