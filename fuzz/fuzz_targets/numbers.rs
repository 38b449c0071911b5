//! The readers of numbers, percentages, quantities and years.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| jixiao_fuzz::numbers(data));
