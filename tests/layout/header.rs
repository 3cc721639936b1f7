//! The header's types and constants, and how C lays them out: one member behind the other, since padding is to be named.

use std::collections::HashMap;

/// Two computers: with pointers of 8 bytes, and with pointers of 4 where 8-byte integers have an alignment of 4 (as on
/// i386). All but structs with pointers must be the same on both.
const POINTERS: [usize; 2] = [8, 4];

#[derive(Default)]
pub struct Layout {
    constants: Vec<(String, i64)>,
    /// Name and size, of all types but structs.
    types: Vec<(String, [usize; 2])>,
    structs: Vec<Struct>,
}

struct Struct {
    name: String,
    size: [usize; 2],
    members: Vec<Member>,
}

struct Member {
    name: String,
    offset: [usize; 2],
    size: [usize; 2],
}

pub fn parse(header: &str) -> Layout {
    let mut layout = Layout::default();
    for line in header.lines() {
        let words: Vec<_> = line.split_whitespace().collect();
        if let ["#define", name, value] = words[..] {
            // The version's are not promised to stay.
            if let (Ok(value), false) = (value.parse(), name.starts_with("DF2D_VERSION_")) {
                layout.constants.push((name.to_string(), value));
            }
        }
    }
    let code: String = without_comments(header).lines().filter(|line| !line.starts_with('#')).collect();
    let mut sizes = HashMap::new();
    for (name, size) in [("uint8_t", 1), ("int32_t", 4), ("uint32_t", 4), ("int64_t", 8), ("uint64_t", 8)] {
        sizes.insert(name.to_string(), [size; 2]);
    }
    sizes.insert("size_t".into(), POINTERS);
    let typedefs = code.split("typedef ").skip(1);
    // A struct may hold a type that the header defines further down.
    for typedef in typedefs.clone().filter(|typedef| !typedef.starts_with("struct ")) {
        let (name, size, _) = declared(typedef.split(';').next().unwrap(), &sizes);
        sizes.insert(name.clone(), size);
        layout.types.push((name, size));
    }
    for typedef in typedefs.filter(|typedef| typedef.starts_with("struct ")) {
        if let Some((head, body)) = typedef.split_once('{') {
            let name = head.trim_start_matches("struct ").trim().to_string();
            layout.structs.push(lay_out(name, body.split('}').next().unwrap(), &sizes));
        }
    }
    layout
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let before = parts.next().unwrap_or_default().to_string();
    parts.fold(before, |code, part| code + part.split_once("*/").expect("the comment ends").1)
}

/// What one declaration declares, as `uint8_t cdb[16]`, `df2d_bool x` or `void (*close)(void *user_data)`: its name, the
/// size of an element, and how many there are.
fn declared(declaration: &str, sizes: &HashMap<String, [usize; 2]>) -> (String, [usize; 2], usize) {
    let declaration = declaration.trim();
    if let Some((_, function)) = declaration.split_once("(*") {
        return (function.split(')').next().unwrap().to_string(), POINTERS, 1);
    }
    let (of, name) = declaration.rsplit_once(' ').expect("a type and a name");
    if let Some(name) = name.strip_prefix('*') {
        return (name.to_string(), POINTERS, 1);
    }
    let (name, count) = match name.split_once('[') {
        Some((name, count)) => (name, count.trim_end_matches(']').parse().unwrap()),
        None => (name, 1),
    };
    let size = sizes.get(of.trim()).unwrap_or_else(|| panic!("the size of {of} is not known"));
    (name.to_string(), *size, count)
}

fn lay_out(name: String, body: &str, sizes: &HashMap<String, [usize; 2]>) -> Struct {
    let mut end = [0; 2];
    let mut widest = [1_usize; 2];
    let mut members = Vec::new();
    for declaration in body.split(';').filter(|declaration| !declaration.trim().is_empty()) {
        let (member, element, count) = declared(declaration, sizes);
        let offset = end;
        for n in 0..2 {
            let alignment = element[n].min(POINTERS[n]);
            assert_eq!(offset[n] % alignment, 0, "{name} has padding before {member}: name it");
            widest[n] = widest[n].max(alignment);
            end[n] += element[n] * count;
        }
        members.push(Member { name: member, offset, size: element.map(|element| element * count) });
    }
    for n in 0..2 {
        assert_eq!(end[n] % widest[n], 0, "{name} has padding at its end: name it");
    }
    assert!(end[0] == end[1] || body.contains('*'), "{name} is not the same with 32 bits");
    Struct { name, size: end, members }
}

impl Layout {
    pub fn as_c_list(&self) -> String {
        let mut text = "/*\n * Every constant of df2d.h and the layout of its types; tests/layout/main.rs wrote it. A type \
                        has its size with pointers of\n * 64 and of 32 bits, a member its offset and its size, each with 64 \
                        and then with 32.\n */\n"
            .to_string();
        for (name, value) in &self.constants {
            text += &format!("CONSTANT({name}, {value})\n");
        }
        for (name, [size, small]) in &self.types {
            text += &format!("TYPE({name}, {size}, {small})\n");
        }
        for of in &self.structs {
            text += &format!("TYPE({}, {}, {})\n", of.name, of.size[0], of.size[1]);
            for Member { name, offset, size } in &of.members {
                let numbers = format!("{}, {}, {}, {}", offset[0], size[0], offset[1], size[1]);
                text += &format!("MEMBER({}, {name}, {numbers})\n", of.name);
            }
        }
        text
    }

    pub fn as_rust_list(&self) -> String {
        let mut text = "//! What abi/layout.def lists, as Rust has it; tests/layout/main.rs wrote it.\n\n\
                        use std::mem::{offset_of, size_of};\n\n\
                        use df2d::ffi::{constants::*, recorder_constants::*, types::*, virtual_recorder::*};\n\
                        use df2d::hresult::*;\n\nuse crate::Line;\n\n\
                        const fn size_of_member<T, M>(_: fn(&T) -> &M) -> i64 {\n    size_of::<M>() as i64\n}\n\n\
                        #[rustfmt::skip]\n#[allow(clippy::unnecessary_cast)]\npub const LIST: &[Line] = &[\n"
            .to_string();
        let mut line = |name: &str, numbers: &str| {
            text += &format!("    Line {{ name: \"{name}\", numbers: &[{numbers}] }},\n");
        };
        for (name, _) in &self.constants {
            line(name, &format!("{name} as i64"));
        }
        for (name, _) in &self.types {
            line(name, &format!("size_of::<{name}>() as i64"));
        }
        for of in &self.structs {
            line(&of.name, &format!("size_of::<{}>() as i64", of.name));
            for Member { name, .. } in &of.members {
                let place = format!("offset_of!({}, {name}) as i64", of.name);
                let size = format!("size_of_member(|of: &{}| &of.{name})", of.name);
                line(&format!("{}, {name}", of.name), &format!("{place}, {size}"));
            }
        }
        text + "];\n"
    }
}
