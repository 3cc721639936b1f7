//! MODE SENSE(10) and MODE SELECT(10).

use super::super::media::SECTOR;
use super::super::modes::{CAPABILITIES, Control, Modes};
use super::super::sense::Sense;
use super::super::server::{Call, Outcome, Server};
use crate::transport::scsi::asc;

const ALL: u8 = 0x3F;
const HEADER: usize = 8;

pub fn mode_sense(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let control = match call.cdb[2] >> 6 {
        0 => Control::Current,
        1 => Control::Changeable,
        2 => Control::Default,
        _ => return Err(Sense::illegal(asc::SAVING_NOT_SUPPORTED).into()),
    };
    let code = call.cdb[2] & 0x3F;
    if call.cdb[3] != 0 {
        // No subpages.
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    let mut data = vec![0; HEADER];
    if code == ALL {
        for page in Modes::codes() {
            data.extend(server.modes.page(page, control).unwrap_or_default());
        }
        data.extend(capabilities(server, control));
    } else if code == CAPABILITIES {
        data.extend(capabilities(server, control));
    } else {
        let page = server.modes.page(code, control);
        data.extend(page.ok_or(Sense::illegal(asc::INVALID_FIELD_IN_CDB))?);
    }
    let length = (data.len() - 2) as u16;
    data[..2].copy_from_slice(&length.to_be_bytes());
    let allocation = usize::from(call.u16(7));
    call.reply(&data, allocation)
}

/// Page 2Ah with the write speeds of the medium.
fn capabilities(server: &Server, control: Control) -> Vec<u8> {
    let speeds = server.offers();
    let mut page = vec![0; 32 + speeds.len() * 4];
    page[0] = CAPABILITIES;
    page[1] = (page.len() - 2) as u8;
    if control == Control::Changeable {
        return page;
    }
    let field = |speed: u32| (speed.min(0xFFFF) as u16).to_be_bytes();
    let fastest = server.kilobytes(speeds.first().map_or_else(|| server.speed(), |&(speed, _)| speed));
    // Reads CD-R, CD-RW, DVD-ROM, DVD-R and DVD-RAM and writes what can be written of these, also for a test; linking
    // without loss, several sessions, modes 1 and 2.
    page[2] = 0x3B;
    page[3] = 0x37;
    page[4] = 0xF0;
    // A tray that ejects and can be locked.
    page[6] = 0x29 | u8::from(server.prevented) << 1;
    page[8..10].copy_from_slice(&field(fastest));
    page[12..14].copy_from_slice(&field(server.buffer.capacity * SECTOR as u32 / 1024));
    page[14..16].copy_from_slice(&field(fastest));
    page[18..20].copy_from_slice(&field(fastest));
    page[20..22].copy_from_slice(&field(server.speed_kilobytes()));
    page[27] = u8::from(server.even_rotation);
    page[28..30].copy_from_slice(&field(server.speed_kilobytes()));
    page[30..32].copy_from_slice(&(speeds.len() as u16).to_be_bytes());
    for (entry, &(speed, even)) in page[32..].chunks_exact_mut(4).zip(&speeds) {
        entry[1] = u8::from(even);
        entry[2..].copy_from_slice(&field(server.kilobytes(speed)));
    }
    page
}

pub fn mode_select(server: &mut Server, call: &mut Call<'_>) -> Outcome {
    let (page_format, save) = (call.bit(1, 4), call.bit(1, 0));
    if !page_format || save {
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_CDB).into());
    }
    let list = call.parameters(usize::from(call.u16(7)))?;
    if list.is_empty() {
        return Ok(0);
    }
    if list.len() < HEADER {
        return Err(Sense::illegal(asc::PARAMETER_LIST_LENGTH_ERROR).into());
    }
    if list[..HEADER].iter().any(|&byte| byte != 0) {
        // No block descriptors, and the rest of the header is reserved.
        return Err(Sense::illegal(asc::INVALID_FIELD_IN_PARAMETER_LIST).into());
    }
    if server.buffer.is_active() || server.has_open_track() {
        // The track that is being written goes on with the parameters that it began with.
        return Err(Sense::illegal(asc::COMMAND_SEQUENCE_ERROR).into());
    }
    let may_test = server.medium().is_none_or(|medium| medium.may_be_tested());
    server.modes.select(&list[HEADER..], may_test)?;
    // Whatever was prepared under the old parameters is off.
    let len = list.len();
    server.end_rehearsal();
    server.cue_sheet = None;
    Ok(len)
}
