//! Who watches work as it goes on.

/// What is told of work as it goes on, for whoever shows progress.
pub trait Watch: Sync {
    /// `what` is being done, `done` of `all` so far.
    fn progress(&self, what: &'static str, done: usize, all: usize);
}

/// Nobody watches.
impl Watch for () {
    fn progress(&self, _: &'static str, _: usize, _: usize) {}
}
