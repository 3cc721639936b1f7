//! The rules for ClientName, which others see as the owner of a locked drive.

use crate::failure::{Failure, Result};
use crate::hresult::df2d_hresult;

/// The driver's limit of 64 bytes counts the terminator.
const LONGEST: usize = 63;

/// Checks a name; `refusal` is the object's own code.
pub fn check(name: &str, refusal: df2d_hresult) -> Result<()> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || " .,:;-_".contains(c);
    if name.is_empty() || name.len() > LONGEST || !name.chars().all(allowed) {
        return Err(Failure::new(
            refusal,
            "A client name has 1 to 63 characters, each of A-Z a-z 0-9, space and . , : ; - _",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let long = "x".repeat(63);
        for good in ["a", "My Burner 1.0", "a.b,c:d;e-f_g 9", &long] {
            assert!(check(good, -1).is_ok(), "{good}");
        }
        let longer = "x".repeat(64);
        for bad in ["", "a/b", "naïve", "tab\there", "line\n", &longer] {
            assert_eq!(check(bad, -1).unwrap_err().hr, -1, "{bad}");
        }
    }
}
