//! Work side by side with results in order: a bounded window of items is under way, so that memory
//! depends on the largest of them and not on their number.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Items a thread may be ahead of the one whose result is waited for.
const AHEAD: usize = 2;

/// Does `work` on every item, on as many threads as rayon would use, and hands the results to `take`
/// in the order of the items. `work` must not panic.
///
/// # Errors
///
/// The first error of `take`; what is under way is finished and dropped.
pub(super) fn in_order<T: Sync, R: Send, E>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(usize, R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = rayon::current_num_threads().min(items.len());
    let desk = Desk { state: Mutex::default(), moved: Condvar::new(), window: threads * AHEAD, all: items.len() };
    let toil = || {
        while let Some(at) = desk.begin() {
            desk.put(at, work(&items[at]));
        }
    };
    thread::scope(|scope| {
        let started = (0..threads).filter(|_| thread::Builder::new().spawn_scoped(scope, toil).is_ok()).count();
        for (at, item) in items.iter().enumerate() {
            // Where the system gives no thread, there is still this one.
            let result = if NonZero::new(started).is_some() { desk.get(at) } else { work(item) };
            take(at, result).inspect_err(|_| desk.stop())?;
        }
        Ok(())
    })
}

/// Where threads fetch items and leave results.
struct Desk<R> {
    state: Mutex<State<R>>,
    moved: Condvar,
    window: usize,
    all: usize,
}

struct State<R> {
    begun: usize,
    taken: usize,
    stopped: bool,
    done: BTreeMap<usize, R>,
}

impl<R> Default for State<R> {
    fn default() -> Self {
        Self { begun: 0, taken: 0, stopped: false, done: BTreeMap::new() }
    }
}

impl<R> Desk<R> {
    fn state(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State<R>>) -> MutexGuard<'a, State<R>> {
        self.moved.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// The next item to work on, once it is near enough to the one that is waited for.
    fn begin(&self) -> Option<usize> {
        let mut state = self.state();
        while !state.stopped && state.begun < self.all && state.begun >= state.taken + self.window {
            state = self.wait(state);
        }
        let at = state.begun;
        state.begun += 1;
        (!state.stopped && at < self.all).then_some(at)
    }

    fn put(&self, at: usize, result: R) {
        self.state().done.insert(at, result);
        self.moved.notify_all();
    }

    /// The result of item `at`, once it is there.
    fn get(&self, at: usize) -> R {
        let mut state = self.state();
        loop {
            if let Some(result) = state.done.remove(&at) {
                state.taken = at + 1;
                self.moved.notify_all();
                return result;
            }
            state = self.wait(state);
        }
    }

    fn stop(&self) {
        self.state().stopped = true;
        self.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_and_few_wait() {
        let items: Vec<usize> = (0..500).collect();
        let (begun, mut seen) = (AtomicUsize::new(0), Vec::new());
        let work = |item: &usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            item * 2
        };
        let taken: Result<(), ()> = in_order(&items, work, |at, result| {
            assert_eq!(result, at * 2);
            assert!(begun.load(Ordering::SeqCst) <= at + 1 + 3 * rayon::current_num_threads());
            seen.push(result);
            Ok(())
        });
        assert_eq!((taken, seen.len()), (Ok(()), 500));
    }

    #[test]
    fn the_first_error_ends_it() {
        let items: Vec<usize> = (0..500).collect();
        let ended = in_order(&items, |item| *item, |at, _| if at == 7 { Err(at) } else { Ok(()) });
        assert_eq!(ended, Err(7));
        assert_eq!(in_order(&[], |item: &usize| *item, |_, _| Err("never")), Ok(()));
    }
}
