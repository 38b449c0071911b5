//! The reader of a user's own dictionary.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| jixiao_fuzz::labels(data));
