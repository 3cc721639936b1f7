//! The two tables: which sense data a command can answer, and what a fault is to lead to.

use std::fmt;

use crate::faults::{Fault, Sense};

/// How far a task has come, as the commands show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was sent that changes the medium.
    Look,
    /// From the first command that changes it, if that is no WRITE.
    Format,
    /// The first WRITE.
    First,
    Work,
    /// From the first command that closes, or the flush that ends media without one.
    Close,
    /// Looking whether it worked, and reading back.
    Check,
    /// The result stands; what the disc has become is being asked.
    After,
}

impl Phase {
    pub fn name(self) -> &'static str {
        match self {
            Phase::Look => "look",
            Phase::Format => "format",
            Phase::First => "first",
            Phase::Work => "work",
            Phase::Close => "close",
            Phase::Check => "check",
            Phase::After => "after",
        }
    }
}

/// What a case is to lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// One of these: "recovers" is as if nothing had happened.
    OneOf(Vec<&'static str>),
    /// Success only if the disc is as it should be, otherwise a failure that the drive's answers explain.
    Honest,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::OneOf(names) => f.write_str(&names.join("|")),
            Expected::Honest => f.write_str("honest"),
        }
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

fn opcode(text: &str) -> u8 {
    u8::from_str_radix(text, 16).unwrap_or_else(|_| panic!("not an operation code: {text}"))
}

/// The sense data that each command can answer.
pub struct Senses(Vec<(Sense, Option<Vec<u8>>)>);

impl Senses {
    pub fn read() -> Senses {
        let row = |fields: Vec<&str>| {
            let [sense, commands, _] = fields[..] else { panic!("senses.tsv: {fields:?}") };
            let commands = (commands != "any").then(|| commands.split(' ').map(opcode).collect());
            (sense.parse().unwrap(), commands)
        };
        Senses(rows(include_str!("senses.tsv")).map(row).collect())
    }

    pub fn of(&self, opcode: u8) -> impl Iterator<Item = Sense> {
        self.0
            .iter()
            .filter(move |(_, commands)| commands.as_ref().is_none_or(|commands| commands.contains(&opcode)))
            .map(|(sense, _)| *sense)
    }
}

/// What leads to what; the first row that matches counts.
pub struct Expectations(Vec<Row>);

struct Row {
    fault: &'static str,
    media: Option<Vec<&'static str>>,
    tasks: Option<&'static str>,
    commands: Option<Vec<u8>>,
    phases: Option<Vec<&'static str>>,
    expected: Expected,
}

/// Where a fault strikes.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub medium: &'static str,
    pub task: &'static str,
    pub opcode: u8,
    pub phase: Phase,
}

fn choice<T>(field: &'static str, read: impl Fn(&'static str) -> T) -> Option<Vec<T>> {
    (field != "*").then(|| field.split(' ').map(read).collect())
}

impl Expectations {
    pub fn read() -> Expectations {
        let row = |fields: Vec<&'static str>| {
            let [fault, commands, phases, subjects, result, _] = fields[..] else {
                panic!("expected.tsv: {fields:?}")
            };
            let (media, tasks) = match subjects {
                "erase" | "burn" => (None, Some(subjects)),
                media => (choice(media, |medium| medium), None),
            };
            let expected = match result {
                "honest" => Expected::Honest,
                names => Expected::OneOf(names.split('|').collect()),
            };
            let (commands, phases) = (choice(commands, opcode), choice(phases, |phase| phase));
            Row { fault, media, tasks, commands, phases, expected }
        };
        Expectations(rows(include_str!("expected.tsv")).map(row).collect())
    }

    pub fn of(&self, fault: Fault, place: Place) -> &Expected {
        let row = self.0.iter().find(|row| row.matches(fault, place));
        &row.unwrap_or_else(|| panic!("expected.tsv has no row for {fault} at {place:?}")).expected
    }
}

impl Row {
    fn matches(&self, fault: Fault, place: Place) -> bool {
        self.is_of(fault)
            && self.media.as_ref().is_none_or(|media| media.contains(&place.medium))
            && self.tasks.is_none_or(|task| place.task.ends_with(task))
            && self.commands.as_ref().is_none_or(|commands| commands.contains(&place.opcode))
            && self.phases.as_ref().is_none_or(|phases| phases.contains(&place.phase.name()))
    }

    /// "*", "3/0C/00", "3/0C/*", "deferred-3/0C/00", "deferred-*", "sense-*", "timeout", …
    fn is_of(&self, fault: Fault) -> bool {
        if self.fault == "*" {
            return true;
        }
        let Fault::Sense { sense, deferred, .. } = fault else { return self.fault == fault.to_string() };
        let text = if deferred { format!("deferred-{sense}") } else { sense.to_string() };
        match self.fault.strip_suffix('*') {
            Some("sense-") => !deferred,
            Some(start) => text.starts_with(start),
            None => self.fault == text,
        }
    }
}
