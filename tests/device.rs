//! Retries, waits and their ends against a drive that says what it is told to say, on the virtual clock.

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::fake::{Reply, Scripted};
use df2d::failure::Failure;
use df2d::hresult::*;
use df2d::mmc::command::{CloseFunction, Command};
use df2d::mmc::timeout::{LongOperation, limit};
use df2d::pipeline::control::Control;
use df2d::pipeline::device::{Attention, Device, Stop};
use df2d::pipeline::meter::Meter;
use df2d::transport::Fault;
use df2d::transport::drive::Drive;

const COMMAND: Duration = Duration::from_millis(1);
const ATTENTION: Reply = Reply::Sense(6, 0x28, 0x00);
const RESET: Reply = Reply::Sense(6, 0x29, 0x00);
const BUSY: Reply = Reply::Sense(2, 0x04, 0x07);
const FULL: Reply = Reply::Sense(2, 0x04, 0x08);
const SECTOR: [u8; 2048] = [0; 2048];

/// Runs `work` as an operation on a drive that says this and then that.
fn operate<R>(
    script: impl Into<std::collections::VecDeque<Reply>>,
    afterwards: Reply,
    work: impl FnOnce(&Device, &Scripted) -> R,
) -> R {
    let scripted = Scripted::new(COMMAND, script, afterwards);
    let signal = scripted.drive().clock().signal();
    let exclusive = scripted.drive().party().acquire("test", &signal, || true).unwrap().unwrap();
    let control = Control::default();
    assert!(control.begin());
    let meter = Meter::new(scripted.drive().clock().clone(), signal.raiser());
    let device = Device::exclusive(exclusive, signal, &control, &meter);
    work(&device, &scripted)
}

fn write() -> Command {
    Command::write_10(64, 1)
}

fn code(failure: &Failure) -> (u8, u8, u8, bool) {
    let sense = failure.detail.sense.unwrap();
    (sense.key, sense.asc, sense.ascq, sense.deferred)
}

#[test]
fn an_attention_is_news_until_the_disc_was_looked_at() {
    operate([RESET, ATTENTION], Reply::Good, |device, drive| {
        device.send(&Command::test_unit_ready()).unwrap();
        assert_eq!(drive.seen().len(), 3);
    });
    operate([ATTENTION], Reply::Good, |device, drive| {
        device.take_attention_for(Attention::Disturbance);
        let failure = device.send(&Command::synchronize_cache(true)).unwrap_err();
        assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_MEDIA_BECOMING_READY, "IMAPI2's code for it");
        assert_eq!(drive.seen().len(), 1);
        device.take_attention_for(Attention::News);
        device.wait_ready(LongOperation::Flush, 0).unwrap();
    });
    operate([], RESET, |device, drive| {
        device.send(&Command::test_unit_ready()).unwrap_err();
        device.wait_ready(LongOperation::BecomingReady, 0).unwrap_err();
        assert_eq!(drive.seen().len(), 18, "a drive that does nothing but reset is not asked for ever");
    });
}

#[test]
fn a_command_that_changes_the_disc_is_never_repeated_after_an_attention() {
    let commands = [write(), Command::format_unit(), Command::close(CloseFunction::Session, 0, true)];
    for command in commands {
        for said in [RESET, ATTENTION, Reply::Fault(Fault::Timeout), Reply::Fault(Fault::Lost)] {
            operate([said.clone()], Reply::Good, |device, drive| {
                device.supply(&command, &SECTOR).unwrap_err();
                assert_eq!(drive.seen().len(), 1);
                // With a unit attention the drive says that it did not begin.
                assert_eq!(device.touched(), matches!(said, Reply::Fault(_)));
            });
        }
    }
}

#[test]
fn a_write_waits_for_room_without_spinning_and_is_the_same_each_time() {
    operate(vec![FULL; 100], Reply::Good, |device, drive| {
        device.set_drain_pause(Duration::from_millis(40));
        device.supply(&write(), &SECTOR).unwrap();
        let seen = drive.seen();
        assert_eq!(seen.len(), 101);
        assert!(seen.iter().all(|(_, cdb)| cdb == write().bytes()));
        assert!(seen.windows(2).all(|pair| pair[1].0 - pair[0].0 == COMMAND + Duration::from_millis(40)));
    });
}

