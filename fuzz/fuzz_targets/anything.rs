//! Whatever a folder may hold: the format is told from the bytes, and what is read goes on to the records.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| jixiao_fuzz::whole(data));
