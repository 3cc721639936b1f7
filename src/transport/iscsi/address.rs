//! `iscsi://[USER[%PASSWORD]@]HOST[:PORT]/IQN/LUN`: which drive on which machine, as libiscsi's and QEMU's users write it.

use std::ffi::CString;

use crate::failure::{Failure, Result};
use crate::hresult::DF2D_E_INVALIDARG;

pub const SCHEME: &[u8] = b"iscsi://";
/// What IANA gives iSCSI.
const PORT: u16 = 3260;
/// The longest name of a target that the standard allows.
const LONGEST_NAME: usize = 223;
/// libiscsi keeps no more of anything.
const LONGEST: usize = 255;
/// Beyond it a logical unit needs another kind of addressing than the flat one.
const HIGHEST_LUN: u16 = 0x3FFF;

/// Where a drive is. It has no Debug, so that the password gets into no message by accident.
#[derive(PartialEq, Eq)]
pub struct Address {
    pub credentials: Option<Credentials>,
    /// HOST:PORT
    pub portal: CString,
    /// IQN
    pub target: CString,
    pub lun: u16,
    /// The identifier without the password.
    public: String,
}

/// What CHAP proves the initiator with.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    pub user: CString,
    pub password: CString,
}

impl Address {
    /// `rest` is what follows `iscsi://`.
    pub fn parse(rest: &[u8]) -> Result<Address> {
        // The last one: neither a host nor a target's name has it, but a password may.
        let (userinfo, place) = match rest.iter().rposition(|&byte| byte == b'@') {
            Some(at) => (Some(&rest[..at]), &rest[at + 1..]),
            None => (None, rest),
        };
        let parts: Vec<&[u8]> = place.split(|&byte| byte == b'/').collect();
        let &[host, target, lun] = parts.as_slice() else {
            return Err(invalid("It has the form iscsi://[USER[%PASSWORD]@]HOST[:PORT]/IQN/LUN."));
        };
        let credentials = userinfo.map(credentials).transpose()?.flatten();
        let (host, port) = host_and_port(host)?;
        let target = target_name(target)?;
        let lun = number(lun).filter(|&lun| lun <= HIGHEST_LUN).ok_or_else(|| {
            invalid("Behind the target's name stands the logical unit, a number such as 1: …/IQN/1.")
        })?;
        let user = userinfo.map(|user| user.split(|&byte| byte == b'%').next().unwrap_or_default());
        let user = user.filter(|user| !user.is_empty());
        let user = user.map(|user| format!("{}@", String::from_utf8_lossy(user))).unwrap_or_default();
        Ok(Address {
            credentials,
            public: format!(
                "iscsi://{user}{}/{}/{lun}",
                shown(&host, port),
                escaped(&target.to_string_lossy())
            ),
            portal: c_string("host", format!("{host}:{port}").into_bytes())?,
            target,
            lun,
        })
    }

    /// The identifier without the password.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The same for every way to write the same drive.
    pub fn key(&self) -> String {
        let portal = self.portal.to_string_lossy().to_ascii_lowercase();
        format!("iscsi://{portal}/{}/{}", self.target.to_string_lossy(), self.lun)
    }
}

fn shown(host: &str, port: u16) -> String {
    if port == PORT { host.to_owned() } else { format!("{host}:{port}") }
}

/// The first % ends the user; in the password %XX is any byte.
fn credentials(userinfo: &[u8]) -> Result<Option<Credentials>> {
    let (user, password) = match userinfo.iter().position(|&byte| byte == b'%') {
        Some(at) => (&userinfo[..at], &userinfo[at + 1..]),
        None => (userinfo, &[][..]),
    };
    match (user.is_empty(), password.is_empty()) {
        (true, true) => Ok(None),
        (false, false) => Ok(Some(Credentials {
            user: c_string("user", user.to_vec())?,
            password: c_string("password", unescaped(password, "password")?)?,
        })),
        (true, false) => Err(invalid("There is a password and no user before it; USER%PASSWORD@HOST.")),
        (false, true) => Err(invalid("There is a user without a password; USER%PASSWORD@HOST.")),
    }
}

/// An address of version 6 stands in brackets, which stay.
fn host_and_port(text: &[u8]) -> Result<(String, u16)> {
    let wrong = || invalid("The host is a name or an address, one of version 6 in brackets: [::1].");
    let text = std::str::from_utf8(text).map_err(|_| wrong())?;
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((inside, behind)) if inside.bytes().all(|b| b.is_ascii_hexdigit() || b":.".contains(&b)) => {
            (&text[..inside.len() + 2], behind)
        }
        Some(_) => return Err(wrong()),
        None => text.split_at(text.find(':').unwrap_or(text.len())),
    };
    let name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    if host.is_empty() || (!host.starts_with('[') && !host.bytes().all(name)) || host == "[]" {
        return Err(wrong());
    }
    let port = match port.strip_prefix(':') {
        None if port.is_empty() => PORT,
        Some(digits) => number(digits.as_bytes())
            .filter(|&port| port > 0)
            .ok_or_else(|| invalid("The port is a number from 1 to 65535."))?,
        None => return Err(wrong()),
    };
    Ok((host.to_owned(), port))
}

