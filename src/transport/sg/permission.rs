//! Why this user may not open a device node, and what to do about it.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::system;
use crate::failure::shown;

/// One sentence for the user.
pub fn sentence(path: &Path) -> String {
    let name = shown(path);
    let Ok(node) = fs::metadata(path) else {
        return format!("This user may not look into the folder of {name}.");
    };
    let accounts = |file| fs::read_to_string(file).unwrap_or_default();
    let (users, groups) = (accounts("/etc/passwd"), accounts("/etc/group"));
    let user = name_of(&users, system::effective_user());
    let owner = name_of(&users, node.uid());
    let group = name_of(&groups, node.gid());
    Rights {
        name: &name,
        mode: node.mode(),
        owner: &owner,
        group: &group,
        member: is_member(&groups, &group, &user),
    }
    .sentence()
}

/// What a node's mode says, to somebody whom it keeps out.
struct Rights<'a> {
    name: &'a str,
    mode: u32,
    owner: &'a str,
    group: &'a str,
    /// The user is in the group, but this program is not.
    member: bool,
}

impl Rights<'_> {
    fn sentence(&self) -> String {
        const READ_AND_WRITE: u32 = 0o060;
        let which = match self.mode & libc::S_IFMT {
            libc::S_IFCHR => "SUBSYSTEM==\"scsi_generic\", ATTRS{type}==\"5\"",
            _ => "SUBSYSTEM==\"block\", KERNEL==\"sr*\"",
        };
        let Rights { name, owner, group, .. } = *self;
        // Nobody should join root's group for the sake of a drive.
        if self.mode & READ_AND_WRITE != READ_AND_WRITE || group == "root" {
            return format!(
                "{name} is for its owner {owner} only (mode {:04o}); a rule in /etc/udev/rules.d gives it to a group: \
                 {which}, GROUP=\"cdrom\", MODE=\"0660\".",
                self.mode & 0o7777
            );
        }
        if self.member {
            return format!(
                "{name} is for the group {group}, to which this user belongs since the last login: log in anew."
            );
        }
        format!(
            "{name} is for the group {group}; to join it: sudo usermod -aG {group} \"$USER\", then log in anew."
        )
    }
}

/// By a file in the form of /etc/passwd or /etc/group; the number if it is not there.
fn name_of(file: &str, id: u32) -> String {
    let id = id.to_string();
    let lines = file.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let found =
        lines.filter(|fields| fields.get(2) == Some(&id.as_str())).map(|fields| fields[0].to_owned()).next();
    found.unwrap_or(id)
}

fn is_member(groups: &str, group: &str, user: &str) -> bool {
    let mut lines = groups.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let fields = lines.find(|fields| fields[0] == group);
    fields
        .and_then(|fields| fields.get(3).map(|members| members.split(',').any(|m| m == user)))
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUPS: &str = "root:x:0:\ncdrom:x:24:ann,bob\nmalformed\ndisk:x:6:";

    #[test]
    fn names() {
        assert_eq!(name_of(GROUPS, 24), "cdrom");
        assert_eq!(name_of(GROUPS, 2), "2");
        assert!(is_member(GROUPS, "cdrom", "bob"));
        assert!(!is_member(GROUPS, "cdrom", "bo"));
        assert!(!is_member(GROUPS, "malformed", ""));
    }

    #[test]
    fn sentences_name_the_group_or_the_rule() {
        let of_group =
            |group, mode, member| Rights { name: "/dev/sr0", mode, owner: "root", group, member }.sentence();
        let of = |mode, member| of_group("cdrom", mode, member);
        assert!(of(0o060660, false).contains("sudo usermod -aG cdrom"));
        assert!(of(0o060660, true).ends_with("log in anew."));
        assert!(!of(0o060660, true).contains("usermod"));
        assert!(of_group("root", 0o060660, false).contains("/etc/udev/rules.d"));
        for mode in [0o060600, 0o060640, 0o060000] {
            assert!(of(mode, false).contains("/etc/udev/rules.d"));
        }
        assert!(of(0o060640, false).contains("mode 0640"));
        assert!(of(0o060600, false).contains("KERNEL==\"sr*\""));
        assert!(of(0o020600, false).contains("SUBSYSTEM==\"scsi_generic\""));
    }
}
