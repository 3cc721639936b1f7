//! What the kernel reports of a command, as an answer or a fault. Pure functions.

use crate::transport::{Answer, Fault, SENSE_MAX, status};

/// The part of `sg_io_hdr` that the kernel fills in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Completion {
    /// What the drive said: the SCSI status byte.
    pub status: u8,
    /// What became of the command between the adapter and the drive, one of [`host`].
    pub host: u16,
    /// What the kernel's driver adds, one of [`driver`] and, in the upper half, a suggestion.
    pub driver: u16,
    /// Bytes of sense data.
    pub sense_len: usize,
    /// Bytes of the data phase that were not moved; negative if the drive wanted to move more.
    pub residual: i32,
    /// Bytes of the data phase as asked for.
    pub length: usize,
}

/// DID_ codes, of which those that are not here say only that something went wrong on the way.
mod host {
    pub const OK: u16 = 0x00;
    pub const NO_CONNECT: u16 = 0x01;
    pub const TIME_OUT: u16 = 0x03;
    pub const BAD_TARGET: u16 = 0x04;
    pub const TARGET_FAILURE: u16 = 0x10;
    pub const NEXUS_FAILURE: u16 = 0x11;
    pub const ALLOC_FAILURE: u16 = 0x12;
    pub const MEDIUM_ERROR: u16 = 0x13;
}

/// DRIVER_ codes.
mod driver {
    pub const OK: u16 = 0x0;
    pub const TIMEOUT: u16 = 0x6;
    pub const SENSE: u16 = 0x8;
    pub const SUGGESTIONS: u16 = 0xF0;
}

/// Bits of the status byte that are not the status.
const RESERVED: u8 = 0x81;

/// Three parties report, and the one nearest to us is heard first: if the adapter has lost the command, what stands in
/// the drive's status is not the drive's word.
pub fn translate(completion: Completion, sense: &[u8; SENSE_MAX]) -> Result<Answer, Fault> {
    let mut answer = Answer::good(moved(&completion));
    answer.sense_len = completion.sense_len.min(SENSE_MAX);
    answer.sense = *sense;
    answer.status = completion.status & !RESERVED;
    match completion.host {
        host::OK => {}
        host::NO_CONNECT | host::BAD_TARGET => return Err(Fault::Gone),
        host::TIME_OUT => return Err(Fault::Timeout),
        // The kernel's reading of what the drive said, which is there to read.
        host::TARGET_FAILURE | host::NEXUS_FAILURE | host::ALLOC_FAILURE | host::MEDIUM_ERROR
            if answer.status != status::GOOD => {}
        _ => return Err(Fault::Lost),
    }
    match completion.driver & !driver::SUGGESTIONS {
        driver::OK => {}
        // Some adapters deliver sense data with a status of GOOD.
        driver::SENSE if answer.status == status::GOOD && answer.sense_len > 0 => {
            answer.status = status::CHECK_CONDITION;
        }
        driver::SENSE => {}
        driver::TIMEOUT => return Err(Fault::Timeout),
        _ => return Err(Fault::Lost),
    }
    Ok(answer)
}

fn moved(completion: &Completion) -> usize {
    match usize::try_from(completion.residual) {
        Ok(residual) => completion.length.saturating_sub(residual),
        Err(_) => completion.length,
    }
}

