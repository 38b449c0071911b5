//! Ctrl-C, heard instead of obeyed while outputs are being put in place: what was begun is cleaned away
//! or finished first, and then the program ends as it would have.

#[cfg(unix)]
use signal_hook::consts::{SIGINT, SIGTERM};
#[cfg(unix)]
use signal_hook::{flag, low_level};
#[cfg(unix)]
use std::sync::Arc;
#[cfg(unix)]
use std::sync::LazyLock;
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Signals by which people and systems ask a program to end. A hangup is not among them: `nohup` has it
/// ignored, and a handler would undo that.
#[cfg(unix)]
const ENDS: [i32; 2] = [SIGINT, SIGTERM];

/// What the handlers know. They stay for good, since a handler cannot be taken back; where nobody
/// listens, they do what the system would have done.
#[cfg(unix)]
struct Heard {
    is_idle: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

#[cfg(unix)]
static HEARD: LazyLock<Heard> = LazyLock::new(|| {
    let heard = Heard { is_idle: Arc::new(AtomicBool::new(true)), signal: Arc::new(AtomicUsize::new(0)) };
    for signal in ENDS {
        // Where a handler cannot be set, the program ends at once, as it would without one.
        drop(flag::register_conditional_default(signal, Arc::clone(&heard.is_idle)));
        let number = usize::try_from(signal).unwrap_or_default();
        drop(flag::register_usize(signal, Arc::clone(&heard.signal), number));
    }
    heard
});

/// While this value lives, a request to end is heard and not obeyed; when it goes, it is obeyed.
#[derive(Debug)]
pub(in crate::pipeline) struct Interrupt(());

impl Interrupt {
    /// Begins to listen.
    pub(in crate::pipeline) fn listen() -> Self {
        #[cfg(unix)]
        HEARD.is_idle.store(false, Ordering::SeqCst);
        Self(())
    }

    /// Whether the program was asked to end.
    pub(in crate::pipeline) fn is_heard(&self) -> bool {
        #[cfg(unix)]
        return HEARD.signal.load(Ordering::SeqCst) != 0;
        #[cfg(not(unix))]
        return false;
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        #[cfg(unix)]
        {
            HEARD.is_idle.store(true, Ordering::SeqCst);
            let signal = HEARD.signal.load(Ordering::SeqCst);
            if signal != 0 {
                drop(low_level::emulate_default_handler(i32::try_from(signal).unwrap_or(SIGTERM)));
            }
        }
    }
}
