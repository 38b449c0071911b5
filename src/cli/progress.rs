//! A progress bar for work that takes more than a second, on a terminal and nowhere else.

use super::screen::Screen;
use crate::pipeline::Watch;
use crate::values::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Work shorter than this is not worth a bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that appears when it is needed and is gone when it is dropped.
pub(super) struct Progress {
    started: Instant,
    watched: bool,
    lang: Lang,
    bar: Mutex<Option<ProgressBar>>,
}

impl Progress {
    /// Progress of work that begins now.
    pub(super) fn new(screen: &Screen) -> Self {
        Self { started: Instant::now(), watched: screen.is_watched(), lang: screen.lang, bar: Mutex::new(None) }
    }
}

impl Progress {
    /// Does `work`, which writes to the terminal, without the bar in its way.
    pub(super) fn paused<R>(&self, work: impl FnOnce() -> R) -> R {
        let bar = self.bar.lock().ok().and_then(|bar| bar.clone());
        match bar {
            Some(bar) => bar.suspend(work),
            None => work(),
        }
    }
}

impl Watch for Progress {
    fn progress(&self, what: &'static str, done: usize, all: usize) {
        if !self.watched || self.started.elapsed() < PATIENCE {
            return;
        }
        let Ok(mut bar) = self.bar.lock() else { return };
        let bar = bar.get_or_insert_with(|| {
            let style = ProgressStyle::with_template("{msg:10} {bar:30} {pos}/{len}");
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        let zh = match what {
            "documents" => "读取",
            "charts" => "绘图",
            _ => "写出",
        };
        bar.set_message(self.lang.pick(zh, what));
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Ok(Some(bar)) = self.bar.get_mut().map(Option::take) {
            bar.finish_and_clear();
        }
    }
}
