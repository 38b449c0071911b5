//! A sheet, the shared texts, the styles and the workbook of a sound .xlsx.

#![no_main]

use jixiao_fuzz::documents::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| jixiao_fuzz::only(Format::Xlsx, &jixiao_fuzz::xlsx_around(data)));