fn target_name(text: &[u8]) -> Result<CString> {
    let name = unescaped(text, "target's name")?;
    let known = [&b"iqn."[..], b"eui.", b"naa."].iter().any(|kind| name.starts_with(kind));
    if !known || name.len() > LONGEST_NAME || !name.iter().all(u8::is_ascii_graphic) {
        return Err(invalid(
            "The target's name begins with iqn., eui. or naa., as in iqn.2026-01.org.example:drive.",
        ));
    }
    c_string("target's name", name)
}

fn number(digits: &[u8]) -> Option<u16> {
    let plain = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    plain.then(|| std::str::from_utf8(digits).ok()?.parse().ok()).flatten()
}

/// With %XX made the byte that it stands for. The message never has the text, which may be secret.
fn unescaped(text: &[u8], what: &str) -> Result<Vec<u8>> {
    let digit = |byte: Option<&u8>| (*byte? as char).to_digit(16);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(&byte) = rest.next() {
        bytes.push(match byte {
            b'%' => match (digit(rest.next()), digit(rest.next())) {
                (Some(high), Some(low)) => (high * 16 + low) as u8,
                _ => return Err(invalid(format!("In the {what}, a % itself is written %25."))),
            },
            byte => byte,
        });
    }
    Ok(bytes)
}

/// A target's name with what would end it made %XX.
fn escaped(name: &str) -> String {
    name.replace('%', "%25").replace('/', "%2F").replace('@', "%40")
}

fn c_string(what: &str, bytes: Vec<u8>) -> Result<CString> {
    if bytes.len() > LONGEST {
        return Err(invalid(format!("The {what} is longer than {LONGEST} bytes.")));
    }
    CString::new(bytes).map_err(|_| invalid(format!("The {what} has a zero byte in it.")))
}

