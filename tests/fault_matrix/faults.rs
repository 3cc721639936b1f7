//! What can go wrong with one command.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use df2d::virtual_recorder::Effect;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sense {
    pub key: u8,
    pub asc: u8,
    pub ascq: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// CHECK CONDITION with this, and the command is not carried out. 70h; deferred: 71h; as descriptors: 72h and 73h.
    Sense {
        sense: Sense,
        deferred: bool,
        descriptor: bool,
    },
    /// No answer within the host's limit, and the command is not carried out.
    Timeout,
    /// The link breaks: no answer, and the drive has been reset.
    Lost,
    /// The drive resets itself and says so.
    Reset,
    MediumGone,
    DeviceGone,
    /// GOOD, and nothing was done.
    NothingDone,
    /// The command takes a minute longer.
    Minute,
    /// From here on the drive is busy with something that never ends.
    Wedged,
    /// From here on no command is answered.
    Dead,
    /// What goes on in the drive is seen to go backwards for a while.
    Backwards,
    /// The answer is shorter than it says.
    Truncated,
    Zeros,
    Ones,
    Random,
}

/// How a fault that is no sense is called.
const NAMED: &[(&str, Fault)] = &[
    ("timeout", Fault::Timeout),
    ("lost", Fault::Lost),
    ("reset", Fault::Reset),
    ("medium-gone", Fault::MediumGone),
    ("device-gone", Fault::DeviceGone),
    ("nothing-done", Fault::NothingDone),
    ("minute", Fault::Minute),
    ("wedged", Fault::Wedged),
    ("dead", Fault::Dead),
    ("backwards", Fault::Backwards),
    ("truncated", Fault::Truncated),
    ("zeros", Fault::Zeros),
    ("ones", Fault::Ones),
    ("random", Fault::Random),
];

/// Those that strike any command.
pub const GENERAL: &[Fault] = &[
    Fault::Timeout,
    Fault::Lost,
    Fault::Reset,
    Fault::MediumGone,
    Fault::DeviceGone,
    Fault::NothingDone,
    Fault::Minute,
    Fault::Wedged,
    Fault::Dead,
];

/// Those of commands that bring data.
pub const OF_ANSWERS: &[Fault] = &[Fault::Truncated, Fault::Zeros, Fault::Ones, Fault::Random];

impl Fault {
    /// What the virtual recorder does for it, if it is the one to do it.
    pub fn effect(self) -> Option<Effect> {
        Some(match self {
            Fault::Sense { sense: Sense { key, asc, ascq }, deferred, descriptor: false } => {
                Effect::Sense { key, asc, ascq, deferred }
            }
            Fault::Sense { sense: Sense { key, asc, ascq }, deferred, descriptor: true } => {
                Effect::DescriptorSense { key, asc, ascq, deferred }
            }
            Fault::Timeout => Effect::Timeout,
            Fault::Lost => Effect::Lost,
            Fault::Reset => Effect::Reset,
            Fault::MediumGone => Effect::MediumGone,
            Fault::DeviceGone => Effect::DeviceGone,
            Fault::NothingDone => Effect::GoodWithoutEffect,
            Fault::Minute => Effect::Delay(Duration::from_secs(60)),
            _ => return None,
        })
    }

    /// What the drive says is so.
    pub fn is_true(self) -> bool {
        !OF_ANSWERS.contains(&self) && self != Fault::NothingDone
    }

    /// Nothing can be done for the disc any more.
    pub fn ends_all(self) -> bool {
        self.lasts() || matches!(self, Fault::MediumGone | Fault::DeviceGone)
    }

    /// What is wrong stays wrong.
    pub fn lasts(self) -> bool {
        matches!(self, Fault::Wedged | Fault::Dead)
    }

    /// The drive cannot be asked any more, or is not believed, so that "unknown" is an honest answer.
    pub fn leaves_doubt(self) -> bool {
        match self {
            // A drive that wants the next WRITE elsewhere has lost count.
            Fault::Sense { sense: Sense { key: 5, asc: 0x21, ascq: 0x02 }, .. } => true,
            Fault::Sense { sense, deferred, .. } => deferred || sense.key == 6,
            Fault::Minute | Fault::Backwards => false,
            _ => true,
        }
    }
}

impl fmt::Display for Sense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:X}/{:02X}/{:02X}", self.key, self.asc, self.ascq)
    }
}

impl FromStr for Sense {
    type Err = String;

    fn from_str(text: &str) -> Result<Sense, String> {
        let wrong = || format!("not a sense code: {text}");
        let mut fields = text.split('/').map(|field| u8::from_str_radix(field, 16).map_err(|_| wrong()));
        let mut next = || fields.next().unwrap_or_else(|| Err(wrong()));
        Ok(Sense { key: next()?, asc: next()?, ascq: next()? })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Sense { sense, deferred, descriptor } => {
                let (deferred, descriptor) =
                    (if *deferred { "deferred-" } else { "" }, if *descriptor { "-d" } else { "" });
                write!(f, "{deferred}{sense}{descriptor}")
            }
            _ => f.write_str(NAMED.iter().find(|(_, fault)| fault == self).expect("it has a name").0),
        }
    }
}

impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Fault, String> {
        if let Some((_, fault)) = NAMED.iter().find(|(name, _)| *name == text) {
            return Ok(*fault);
        }
        let (rest, deferred) = text.strip_prefix("deferred-").map_or((text, false), |rest| (rest, true));
        let (rest, descriptor) = rest.strip_suffix("-d").map_or((rest, false), |rest| (rest, true));
        Ok(Fault::Sense { sense: rest.parse()?, deferred, descriptor })
    }
}
