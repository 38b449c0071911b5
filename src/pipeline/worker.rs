//! Child processes that read documents, so that a document no reader can survive takes one of them
//! with it and not the run.
//!
//! A child reads many documents and is started anew when it dies. One that died over a document was
//! perhaps spent by those before, so the document gets a second, fresh child: whether it can be read
//! must not depend on its neighbours.

use super::bounds::Bounds;
use super::wire::{Answer, Greeting, Question, SERVE};
use crate::problem::{Code, Problem, said};
use crate::values::Place;
use std::io::{BufRead as _, BufReader, Error, Read, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Last words of a child that are listened to, in bytes.
const LAST_WORDS: u64 = 4 * 1024;

/// The children, as many as are asked at once.
#[derive(Debug)]
pub(super) struct Workers {
    program: PathBuf,
    greeting: String,
    memory_bytes: u64,
    seconds: u64,
    idle: Mutex<Vec<Worker>>,
}

/// Why there is no answer.
enum Death {
    /// It was late.
    Late,
    /// It wanted more memory than it may have.
    Memory,
    /// It wanted more stack than there is.
    Stack,
    /// It ended otherwise.
    Other,
    /// It could not be started.
    Unborn(Error),
}

impl Workers {
    /// Children of `program` that read with `labels` within `bounds`; none is started yet.
    pub(super) fn new(program: PathBuf, labels: &[(String, String)], bounds: &Bounds) -> Self {
        let greeting = serde_json::to_string(&Greeting::new(labels, bounds)).unwrap_or_default();
        let Bounds { memory_bytes, seconds, .. } = *bounds;
        Self { program, greeting, memory_bytes, seconds, idle: Mutex::default() }
    }

    /// What a child answers to `question`, which is about the document `name`.
    ///
    /// # Errors
    ///
    /// The child died over the document, or was stopped because it was late.
    pub(super) fn ask(&self, name: &str, question: &Question) -> Result<Answer, Problem> {
        let told = |death| self.problem(name, &death);
        let line = serde_json::to_string(question).map_err(|error| told(Death::Unborn(error.into())))?;
        let used = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(worker) = used {
            match self.ask_one(worker, &line) {
                Ok(answer) => return Ok(answer),
                Err(Death::Late) => return Err(told(Death::Late)),
                Err(_) => {}
            }
        }
        let fresh = Worker::start(self).map_err(|error| told(Death::Unborn(error)))?;
        self.ask_one(fresh, &line).map_err(told)
    }

    /// Asks one child, which is kept for the next question where it answers this one.
    fn ask_one(&self, mut worker: Worker, line: &str) -> Result<Answer, Death> {
        let answer = worker.ask(line, Duration::from_secs(self.seconds));
        match answer.and_then(|answer| serde_json::from_slice(&answer).map_err(|_| Death::Other)) {
            Ok(answer) => {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                Ok(answer)
            }
            Err(Death::Late) => Err(Death::Late),
            Err(_) => Err(worker.cause()),
        }
    }

    /// What is said of the document `name` over which a child died.
    fn problem(&self, name: &str, death: &Death) -> Problem {
        let place = Place::file(name);
        let sound =
            |flag: &str| said!("如文件正常，可用{flag}放宽上限", "raise the limit with {flag} if the file is sound");
        let (code, message) = match death {
            Death::Late => {
                let message = said!(
                    "读取超过单个文件的时间上限：{}秒",
                    "reading it took more than {} s, the limit for one file",
                    self.seconds
                );
                return Problem::error(Code::LimitTime, place, message).hint(sound("--max-seconds"));
            }
            Death::Memory => {
                let most = self.memory_bytes;
                let message = said!(
                    "读取超过单个文件的内存上限：{most}字节",
                    "reading it took more than {most} bytes of memory, the limit for one file"
                );
                return Problem::error(Code::LimitMemory, place, message).hint(sound("--max-memory"));
            }
            Death::Unborn(error) => {
                let message = said!("无法启动读取进程：{error}", "no process could be started to read it: {error}");
                let problem = Problem::error(Code::ReaderNotStarted, place, message);
                return problem.hint(said!(
                    "请查看本机允许的进程数，然后重新运行",
                    "see how many processes this machine allows, and run it again"
                ));
            }
            Death::Stack => {
                (Code::ReaderDied, said!("读取程序在读取该文件时栈空间耗尽", "the reader ran out of stack over it"))
            }
            Death::Other => (Code::ReaderDied, said!("读取程序在读取该文件时中止", "the reader died over it")),
        };
        Problem::error(code, place, message).hint(said!(
            "请用生成该文件的程序打开后另存，或存为其他格式",
            "open it in the program that made it and save it anew, or in another format"
        ))
    }
}

/// One child and the threads that listen to it.
#[derive(Debug)]
struct Worker {
    child: Child,
    stdin: ChildStdin,
    answers: Receiver<Vec<u8>>,
    last_words: Option<JoinHandle<Vec<u8>>>,
}

impl Worker {
    fn start(workers: &Workers) -> Result<Self, Error> {
        let mut command = Command::new(&workers.program);
        command.arg(SERVE).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // What a child says when it dies is read here, so it is to be said in one way.
        command.env_remove("RUST_BACKTRACE");
        let mut child = command.spawn()?;
        let (Some(mut stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(Error::other("without its pipes"));
        };
        let (sender, answers) = sync_channel(1);
        let longest = workers.memory_bytes;
        std::thread::Builder::new().spawn(move || {
            let mut stdout = BufReader::new(stdout);
            loop {
                let mut line = Vec::new();
                let read = stdout.by_ref().take(longest).read_until(b'\n', &mut line);
                if read.is_err() || !line.ends_with(b"\n") || sender.send(line).is_err() {
                    return;
                }
            }
        })?;
        let last_words = std::thread::Builder::new().spawn(move || heard(stderr))?;
        // A child that dies at once is noticed when it does not answer.
        drop(stdin.write_all(format!("{}\n", workers.greeting).as_bytes()));
        Ok(Self { child, stdin, answers, last_words: Some(last_words) })
    }

    /// The answer to the question `line`, within `patience`.
    fn ask(&mut self, line: &str, patience: Duration) -> Result<Vec<u8>, Death> {
        self.stdin.write_all(format!("{line}\n").as_bytes()).map_err(|_| Death::Other)?;
        self.answers.recv_timeout(patience).map_err(|error| match error {
            RecvTimeoutError::Timeout => Death::Late,
            RecvTimeoutError::Disconnected => Death::Other,
        })
    }

    /// What a child that gave no answer died of, from its last words.
    fn cause(mut self) -> Death {
        drop(self.child.kill());
        let last_words = self.last_words.take().and_then(|listener| listener.join().ok()).unwrap_or_default();
        let said = String::from_utf8_lossy(&last_words);
        if said.contains("memory allocation of") {
            Death::Memory
        } else if said.contains("overflowed its stack") {
            Death::Stack
        } else {
            Death::Other
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It is idle, late or dead; in each case there is nothing it could still do.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The last words of a child: the beginning is kept, and the rest is taken so that it need not wait.
fn heard(mut stderr: impl Read) -> Vec<u8> {
    let mut first = Vec::new();
    drop(stderr.by_ref().take(LAST_WORDS).read_to_end(&mut first));
    drop(std::io::copy(&mut stderr, &mut std::io::sink()));
    first
}