fn invalid(why: impl std::fmt::Display) -> Failure {
    Failure::new(
        DF2D_E_INVALIDARG,
        format!("The identifier of the drive on another machine is malformed. {why}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(id: &str) -> Address {
        let rest = id.as_bytes().strip_prefix(SCHEME).unwrap();
        Address::parse(rest).unwrap_or_else(|failure| panic!("{id}: {failure:?}"))
    }

    fn refusal(rest: impl AsRef<[u8]>) -> Failure {
        match Address::parse(rest.as_ref()) {
            Err(failure) => failure,
            Ok(_) => panic!("{:?} was taken", String::from_utf8_lossy(rest.as_ref())),
        }
    }

    #[test]
    fn every_part() {
        let address = parsed("iscsi://me%my%20secret@drives.example:3261/iqn.2026-01.org.example:dvd/12");
        assert_eq!(address.portal.as_c_str(), c"drives.example:3261");
        assert_eq!(address.target.as_c_str(), c"iqn.2026-01.org.example:dvd");
        assert_eq!(address.lun, 12);
        let credentials = address.credentials.as_ref().unwrap();
        assert_eq!(credentials.user.as_c_str(), c"me");
        assert_eq!(credentials.password.as_c_str(), c"my secret");
        assert_eq!(address.public(), "iscsi://me@drives.example:3261/iqn.2026-01.org.example:dvd/12");
    }

    #[test]
    fn what_may_be_left_out() {
        let address = parsed("iscsi://10.0.0.7/iqn.2026-01.org.example:dvd/0");
        assert_eq!(address.portal.as_c_str(), c"10.0.0.7:3260");
        assert!(address.credentials.is_none());
        assert_eq!(address.public(), "iscsi://10.0.0.7/iqn.2026-01.org.example:dvd/0");
        assert!(parsed("iscsi://@host/iqn.x:y/0").credentials.is_none());
    }

    #[test]
    fn addresses_of_version_6() {
        assert_eq!(parsed("iscsi://[fe80::1]/iqn.x:y/0").portal.as_c_str(), c"[fe80::1]:3260");
        assert_eq!(parsed("iscsi://[::1]:860/iqn.x:y/0").portal.as_c_str(), c"[::1]:860");
        for host in ["[]", "[::1", "::1]", "[::1]x", "[::1]860", "::1", "[host]"] {
            refusal(format!("{host}/iqn.x:y/0"));
        }
    }

    /// A password has whatever it likes in it, but for a % that is not written %25; a user may be a name with an @.
    #[test]
    fn passwords() {
        let of = |id: &str| {
            let credentials = parsed(id).credentials.unwrap();
            let text = |string: CString| string.into_string().unwrap();
            (text(credentials.user), text(credentials.password))
        };
        let pair = |user: &str, password: &str| (user.to_owned(), password.to_owned());
        assert_eq!(of("iscsi://u%deadbeef@h/iqn.x:y/0"), pair("u", "deadbeef"));
        assert_eq!(of("iscsi://u%a/b@c:d%25e%2f@h/iqn.x:y/0"), pair("u", "a/b@c:d%e/"));
        assert_eq!(of("iscsi://u@domain%p@h/iqn.x:y/0"), pair("u@domain", "p"));
        assert_eq!(
            of("iscsi://iqn.2026-01.org.example:me%p@h/iqn.x:y/0"),
            pair("iqn.2026-01.org.example:me", "p")
        );
        for userinfo in ["u", "%p", "u%", "u%p%", "u%p%2", "u%p%zz", "u%p%00"] {
            refusal(format!("{userinfo}@h/iqn.x:y/0"));
        }
    }

    #[test]
    fn names_that_look_like_more() {
        let address = parsed("iscsi://u%p@h/iqn.x:a%40b%2Fc%25d/0");
        assert_eq!(address.target.as_c_str(), c"iqn.x:a@b/c%d");
        assert_eq!(address.public(), "iscsi://u@h/iqn.x:a%40b%2Fc%25d/0");
        assert_eq!(parsed("iscsi://h/iqn.x:a%40b%2fc%25d/0").public(), "iscsi://h/iqn.x:a%40b%2Fc%25d/0");
    }

    #[test]
    fn one_drive_has_one_key() {
        let key = |id| parsed(id).key();
        assert_eq!(key("iscsi://Host/iqn.x:y/1"), key("iscsi://u%p@host:3260/iqn.x%3Ay/01"));
        assert_ne!(key("iscsi://host/iqn.x:y/1"), key("iscsi://host/iqn.x:y/2"));
    }

    #[test]
    fn no_message_has_the_password() {
        for rest in ["u%secret%@h/iqn.x:y/0", "u%secret@h", "u%secret@h:0/iqn.x:y/0", "u%secret@h/wrong/0"] {
            assert!(!refusal(rest).text.contains("secret"), "{rest}");
        }
        assert!(!parsed("iscsi://u%secret@h/iqn.x:y/0").public().contains("secret"));
    }

    #[test]
    fn what_is_malformed() {
        let long = format!("h/iqn.{}/0", "x".repeat(LONGEST_NAME));
        for rest in [
            "",
            "/",
            "//",
            "h",
            "h/",
            "h/iqn.x:y",
            "h/iqn.x:y/",
            "h/iqn.x:y/1/2",
            "/iqn.x:y/0",
            "h//0",
            "h/x/0",
            "h/iqn.x y/0",
            "h/iqn.x:y/one",
            "h/iqn.x:y/-1",
            "h/iqn.x:y/+1",
            "h/iqn.x:y/16384",
            "h:/iqn.x:y/0",
            "h:0/iqn.x:y/0",
            "h:65536/iqn.x:y/0",
            "h:x/iqn.x:y/0",
            "h:1:2/iqn.x:y/0",
            "h h/iqn.x:y/0",
            "h/iqn.%/0",
            "h/iqn.%4/0",
            "h/iqn.%zz/0",
            "h/iqn.%00/0",
            &long,
        ] {
            assert_eq!(refusal(rest).hr, DF2D_E_INVALIDARG, "{rest}");
        }
    }

    /// Whatever the bytes, an answer; and what is taken is taken again in its public form.
    #[test]
    fn any_bytes_at_all() {
        const PIECES: [&[u8]; 19] = [
            b"iqn.",
            b"host",
            b"/",
            b"@",
            b"%",
            b":",
            b"%41",
            b"%25",
            b"%2f",
            b"%40",
            b"%00",
            b"[::1]",
            b"1",
            b"16383",
            b"\xFF",
            b"\0",
            b"[",
            b"u%p@",
            b"/iqn.x:y/0",
        ];
        let mut state = 1u32;
        let mut next = |below: usize| {
            state = state.wrapping_mul(1664525).wrapping_add(1013904223);
            (state >> 16) as usize % below
        };
        let mut taken = 0;
        for _ in 0..200_000 {
            let rest: Vec<u8> =
                (0..next(9)).flat_map(|_| PIECES[next(PIECES.len())].iter().copied()).collect();
            let Ok(address) = Address::parse(&rest) else { continue };
            taken += 1;
            if address.credentials.is_none() {
                let again =
                    Address::parse(&address.public().as_bytes()[SCHEME.len()..]).map_err(|f| f.text).ok();
                assert!(again.is_some_and(|again| again.key() == address.key()), "{:?}", address.public());
            }
        }
        assert!(taken > 100, "{taken}");
    }
}