#[test]
fn no_wait_is_without_a_limit() {
    for said in [FULL, BUSY, Reply::Sense(2, 0x04, 0x01), Reply::Status(0x08), Reply::Status(0x28)] {
        operate([], said.clone(), |device, drive| {
            let failure = device.supply(&write(), &SECTOR).unwrap_err();
            assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT, "{said:?}");
            assert_eq!(failure.detail.cdb[0], 0x2A);
            ended_at(device, limit(LongOperation::Write, 0));
            assert!(drive.seen().len() < 40_000);
        });
    }
    use LongOperation::*;
    for operation in [BecomingReady, Flush, CloseTrack, CloseSession, Format, Opc] {
        operate([], BUSY, |device, drive| {
            let failure = device.wait_ready(operation, 2_295_104).unwrap_err();
            assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT);
            ended_at(device, limit(operation, 2_295_104));
            assert!(drive.seen().len() as u64 <= 10 + 2 * limit(operation, 2_295_104).as_secs());
        });
    }
}

/// At the limit, or one pause later.
fn ended_at(device: &Device, limit: Duration) {
    let now = device.clock().now();
    assert!(now >= limit && now < limit + Duration::from_secs(1), "{now:?} of {limit:?}");
}

#[test]
fn a_question_does_not_wait() {
    for said in [FULL, BUSY, Reply::Status(0x08)] {
        let scripted = Scripted::new(COMMAND, [], said);
        let failure =
            Device::shared(&scripted.drive().party()).send(&Command::test_unit_ready()).unwrap_err();
        assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_MEDIA_BUSY);
        assert_eq!(scripted.seen().len(), 1);
    }
}

/// Ten seconds into a wait somebody cancels: with "at once" it ends there; else a disc that is being saved is saved.
#[test]
fn only_who_leaves_at_once_leaves_at_once() {
    for (immediate, stop, ends) in [
        (false, Stop::OnCancel, Some(DF2D_E_IMAPI_REQUEST_CANCELLED)),
        (true, Stop::OnEscalation, Some(DF2D_E_IMAPI_RECORDER_MEDIA_BUSY)),
        (false, Stop::OnEscalation, None),
        (true, Stop::Never, None),
    ] {
        let scripted = Scripted::new(COMMAND, vec![BUSY; 60], Reply::Good);
        let drive = scripted.drive();
        let clock = drive.clock().clone();
        let signal = clock.signal();
        let raiser = signal.raiser();
        let exclusive = drive.party().acquire("test", &signal, || true).unwrap().unwrap();
        let (control, meter) = (Control::default(), Meter::new(clock.clone(), raiser.clone()));
        assert!(control.begin());
        let device = Device::exclusive(exclusive, signal, &control, &meter);
        device.stop_on(stop);
        let (seat, part) = (clock.seat(), clock.participate());
        let result = std::thread::scope(|scope| {
            scope.spawn(|| {
                let _part = seat.take();
                clock.sleep(Duration::from_secs(10));
                control.set_immediate(immediate);
                control.cancel();
                raiser.raise();
            });
            let result = device.wait_ready(LongOperation::CloseSession, 0);
            let now = clock.now();
            drop(part);
            assert_eq!(now == Duration::from_secs(10), ends.is_some(), "{now:?}");
            result
        });
        assert_eq!(result.err().map(|failure| failure.hr), ends);
    }
}

#[test]
fn a_deferred_error_belongs_to_another_command() {
    operate([Reply::Deferred(3, 0x0C, 0x00, Some(7))], Reply::Good, |device, drive| {
        device.supply(&write(), &SECTOR).unwrap();
        assert_eq!(drive.seen().len(), 2, "one of another program, before anything was done");
    });
    operate([Reply::Good, Reply::Deferred(3, 0x0C, 0x00, Some(7))], Reply::Good, |device, drive| {
        device.supply(&write(), &SECTOR).unwrap();
        let failure = device.supply(&write(), &SECTOR).unwrap_err();
        assert_eq!(code(&failure), (3, 0x0C, 0x00, true));
        assert_eq!(failure.detail.lba, Some(7));
        assert_eq!(drive.seen().len(), 2);
    });
    operate([Reply::Good, Reply::Deferred(3, 0x0C, 0x00, None)], Reply::Good, |device, _| {
        device.supply(&write(), &SECTOR).unwrap();
        assert_eq!(device.supply(&write(), &SECTOR).unwrap_err().detail.lba, None);
    });
    // A current one has the command's own address.
    operate([Reply::Sense(3, 0x0C, 0x00)], Reply::Good, |device, _| {
        assert_eq!(device.supply(&write(), &SECTOR).unwrap_err().detail.lba, Some(64));
    });
    // One that was corrected stands in for the command that it came with.
    operate(vec![Reply::Deferred(1, 0x0C, 0x00, None); 2], Reply::Good, |device, drive| {
        device.supply(&write(), &SECTOR).unwrap();
        assert_eq!(drive.seen().len(), 3);
    });
    operate([], Reply::Deferred(1, 0x0C, 0x00, None), |device, drive| {
        device.supply(&write(), &SECTOR).unwrap_err();
        assert!(drive.seen().len() < 20);
    });
}

