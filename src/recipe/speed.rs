//! Write speeds: what drive and medium offer, and setting one.

use super::medium::Medium;
use crate::failure::Result;
use crate::hresult::*;
use crate::mmc::command::{Command, PageControl};
use crate::mmc::mode::{Capabilities, ModeData, ModeWriteSpeed};
use crate::mmc::performance::{self, WriteSpeed};
use crate::pipeline::cause::{is_excuse, is_refusal};
use crate::pipeline::device::Device;

/// The rotation that IMAPI2 calls pure CAV, in GET PERFORMANCE and SET STREAMING.
const WRC_PURE_CAV: u8 = 1;

/// One speed that the drive offers for the medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed {
    pub sectors_per_second: i32,
    pub pure_cav: bool,
    read_kb: u32,
    write_kb: u32,
}

/// The speeds on offer, fastest first, from GET PERFORMANCE or, in older drives, mode page 2Ah. None in a drive that
/// speaks of speeds in neither way.
pub fn supported(device: &Device, medium: &Medium) -> Result<Vec<Speed>> {
    const DESCRIPTORS: u16 = 32;
    let mut answer = vec![0; 8 + DESCRIPTORS as usize * 16];
    let offered = match device.receive(&Command::get_performance_write_speeds(DESCRIPTORS), &mut answer) {
        Ok(got) => performance::decode_write_speeds(&answer[..got]),
        Err(failure) if is_excuse(&failure) => Vec::new(),
        Err(failure) => return Err(failure),
    };
    let mut speeds: Vec<Speed> = offered.iter().map(|offer| speed(offer, medium.cd)).collect();
    let old = if speeds.is_empty() { capabilities(device)? } else { None };
    if let Some(page) = old {
        speeds = page.write_speeds.iter().map(|s| old_speed(s, medium.cd)).collect();
        if speeds.is_empty() {
            let fastest = ModeWriteSpeed { rotation: page.rotation, kb: page.max_write };
            speeds.push(old_speed(&fastest, medium.cd));
        }
    }
    speeds.retain(|s| s.sectors_per_second > 0);
    speeds.sort_by_key(|s| (-s.sectors_per_second, s.pure_cav));
    speeds.dedup_by_key(|s| (s.sectors_per_second, s.pure_cav));
    Ok(speeds)
}

fn speed(offer: &WriteSpeed, cd: bool) -> Speed {
    Speed {
        sectors_per_second: performance::kb_to_sectors(offer.write_kb, cd) as i32,
        pure_cav: offer.wrc == WRC_PURE_CAV,
        read_kb: offer.read_kb,
        write_kb: offer.write_kb,
    }
}

fn old_speed(offer: &ModeWriteSpeed, cd: bool) -> Speed {
    let kb = u32::from(offer.kb);
    Speed {
        sectors_per_second: performance::kb_to_sectors(kb, cd) as i32,
        pure_cav: offer.rotation == WRC_PURE_CAV,
        read_kb: kb,
        write_kb: kb,
    }
}

