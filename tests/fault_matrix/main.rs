//! Every fault at every command: whole burns and erases of every medium, each of which meets one fault, checked by rules that
//! know nothing of the library.
//!
//! `cargo test --test fault_matrix` runs a sample; `scripts/test-faults` all of it, sharded over the processor's cores. A
//! case that fails prints the command that runs it again, alone.
//!
//! | file | what it is about |
//! |---|---|
//! | `senses.tsv` | which sense data which commands can answer |
//! | `expected.tsv` | what each fault at each command is to lead to, and why |
//! | `subjects` | the media, and what is done to them |
//! | `faults`, `tables` | the faults, and the two tables |
//! | `witness` | stands between library and drive: plants the fault, and watches every WRITE |
//! | `disc` | what a host that is not the library sees of the disc |
//! | `trial` | one case |
//! | `plan` | which cases there are |
//! | `run` | the cases of this process, and the processes |

#[path = "../common/mod.rs"]
mod common;
mod disc;
mod faults;
mod footprint;

mod plan;
mod run;
mod subjects;
mod tables;
mod trial;
mod witness;

fn main() {
    if !run::matrix() {
        std::process::exit(1);
    }
}