/// The ioctl itself failed.
pub fn refusal(errno: i32) -> Fault {
    match errno {
        libc::ENODEV | libc::ENXIO | libc::ENOTCONN | libc::ESHUTDOWN => Fault::Gone,
        // It went out, and nobody waited for the answer.
        libc::EINTR => Fault::Lost,
        // Too long (EIO), not permitted (EPERM), in too many pieces (EINVAL), no memory: the drive never saw it.
        errno => Fault::Refused(errno),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_SENSE: [u8; SENSE_MAX] = [0; SENSE_MAX];

    fn outcome(host: u16, driver: u16, status: u8, sense_len: usize) -> Result<u8, Fault> {
        let completion = Completion { status, host, driver, sense_len, residual: 0, length: 0 };
        translate(completion, &NO_SENSE).map(|answer| answer.status)
    }

    /// Linux's own table of host bytes, with what each means for the command.
    #[test]
    fn every_host_byte() {
        use Fault::{Gone, Lost, Timeout};
        let table = [
            ("OK", Ok(0)),
            ("NO_CONNECT", Err(Gone)),
            ("BUS_BUSY", Err(Lost)),
            ("TIME_OUT", Err(Timeout)),
            ("BAD_TARGET", Err(Gone)),
            ("ABORT", Err(Lost)),
            ("PARITY", Err(Lost)),
            ("ERROR", Err(Lost)),
            ("RESET", Err(Lost)),
            ("BAD_INTR", Err(Lost)),
            ("PASSTHROUGH", Err(Lost)),
            ("SOFT_ERROR", Err(Lost)),
            ("IMM_RETRY", Err(Lost)),
            ("REQUEUE", Err(Lost)),
            ("TRANSPORT_DISRUPTED", Err(Lost)),
            ("TRANSPORT_FAILFAST", Err(Lost)),
            ("TARGET_FAILURE", Err(Lost)),
            ("NEXUS_FAILURE", Err(Lost)),
            ("ALLOC_FAILURE", Err(Lost)),
            ("MEDIUM_ERROR", Err(Lost)),
            ("TRANSPORT_MARGINAL", Err(Lost)),
        ];
        for (host, (name, expected)) in table.into_iter().enumerate() {
            assert_eq!(outcome(host as u16, 0, 0, 0), expected, "DID_{name}");
        }
        assert_eq!(outcome(table.len() as u16, 0, 0, 0), Err(Lost), "what later kernels may add");
    }

    #[test]
    fn every_driver_byte() {
        use Fault::{Lost, Timeout};
        let table = [
            ("OK", Ok(2)),
            ("BUSY", Err(Lost)),
            ("SOFT", Err(Lost)),
            ("MEDIA", Err(Lost)),
            ("ERROR", Err(Lost)),
            ("INVALID", Err(Lost)),
            ("TIMEOUT", Err(Timeout)),
            ("HARD", Err(Lost)),
            ("SENSE", Ok(2)),
        ];
        for (driver, (name, expected)) in table.into_iter().enumerate() {
            for suggestion in (0x00..0x100).step_by(0x10) {
                assert_eq!(outcome(0, driver as u16 | suggestion, 2, 18), expected, "DRIVER_{name}");
            }
        }
    }

    /// A command is never called answered when anybody on the way says that it was not, nor the other way round.
    #[test]
    fn every_combination() {
        for host in 0..=0x20 {
            for driver in 0..=0x8F {
                for scsi in 0..=0xFF {
                    for sense_len in [0, 18] {
                        let found = outcome(host, driver, scsi, sense_len);
                        let host_ok = host == 0 || ((0x10..=0x13).contains(&host) && scsi & 0x7E != 0);
                        let driver_ok = matches!(driver % 16, 0 | 8);
                        assert_eq!(found.is_ok(), host_ok && driver_ok, "{host} {driver} {scsi}");
                        if let Ok(found) = found {
                            let sensed = driver % 16 == 8 && sense_len > 0 && scsi & 0x7E == 0;
                            assert_eq!(found, if sensed { 2 } else { scsi & 0x7E });
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn sense_data_in_every_format_comes_through_as_it_is() {
        for code in [0x70, 0x71, 0x72, 0x73] {
            let mut sense = NO_SENSE;
            sense[0] = code;
            for (at, byte) in sense.iter_mut().enumerate().skip(1) {
                *byte = at as u8;
            }
            for sense_len in [8, 18, 96, SENSE_MAX] {
                let completion = Completion { status: 2, driver: 8, sense_len, ..Completion::default() };
                let answer = translate(completion, &sense).unwrap();
                assert_eq!(answer.sense(), &sense[..sense_len]);
            }
        }
    }

    #[test]
    fn residuals() {
        let moved = |length, residual| {
            let completion = Completion { length, residual, ..Completion::default() };
            translate(completion, &NO_SENSE).unwrap().transferred
        };
        assert_eq!(moved(2048, 0), 2048);
        assert_eq!(moved(2048, 2000), 48);
        assert_eq!(moved(2048, 2048), 0);
        assert_eq!(moved(2048, 4096), 0, "more was left than there was");
        assert_eq!(moved(2048, -512), 2048, "the drive wanted to send more");
        assert_eq!(moved(0, 0), 0);
    }

    #[test]
    fn errors_of_the_ioctl() {
        for errno in [libc::ENODEV, libc::ENXIO] {
            assert_eq!(refusal(errno), Fault::Gone);
        }
        assert_eq!(refusal(libc::EINTR), Fault::Lost);
        for errno in [libc::EIO, libc::EPERM, libc::EINVAL, libc::ENOMEM, libc::EBUSY, libc::ENOTTY] {
            assert_eq!(refusal(errno), Fault::Refused(errno));
        }
    }
}