/// None in a drive without the page, which is no longer in the standard.
fn capabilities(device: &Device) -> Result<Option<Capabilities>> {
    let mut answer = [0; 512];
    let command = Command::mode_sense(0x2A, PageControl::Current, answer.len() as u16);
    let got = match device.receive(&command, &mut answer) {
        Ok(got) => got,
        Err(failure) if is_refusal(&failure) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let data = ModeData::decode(&answer[..got])?;
    Ok(Some(Capabilities::decode(data.page(0x2A).unwrap_or_default())?))
}

/// What the drive uses now: sectors per second (0 unknown) and whether it is pure CAV.
pub fn current(device: &Device, medium: &Medium) -> Result<(i32, bool)> {
    if let Some(page) = capabilities(device)?.filter(|page| page.current_write > 0) {
        let rate = performance::kb_to_sectors(u32::from(page.current_write), medium.cd);
        return Ok((rate as i32, page.rotation == WRC_PURE_CAV));
    }
    let fastest = supported(device, medium)?.first().copied();
    Ok(fastest.map_or((0, false), |s| (s.sectors_per_second, s.pure_cav)))
}

/// Sectors per second that the drive says it records at, 0 if it does not.
pub(super) fn rate(device: &Device, medium: &Medium) -> Result<u32> {
    match current(device, medium) {
        Ok((now, _)) => Ok(now.max(0) as u32),
        Err(failure) if is_excuse(&failure) || !failure.is_devices() => Ok(0),
        Err(failure) => Err(failure),
    }
}

/// The offer nearest to a wish, and the success code that says how near.
pub fn nearest(speeds: &[Speed], wish: i32, pure_cav: bool) -> (Option<Speed>, df2d_hresult) {
    let with_rotation = |cav: bool| speeds.iter().filter(move |s| s.pure_cav == cav).copied();
    let rotation_adjusted = pure_cav && with_rotation(true).next().is_none();
    let candidates: Vec<Speed> = match with_rotation(pure_cav).next() {
        Some(_) => with_rotation(pure_cav).collect(),
        None => speeds.to_vec(),
    };
    if wish < 0 {
        let code = if rotation_adjusted { DF2D_S_IMAPI_ROTATIONADJUSTED } else { DF2D_S_OK };
        return (candidates.first().copied(), code);
    }
    // Of two equally near, the slower: it is the safer.
    let best = candidates
        .iter()
        .copied()
        .min_by_key(|s| (i64::from(s.sectors_per_second - wish).abs(), s.sectors_per_second));
    let speed_adjusted = best.is_none_or(|s| s.sectors_per_second != wish);
    let code = match (speed_adjusted, rotation_adjusted) {
        (false, false) => DF2D_S_OK,
        (true, false) => DF2D_S_IMAPI_SPEEDADJUSTED,
        (false, true) => DF2D_S_IMAPI_ROTATIONADJUSTED,
        (true, true) => DF2D_S_IMAPI_BOTHADJUSTED,
    };
    (best, code)
}

/// Sets the offer nearest to the wish. Returns the speed in sectors per second (0 unknown) and the success code.
pub fn set(
    device: &Device,
    medium: &Medium,
    speeds: &[Speed],
    (wish, pure_cav): (i32, bool),
) -> Result<(u32, df2d_hresult)> {
    let (best, code) = nearest(speeds, wish, pure_cav);
    let Some(best) = best else { return Ok((0, code)) };
    let rotation = if best.pure_cav { WRC_PURE_CAV } else { 0 };
    let set = if medium.cd {
        set_cd_speed(device, &best, rotation)
    } else {
        let end = medium.total.clamp(1, i64::from(u32::MAX)) as u32 - 1;
        let descriptor = performance::streaming_descriptor(end, best.read_kb, best.write_kb, rotation, false);
        device.supply(&Command::set_streaming(descriptor.len() as u16), &descriptor).or_else(|failure| {
            if is_excuse(&failure) { set_cd_speed(device, &best, rotation) } else { Err(failure) }
        })
    };
    match set {
        Ok(()) => Ok((best.sectors_per_second as u32, code)),
        // A drive that keeps its own speed burns all the same.
        Err(failure) if is_excuse(&failure) => {
            log::warn!("the drive keeps its own write speed: {}", failure.text);
            let (now, _) = current(device, medium)?;
            Ok((now.max(0) as u32, if wish < 0 { code } else { DF2D_S_IMAPI_SPEEDADJUSTED }))
        }
        Err(failure) => Err(failure),
    }
}

fn set_cd_speed(device: &Device, speed: &Speed, rotation: u8) -> Result<()> {
    // Drives round down to a speed they know: a few kB/s more keep it from losing a step.
    let kb = u16::try_from(speed.write_kb.saturating_add(4)).unwrap_or(u16::MAX);
    device.send(&Command::set_cd_speed(rotation, u16::MAX, kb))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(sectors_per_second: i32, pure_cav: bool) -> Speed {
        Speed { sectors_per_second, pure_cav, read_kb: 0, write_kb: 0 }
    }

    #[test]
    fn the_nearest_speed_and_its_code() {
        let offers = [offer(3600, true), offer(1800, false), offer(600, false)];
        let cases = [
            (-1, false, Some(1800), DF2D_S_OK),
            (-1, true, Some(3600), DF2D_S_OK),
            (1800, false, Some(1800), DF2D_S_OK),
            (1200, false, Some(600), DF2D_S_IMAPI_SPEEDADJUSTED),
            (9999, true, Some(3600), DF2D_S_IMAPI_SPEEDADJUSTED),
        ];
        for (wish, cav, speed, code) in cases {
            let (best, got) = nearest(&offers, wish, cav);
            assert_eq!((best.map(|s| s.sectors_per_second), got), (speed, code), "{wish} {cav}");
        }
        let clv = [offer(1800, false)];
        assert_eq!(nearest(&clv, 1800, true).1, DF2D_S_IMAPI_ROTATIONADJUSTED);
        assert_eq!(nearest(&clv, 75, true).1, DF2D_S_IMAPI_BOTHADJUSTED);
        assert_eq!(nearest(&[], 75, false).0, None);
    }
}
