//! Which threads are the library's own, and which of them run the caller's code now.
//!
//! Every call of user code (a callback, a stream's read, a free function) happens under [`enter`] or
//! [`enter_current`], and so does the root of every thread that the library starts. Whoever would wait asks
//! [`is_inside`] first: a wait inside a callback could be a wait for that very callback.

use std::cell::Cell;

/// An object that runs operations: its address, which is its own while it lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ObjectId(usize);

impl ObjectId {
    /// No object: user code that belongs to none, such as a log callback.
    pub const NONE: ObjectId = ObjectId(0);

    /// Each of them: user code that several objects depend on.
    pub const EVERY: ObjectId = ObjectId(usize::MAX);

    pub fn of<T>(object: &T) -> ObjectId {
        ObjectId(std::ptr::from_ref(object).addr())
    }
}

/// Callbacks inside callbacks that one thread can be in before the marker stops telling them apart. Fixed, because
/// the path of a burn allocates nothing.
const DEPTH: usize = 8;

#[derive(Clone, Copy)]
struct State {
    stack: [ObjectId; DEPTH],
    depth: usize,
    /// For whom this thread works, though no user code runs yet.
    working_for: ObjectId,
}

thread_local! {
    static STATE: Cell<State> =
        const { Cell::new(State { stack: [ObjectId::NONE; DEPTH], depth: 0, working_for: ObjectId::NONE }) };
}

fn change(edit: impl FnOnce(&mut State)) {
    STATE.with(|cell| {
        let mut state = cell.get();
        edit(&mut state);
        cell.set(state);
    });
}

/// Marks the thread as running user code (or being a library thread) for this object, until the guard is dropped.
pub fn enter(object: ObjectId) -> Inside {
    change(|state| {
        if let Some(place) = state.stack.get_mut(state.depth) {
            *place = object;
        }
        state.depth += 1;
    });
    Inside { _not_send: std::marker::PhantomData }
}

/// [`enter`] for the object that [`work_for`] named on this thread: for user code, such as a stream's size
/// function, that is called without knowing on whose behalf.
pub fn enter_current() -> Inside {
    enter(STATE.with(Cell::get).working_for)
}

/// Says that what this thread calls from now on is done for this object, until the guard is dropped. It does not
/// by itself make the thread one of the library's.
pub fn work_for(object: ObjectId) -> Working {
    let before = STATE.with(Cell::get).working_for;
    change(|state| state.working_for = object);
    Working { before, _not_send: std::marker::PhantomData }
}

/// Whether this is a library thread, or user code that the library called.
pub fn is_inside() -> bool {
    STATE.with(Cell::get).depth > 0
}

/// Whether this thread is inside a callback of that object, so that it must not wait for the object's operation.
pub fn is_inside_of(object: ObjectId) -> bool {
    let state = STATE.with(Cell::get);
    state.depth > DEPTH
        || state.stack[..state.depth].iter().any(|inside| *inside == object || *inside == ObjectId::EVERY)
}

/// See [`enter`].
pub struct Inside {
    _not_send: std::marker::PhantomData<*const ()>,
}

impl Drop for Inside {
    fn drop(&mut self) {
        change(|state| state.depth -= 1);
    }
}

/// See [`work_for`].
pub struct Working {
    before: ObjectId,
    _not_send: std::marker::PhantomData<*const ()>,
}

impl Drop for Working {
    fn drop(&mut self) {
        let before = self.before;
        change(|state| state.working_for = before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_nest_and_belong_to_their_thread() {
        let (a, b) = (1u8, 2u8);
        let (a, b) = (ObjectId::of(&a), ObjectId::of(&b));
        assert!(!is_inside());
        let outer = enter(a);
        {
            let _inner = enter(b);
            assert!(is_inside_of(a) && is_inside_of(b));
        }
        assert!(is_inside_of(a) && !is_inside_of(b));
        assert!(!std::thread::spawn(is_inside).join().unwrap());
        drop(outer);
        assert!(!is_inside());
    }

    #[test]
    fn user_code_inherits_whom_the_thread_works_for() {
        let object = ObjectId::of(&3u8);
        let _working = work_for(object);
        assert!(!is_inside());
        let _inside = enter_current();
        assert!(is_inside_of(object));
    }

    #[test]
    fn a_mark_for_every_object_refuses_every_wait() {
        let _inside = enter(ObjectId::EVERY);
        assert!(is_inside() && is_inside_of(ObjectId(4096)));
    }

    #[test]
    fn beyond_its_depth_the_marker_refuses_every_wait() {
        let guards: Vec<_> = (0..DEPTH + 1).map(|_| enter(ObjectId::NONE)).collect();
        assert!(is_inside_of(ObjectId(4096)));
        drop(guards);
        assert!(!is_inside());
    }
}
