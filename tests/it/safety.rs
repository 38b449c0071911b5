//! What a run does to the disk when it is killed, interrupted, run twice at once, or led astray by links
//! that somebody planted: every file is whole, and nothing is written but where it was asked for.

#![cfg(unix)]

use crate::program::{Ran, files, jixiao, program, project, ran};
use rustix::process::{Pid, Signal, kill_process};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A question with few tables and no chart: what is tried here is writing.
const SMALL: &str = "title = { zh = \"一\", en = \"one\" }\n[[source]]\nfiles = [\"data/*.txt\"]\n";

/// A project whose documents say one thing or another.
struct Panel {
    folder: TempDir,
    texts: [String; 2],
}

impl Panel {
    fn new() -> Self {
        let folder = project();
        fs::write(folder.path().join("pipelines/small.toml"), SMALL).unwrap();
        let text = fs::read_to_string(folder.path().join("data/example-2024.txt")).unwrap();
        let other = text.replace("72.10", "70.10");
        assert_ne!(text, other);
        Self { folder, texts: [text, other] }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Lets the documents say the one thing or the other.
    fn say(&self, which: usize) {
        fs::write(self.root().join("data/example-2024.txt"), &self.texts[which % 2]).unwrap();
    }

    /// Runs to the end; returns what was written.
    fn run(&self, which: usize) -> BTreeMap<String, Vec<u8>> {
        self.say(which);
        let ran = jixiao(self.root(), &["run", "small"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        self.written()
    }

    fn written(&self) -> BTreeMap<String, Vec<u8>> {
        files(self.root())
            .into_iter()
            .filter(|(name, _)| name.starts_with("out/") || name.starts_with("charts/"))
            .collect()
    }

    fn begin(&self) -> Child {
        let mut command = program(self.root());
        command.args(["run", "small"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// Whether something unfinished lies among the outputs.
    fn is_untidy(&self) -> bool {
        names(&self.root().join("out/small")).iter().any(|name| name.starts_with(".jixiao"))
    }

    /// Waits until `child` completes outputs, and stops it there; whether it was met.
    fn stop_in_writing(&self, child: &mut Child) -> bool {
        let out = self.root().join("out/small");
        // What a run that was killed left behind is not this one's.
        let of_this = format!(".jixiao-staging-{}-", child.id());
        loop {
            if names(&out).iter().any(|name| name.starts_with(&of_this)) {
                return tell(child, Signal::STOP) && child.try_wait().unwrap().is_none() && self.is_untidy();
            }
            if child.try_wait().unwrap().is_some() {
                return false;
            }
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn tell(child: &Child, signal: Signal) -> bool {
    kill_process(Pid::from_child(child), signal).is_ok()
}

/// Numbers that look like chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
}

/// Asserts that every file is that of one of the two runs, byte by byte; returns which of them are met.
fn whole(found: &BTreeMap<String, Vec<u8>>, known: &[BTreeMap<String, Vec<u8>>; 2]) -> BTreeSet<usize> {
    let mut met = BTreeSet::new();
    for (name, bytes) in found.iter().filter(|(name, _)| !name.contains("/.jixiao")) {
        let of: Vec<usize> = (0..2).filter(|which| known[*which].get(name) == Some(bytes)).collect();
        assert!(!of.is_empty(), "{name} is of neither run: {} bytes", bytes.len());
        // What both runs write alike says nothing.
        if let [one] = of.as_slice() {
            met.insert(*one);
        }
    }
    met
}

#[test]
fn a_hundred_kills_leave_no_half_written_file() {
    let panel = Panel::new();
    let known = [panel.run(0), panel.run(1)];
    assert_ne!(known[0], known[1]);
    let begun = Instant::now();
    panel.run(0);
    let whole_run = u64::try_from(begun.elapsed().as_micros()).unwrap();
    let (mut chance, mut killed, mut unfinished, mut mixed) = (Chance(9), 0, 0, 0);
    let mut which = 0;
    while killed < 100 {
        which += 1;
        panel.say(which);
        let mut child = panel.begin();
        if killed % 2 == 0 {
            sleep(Duration::from_micros(chance.below(whole_run)));
        } else if panel.stop_in_writing(&mut child) && killed % 4 == 3 {
            // The few moments in which files are written are the ones that matter: there it stands still, or
            // goes on for as long as they take.
            tell(&child, Signal::CONT);
            sleep(Duration::from_micros(chance.below(whole_run / 20)));
        }
        let was_running = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        killed += usize::from(was_running);
        // What kills before it left behind is not counted again.
        let of_this = format!(".jixiao-staging-{}-", child.id());
        unfinished += usize::from(names(&panel.root().join("out/small")).iter().any(|name| name.starts_with(&of_this)));
        mixed += usize::from(whole(&panel.written(), &known).len() == 2);
    }
    println!("{killed} kills: {unfinished} found while files were being completed, {mixed} among the renames");
    assert!(unfinished >= 5, "the kills hit nothing: {unfinished}");
    for (which, known) in known.iter().enumerate().take(2) {
        assert_eq!(panel.run(which), *known, "the next run is clean, and leaves nothing behind");
    }
    assert!(!panel.is_untidy());
}

#[test]
fn an_interrupted_run_clears_away_what_it_began() {
    let panel = Panel::new();
    let known = [panel.run(0), panel.run(1)];
    let (mut met, mut kept) = (0, 0);
    for attempt in 0..60 {
        let signal = [Signal::INT, Signal::TERM][attempt % 2];
        panel.say(attempt);
        let mut child = panel.begin();
        let is_met = panel.stop_in_writing(&mut child);
        tell(&child, signal);
        tell(&child, Signal::CONT);
        let status = child.wait().unwrap();
        if is_met {
            assert_eq!(status.signal(), Some(signal.as_raw()), "it ends as it was asked to");
            assert!(!panel.is_untidy(), "what was begun is cleared away: {:?}", names(&panel.root().join("out/small")));
            let found = panel.written();
            assert!(known.contains(&found), "all of one run or all of the other");
            met += 1;
            kept += usize::from(found == known[(attempt + 1) % 2]);
        }
        if met == 4 {
            break;
        }
    }
    println!("{met} interruptions in writing; after {kept} of them the earlier outputs stood");
    assert_eq!(met, 4);
}

#[test]
fn two_runs_at_once_do_not_meet() {
    let panel = Panel::new();
    let known = [panel.run(0), panel.run(1)];
    let (mut refused, mut tried) = (0, 0);
    while refused < 3 {
        tried += 1;
        assert!(tried < 40, "never met in writing");
        panel.say(tried);
        let mut first = panel.begin();
        if panel.stop_in_writing(&mut first) {
            // As long as it stands still, it is in the midst of writing.
            let second = jixiao(panel.root(), &["run", "small"]);
            assert_eq!(second.code, 2, "{}", second.err);
            assert!(second.err.contains("another run is writing to this directory"), "{}", second.err);
            tell(&first, Signal::CONT);
            refused += 1;
        }
        assert!(first.wait().unwrap().success());
        assert_eq!(panel.written(), known[tried % 2], "the first is whole");
    }
    // And many at once, as they come.
    let mut counts = [0, 0];
    for round in 0..4 {
        panel.say(round);
        let children: Vec<Child> = (0..6).map(|_| panel.begin()).collect();
        for child in children {
            let ended = ran(child.wait_with_output().unwrap());
            assert!(ended.code == 0 || ended.err.contains("another run is writing"), "{}", ended.err);
            counts[usize::from(ended.code != 0)] += 1;
        }
        assert_eq!(panel.written(), known[round % 2]);
    }
    println!(
        "{refused} of {tried} met one that stood still; of 24 at once {} wrote, {} were refused",
        counts[0], counts[1]
    );
    assert!(counts[0] >= 4);
}

/// A place outside of the project, in which a file lies that is somebody's own.
struct Elsewhere(TempDir);

impl Elsewhere {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("precious"), "theirs").unwrap();
        fs::write(folder.path().join("0"), "theirs").unwrap();
        fs::write(folder.path().join("rows.parquet"), "theirs").unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn is_untouched(&self) -> bool {
        let found = files(self.0.path());
        found.len() == 3 && found.iter().all(|(_, bytes)| bytes == b"theirs")
    }
}

/// Puts a link to `to` at `from`, in the place of whatever lies there.
fn plant(from: &Path, to: &Path) {
    let _ = fs::remove_file(from);
    let _ = fs::remove_dir_all(from);
    fs::create_dir_all(from.parent().unwrap()).unwrap();
    symlink(to, from).unwrap();
}

#[test]
fn links_below_the_project_are_refused_or_replaced_and_never_followed() {
    let elsewhere = Elsewhere::new();
    // What is planted, where it leads, and whether the run is refused.
    let cases = [
        ("out", "", true),
        ("out/small", "", true),
        ("out/small/tables", "", true),
        ("out/small/.jixiao-staging.lock", "precious", true),
        ("out/small/.jixiao-staging.lock", "absent", true),
        ("out/small/.jixiao-staging", "", false),
        ("out/small/.jixiao-staging-1-0", "", false),
        ("out/small/report.md", "precious", false),
        ("out/small/report.html", "absent", false),
        ("out/small/manifest.json", "precious", false),
        (".jixiao", "", false),
        (".jixiao/cache", "", false),
        (".jixiao/cache/small", "", false),
        (".jixiao/.gitignore", "absent", false),
        (".jixiao/cache/small/store.lock", "precious", false),
        (".jixiao/cache/small/store.readers", "precious", false),
        (".jixiao/cache/small/projects", "", false),
        (".jixiao/cache/small/store.json", "precious", false),
    ];
    for (at, to, is_refused) in cases {
        let panel = Panel::new();
        plant(&panel.root().join(at), &elsewhere.path(to));
        let ran = jixiao(panel.root(), &["run", "small", "-v"]);
        assert_eq!(ran.code, if is_refused { 2 } else { 0 }, "{at}: {}", ran.err);
        assert!(
            !is_refused || ran.err.contains("found a link, and nothing is written through links"),
            "{at}: {}",
            ran.err
        );
        assert!(elsewhere.is_untouched(), "{at}: {:?}", files(elsewhere.0.path()));
        let is_link = panel.root().join(at).symlink_metadata().is_ok_and(|found| found.is_symlink());
        assert!(!at.contains("report") || !is_link, "{at}: replaced");
    }
    // The directory that a user names may be a link.
    let panel = Panel::new();
    fs::create_dir(panel.root().join("disk")).unwrap();
    symlink("disk", panel.root().join("here")).unwrap();
    let named = jixiao(panel.root(), &["run", "small", "--out", "here"]);
    assert_eq!(named.code, 0, "{}", named.err);
    assert!(panel.root().join("disk/report.html").is_file());
    println!("{} links planted, none followed", cases.len());
}

#[test]
fn links_in_a_store_are_never_followed() {
    let elsewhere = Elsewhere::new();
    for (at, to) in [("projects", ""), ("store.lock", "precious"), ("store.lock", "absent")] {
        let panel = Panel::new();
        plant(&panel.root().join("store").join(at), &elsewhere.path(to));
        // A store that is there already is one with a manifest.
        if at == "projects" {
            fs::remove_file(panel.root().join("store/projects")).unwrap();
            assert_eq!(jixiao(panel.root(), &["ingest", "data", "--store", "store"]).code, 0);
            plant(&panel.root().join("store/projects"), &elsewhere.path(to));
            panel.say(1);
        }
        let ran = jixiao(panel.root(), &["ingest", "data", "--store", "store"]);
        assert_eq!(ran.code, 2, "{at}: {}", ran.err);
        assert!(elsewhere.is_untouched(), "{at}: {:?}", files(elsewhere.0.path()));
    }
}

#[test]
fn what_lies_in_the_way_is_refused_without_waiting_and_kept() {
    let panel = Panel::new();
    let out = panel.root().join("out/small");
    fs::create_dir_all(&out).unwrap();
    let pipe = |at: &Path| assert!(Command::new("mkfifo").arg(at).status().unwrap().success());
    for (name, found) in [(".jixiao-staging.lock", "a pipe"), ("report.md", "a pipe"), ("manifest.json", "a pipe")] {
        pipe(&out.join(name));
        let ran = jixiao(panel.root(), &["run", "small"]);
        assert_eq!(ran.code, 2, "{name}: {}", ran.err);
        assert!(ran.err.contains(name) && ran.err.contains(found), "{name}: {}", ran.err);
        fs::remove_file(out.join(name)).unwrap();
    }
    // A lock that holds something was not made by us: it locks, and it stays as it is.
    fs::write(out.join(".jixiao-staging.lock"), "mine").unwrap();
    panel.run(0);
    assert_eq!(fs::read(out.join(".jixiao-staging.lock")).unwrap(), b"mine");
    fs::remove_file(out.join(".jixiao-staging.lock")).unwrap();
    // Whatever a manifest claims, only what a run writes is taken away.
    fs::create_dir(panel.root().join("tables")).unwrap();
    let mine = [
        "data/mine.csv",
        "tables/mine.csv",
        "out/small/tables/mine.txt",
        "out/other/report.md",
        "out/small/../../data/mine.csv",
    ];
    let stale = "out/small/tables/stale.csv";
    fs::create_dir_all(panel.root().join("out/other")).unwrap();
    let claimed: Vec<serde_json::Value> = mine.iter().chain([&stale]).map(|name| {
        fs::write(panel.root().join(name), "").unwrap();
        // Checksum of nothing.
        serde_json::json!({ "file": name, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" })
    }).collect();
    let forged = serde_json::json!({ "tool": { "name": "jixiao" }, "outputs": claimed });
    fs::write(out.join("manifest.json"), forged.to_string()).unwrap();
    panel.run(0);
    for name in mine {
        assert!(panel.root().join(name).exists(), "{name} is nothing that a run wrote");
    }
    assert!(!panel.root().join(stale).exists(), "what an earlier run wrote goes");
}

/// The program as somebody who may not write everywhere, or in whatever way `by` changes it.
fn refused(panel: &Panel, why: &str, by: impl FnOnce(&mut Command)) {
    let known = panel.run(0);
    panel.say(1);
    let mut command = program(panel.root());
    command.args(["run", "small"]);
    by(&mut command);
    let ended = ran(command.output().unwrap());
    assert_eq!(ended.code, 2, "{why}: {}", ended.err);
    assert!(ended.err.contains("could not be written"), "{why}: {}", ended.err);
    assert_eq!(panel.written(), known, "{why}: the earlier outputs stand, and nothing unfinished beside them");
}

#[test]
fn a_target_that_is_full_keeps_the_earlier_outputs() {
    let panel = Panel::new();
    // No file may be longer than this: what a full disk says in the midst of a file, said by the system.
    refused(&panel, "full", |command| {
        let limited = format!("ulimit -f 100; trap '' XFSZ; exec {} run small", env!("CARGO_BIN_EXE_jixiao"));
        let root = panel.root().to_owned();
        *command = Command::new("bash");
        command.current_dir(root).args(["-c", &limited]);
    });
}

#[test]
fn a_target_that_is_read_only_keeps_the_earlier_outputs() {
    use std::os::unix::fs::PermissionsExt as _;

    let panel = Panel::new();
    let may = |mode| fs::Permissions::from_mode(mode);
    panel.run(0);
    let closed = [panel.root().join("out/small"), panel.root().join("out/small/tables")];
    let is_root = rustix::process::getuid().is_root();
    refused(&panel, "read-only", |command| {
        closed.iter().for_each(|folder| fs::set_permissions(folder, may(0o555)).unwrap());
        if is_root {
            // Nothing is closed to root: let it be nobody.
            fs::set_permissions(panel.root(), may(0o755)).unwrap();
            let copy = panel.root().join("jixiao");
            fs::hard_link(env!("CARGO_BIN_EXE_jixiao"), &copy)
                .or_else(|_| fs::copy(env!("CARGO_BIN_EXE_jixiao"), &copy).map(drop))
                .unwrap();
            let root = panel.root().to_owned();
            *command = Command::new(copy);
            command.current_dir(root).args(["run", "small"]).uid(65_534).gid(65_534);
        }
    });
    closed.iter().for_each(|folder| fs::set_permissions(folder, may(0o755)).unwrap());
}

#[test]
fn outputs_and_charts_may_lie_on_two_devices() {
    let panel = Panel::new();
    fs::create_dir_all(panel.root().join("charts")).unwrap();
    let mounted = |script: &str| -> Ran {
        let whole = format!("mount -t tmpfs -o size=2m tmpfs charts && touch charts/mounted && {script}");
        let mut command = Command::new("unshare");
        command.current_dir(panel.root()).args(["--user", "--map-root-user", "--mount", "sh", "-c", &whole]);
        command.output().map_or(Ran { code: -1, out: String::new(), err: String::new() }, ran)
    };
    if mounted("true").code != 0 {
        println!("not tried: no file system may be mounted here");
        return;
    }
    let script = format!("{} run example && find charts -type f | sort", env!("CARGO_BIN_EXE_jixiao"));
    let there = mounted(&script);
    assert_eq!(there.code, 0, "{}", there.err);
    assert!(
        there.out.contains("charts/example/budget_path.zh.svg") && there.out.contains("charts/mounted"),
        "{}",
        there.out
    );
    assert!(!there.out.contains(".jixiao"), "{}", there.out);
    assert!(panel.root().join("out/example/report.html").is_file());
    // The one of the two that is full keeps the other from being touched.
    let full =
        format!("dd if=/dev/zero of=charts/filled bs=64k 2>/dev/null; {} run example", env!("CARGO_BIN_EXE_jixiao"));
    let before = panel.written();
    let ended = mounted(&full);
    assert!(ended.code == 2 && ended.err.contains("No space left on device"), "{}", ended.err);
    assert_eq!(panel.written(), before);
}
