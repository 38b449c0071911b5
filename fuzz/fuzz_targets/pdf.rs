//! The bytes of a PDF.

#![no_main]

use jixiao_fuzz::documents::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| jixiao_fuzz::only(Format::Pdf, data));
