//! How much memory there is.

use std::fs::read_to_string;

/// Bytes that can be had without taking them from somebody else; None if the system does not say. In a container, what
/// its own limit leaves.
pub fn free() -> Option<u64> {
    let system = available(&read_to_string("/proc/meminfo").ok()?)?;
    let number =
        |name: &str| read_to_string(format!("/sys/fs/cgroup/memory.{name}")).ok()?.trim().parse().ok();
    let limit: Option<(u64, u64)> = number("max").zip(number("current"));
    Some(limit.map_or(system, |(most, used)| system.min(most.saturating_sub(used))))
}

fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_read() {
        let said = "MemTotal:       24689764 kB\nMemFree:         1689764 kB\nMemAvailable:   23689764 kB\n";
        assert_eq!(available(said), Some(23_689_764 << 10));
        assert_eq!(available("MemTotal: 1 kB\n"), None);
        assert_eq!(available("MemAvailable: many kB\n"), None);
    }
}
