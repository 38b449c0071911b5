//! The readers of forms, narratives and account tables, on any text or web page.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| jixiao_fuzz::records(data));
