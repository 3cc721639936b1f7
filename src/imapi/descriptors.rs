//! GetDeviceDescriptor and GetAdapterDescriptor: what Windows tells of a storage device, in its own layout, from what
//! the drive and the way to it say.

use super::recorder::Recorder;
use crate::failure::Result;
use crate::mmc::SECTOR;
use crate::mmc::command::Command;
use crate::pipeline::device::Device;

/// sizeof(STORAGE_DEVICE_DESCRIPTOR), which is its version.
const DEVICE_SIZE: u32 = 40;
/// Where its RawDeviceProperties begin.
const RAW_PROPERTIES: u32 = 36;
/// sizeof(STORAGE_ADAPTER_DESCRIPTOR), which is its version.
const ADAPTER_SIZE: u32 = 32;
/// STORAGE_BUS_TYPE: BusTypeUnknown and BusTypeVirtual.
const BUS_UNKNOWN: u8 = 0x00;
const BUS_VIRTUAL: u8 = 0x0E;
const REMOVABLE: u8 = 0x80;
const COMMAND_QUEUEING: u8 = 0x02;

impl Recorder {
    /// GetDeviceDescriptor: a STORAGE_DEVICE_DESCRIPTOR.
    pub fn device_descriptor(&self) -> Result<Vec<u8>> {
        let mut inquiry = [0; 96];
        let command = Command::inquiry(inquiry.len() as u16);
        let got = Device::shared(self.party()).receive(&command, &mut inquiry)?;
        let texts = [self.vendor_id()?, self.product_id()?, self.product_revision()?];
        let mut descriptor = vec![0; RAW_PROPERTIES as usize];
        descriptor.extend(&inquiry[..got]);
        descriptor.resize(descriptor.len().max(DEVICE_SIZE as usize), 0);
        let mut put = |at: usize, value: u32| {
            descriptor[at..at + 4].copy_from_slice(&value.to_ne_bytes());
        };
        put(0, DEVICE_SIZE);
        put(28, self.bus_type().into());
        put(32, got as u32);
        descriptor[8] = inquiry[0] & 0x1F;
        descriptor[9] = inquiry[1] & 0x7F;
        descriptor[10] = u8::from(inquiry[1] & REMOVABLE != 0);
        descriptor[11] = u8::from(inquiry[7] & COMMAND_QUEUEING != 0);
        // Where the texts begin, each with its NUL; there is no serial number.
        for (at, text) in [12, 16, 20].into_iter().zip(texts) {
            let offset = descriptor.len() as u32;
            descriptor[at..at + 4].copy_from_slice(&offset.to_ne_bytes());
            descriptor.extend(text.bytes().chain([0]));
        }
        let size = descriptor.len() as u32;
        descriptor[4..8].copy_from_slice(&size.to_ne_bytes());
        Ok(descriptor)
    }

    /// GetAdapterDescriptor: a STORAGE_ADAPTER_DESCRIPTOR.
    pub fn adapter_descriptor(&self) -> Vec<u8> {
        let limits = self.limits();
        let most = u32::try_from(limits.max_transfer).unwrap_or(u32::MAX);
        let mask = u32::try_from(limits.alignment).unwrap_or(u32::MAX).saturating_sub(1);
        let mut descriptor = vec![0; ADAPTER_SIZE as usize];
        let pages = most.div_ceil(2 * SECTOR as u32);
        for (at, value) in [(0, ADAPTER_SIZE), (4, ADAPTER_SIZE), (8, most), (12, pages), (16, mask)] {
            descriptor[at..at + 4].copy_from_slice(&value.to_ne_bytes());
        }
        descriptor[24] = self.bus_type();
        descriptor
    }

    fn bus_type(&self) -> u8 {
        if self.as_virtual().is_some() { BUS_VIRTUAL } else { BUS_UNKNOWN }
    }
}
