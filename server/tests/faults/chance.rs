//! Numbers by chance that a seed repeats.

use std::time::Duration;

pub struct Chance(u64);

impl Chance {
    /// `stream` keeps tests apart that run with the same seed.
    pub fn new(stream: u64) -> Chance {
        let seed = std::env::var("MADOGUCHI_FAULT_SEED").ok().map_or(1, |text| text.parse().unwrap());
        println!("seed {seed}");
        Chance(seed << 16 | stream)
    }

    /// Below `end`; the generator is SplitMix64.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }

    pub fn ms_below(&mut self, end: u64) -> Duration {
        Duration::from_millis(self.below(end))
    }
}
