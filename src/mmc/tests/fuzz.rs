//! No bytes at all make a decoder panic.

use crate::mmc::decode_all::decode_all;

/// The 64-bit generator of Marsaglia's paper: the same bytes on every run.
struct XorShift(u64);

impl XorShift {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

#[test]
#[cfg_attr(miri, ignore = "tens of thousands of answers")]
fn no_bytes_panic() {
    for fill in 0..=0xFF {
        for length in 0..=80 {
            decode_all(&vec![fill; length]);
        }
    }
    let mut random = XorShift(0x9E37_79B9_7F4A_7C15);
    for _ in 0..20_000 {
        let length = random.below(300);
        let mut data: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
        // Small first bytes let lengths, page codes and response codes pass the first checks more often.
        let plausible = random.below(4);
        for (at, byte) in data.iter_mut().enumerate().take(8) {
            match plausible {
                0 => *byte = [0, 0, 0, 0x60, 0, 0, 0, 0][at],
                1 => *byte = [0x70, 0x05, 0x2A, 0x72][random.below(4)],
                2 => *byte &= 0x3F,
                _ => {}
            }
        }
        for page in [0x05, 0x2A, 0x70, 0x71, 0x72, 0x73] {
            if let Some(first) = data.first_mut() {
                *first = page;
            }
            decode_all(&data);
        }
        data.truncate(random.below(length + 1));
        decode_all(&data);
    }
}