#[test]
fn faults_have_their_codes_and_a_refusal_touches_nothing() {
    for (fault, hr) in [
        (Fault::Timeout, DF2D_E_IMAPI_RECORDER_COMMAND_TIMEOUT),
        (Fault::Lost, DF2D_E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE),
        (Fault::Gone, DF2D_E_DEV_NOT_EXIST),
        (Fault::Refused(12), DF2D_E_FAIL),
    ] {
        operate([], Reply::Fault(fault), |device, _| {
            assert_eq!(device.supply(&write(), &SECTOR).unwrap_err().hr, hr);
            assert_eq!(device.touched(), !matches!(fault, Fault::Refused(_)));
        });
    }
    operate([], Reply::Status(0x18), |device, _| {
        let failure = device.send(&Command::test_unit_ready()).unwrap_err();
        assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_LOCKED);
    });
    // CHECK CONDITION without sense data.
    operate([], Reply::Status(0x02), |device, _| {
        let failure = device.send(&Command::test_unit_ready()).unwrap_err();
        assert_eq!(failure.hr, DF2D_E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
    });
}

#[test]
fn what_is_not_worth_waiting_for_is_asked_once_and_hides_no_error() {
    let ask = |device: &Device| device.ask(&Command::read_buffer_capacity(), &mut [0; 12]);
    for excuse in [FULL, BUSY, Reply::Sense(5, 0x20, 0x00)] {
        operate([excuse], Reply::Good, |device, drive| {
            assert_eq!(ask(device).unwrap(), None);
            assert_eq!(drive.seen().len(), 1);
        });
    }
    for error in [Reply::Deferred(3, 0x0C, 0x00, None), Reply::Deferred(5, 0x21, 0x02, None), RESET] {
        operate([Reply::Good, error], Reply::Good, |device, _| {
            device.supply(&write(), &SECTOR).unwrap();
            ask(device).unwrap_err();
        });
    }
}

/// A question is under way when an operation begins: the operation waits for its end on the drive's clock, and nobody
/// who only wants to know waits for either.
#[test]
fn a_question_under_way_holds_up_the_operation_and_nobody_else() {
    let scripted = Scripted::new(Duration::from_secs(10), [], Reply::Good);
    let drive = scripted.drive();
    let clock = drive.clock().clone();
    let (here, seat) = (clock.participate(), clock.seat());
    std::thread::scope(|scope| {
        scope.spawn(|| Device::shared(&drive.party()).send(&Command::test_unit_ready()).unwrap());
        while scripted.seen().is_empty() {
            std::thread::yield_now();
        }
        assert_eq!(drive.exclusive_owner(), "");
        let operation = scope.spawn(|| {
            let _part = seat.take();
            let signal = clock.signal();
            let exclusive = drive.party().acquire("test", &signal, || true).unwrap().unwrap();
            assert_eq!(clock.now(), Duration::from_secs(10));
            drop(exclusive);
        });
        while drive.exclusive_owner().is_empty() && !operation.is_finished() {
            std::thread::yield_now();
        }
        let refused = Device::shared(&drive.party()).send(&Command::test_unit_ready()).unwrap_err();
        assert_eq!(refused.hr, DF2D_E_IMAPI_RECORDER_LOCKED);
        drop(here);
        operation.join().unwrap();
    });
    assert_eq!(drive.exclusive_owner(), "");
    assert_eq!(scripted.seen().len(), 1);
}

#[test]
fn questions_take_turns() {
    let scripted = Scripted::new(Duration::from_secs(1), [], Reply::Good);
    let drive: Arc<Drive> = scripted.drive();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| Device::shared(&drive.party()).send(&Command::test_unit_ready()).unwrap());
        }
    });
    let times: Vec<u64> = scripted.seen().iter().map(|(at, _)| at.as_secs()).collect();
    assert_eq!(times, [0, 1, 2, 3, 4, 5, 6, 7]);
}

/// Some drives are "ready" again while they still close, and say so only when they are asked about the disc.
#[test]
fn a_close_has_ended_when_the_drive_speaks_of_the_disc_again() {
    let mut script = vec![Reply::Good];
    script.extend(vec![BUSY; 40]);
    let disc_information = 0x51;
    operate(script.clone(), Reply::Good, |device, drive| {
        device.wait_ready(LongOperation::CloseSession, 0).unwrap();
        let asked: Vec<u8> = drive.seen().iter().map(|(_, cdb)| cdb[0]).collect();
        assert_eq!(asked[0], 0x00);
        assert_eq!(asked[1..], vec![disc_information; 41]);
        assert!(device.clock().now() > Duration::from_secs(10));
    });
    operate(script, Reply::Good, |device, drive| {
        device.wait_ready(LongOperation::BecomingReady, 0).unwrap();
        assert_eq!(drive.seen().len(), 1, "nothing is closed there");
    });
}
