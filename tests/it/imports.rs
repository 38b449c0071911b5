//! Who imports whom, read off the sources as text: every path that a file writes, followed through
//! `use` and `pub use` to the file that defines what it names.
//!
//! A file that maps its room (`mod.rs`, `lib.rs`) may set signposts: `mod x; pub use x::Y;` is no
//! import of `x`. Code there that says `Y` or `x::Y` is one, like everywhere else.

use std::collections::{BTreeMap, BTreeSet};

/// How many re-exports a name may pass through; names that lead in a circle end here.
const TURNS: usize = 16;

/// The words and signs of a source; comments, texts and lifetimes left out, `::` in one piece.
fn tokens(text: &str) -> Vec<String> {
    let signs: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let rest = &signs[at..];
        at += match rest {
            ['/', '/', ..] => rest.iter().take_while(|c| **c != '\n').count(),
            ['/', '*', ..] => 2 + until(&rest[2..], &['*', '/']),
            ['"', ..] => quoted(rest, '"'),
            ['\'', '\\', ..] => quoted(rest, '\''),
            ['\'', _, '\'', ..] => 3,
            ['\'', ..] => 1 + word(&rest[1..]),
            ['r', '"' | '#', ..] if raw(rest) > 0 => raw(rest),
            [':', ':', ..] => {
                found.push("::".to_owned());
                2
            }
            _ if word(rest) > 0 => {
                found.push(rest[..word(rest)].iter().collect());
                word(rest)
            }
            [sign, ..] => {
                found.extend((!sign.is_whitespace()).then(|| sign.to_string()));
                1
            }
            [] => 1,
        };
    }
    found
}

fn word(signs: &[char]) -> usize {
    signs.iter().take_while(|c| c.is_alphanumeric() || **c == '_').count()
}

fn until(signs: &[char], end: &[char]) -> usize {
    signs.windows(end.len()).position(|window| window == end).map_or(signs.len(), |at| at + end.len())
}

fn quoted(signs: &[char], mark: char) -> usize {
    let mut at = 1;
    while at < signs.len() && signs[at] != mark {
        at += if signs[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// The signs of a raw text, none if this is not one.
fn raw(signs: &[char]) -> usize {
    let fence = signs[1..].iter().take_while(|c| **c == '#').count();
    if signs.get(1 + fence) != Some(&'"') {
        return 0;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', fence)).collect();
    2 + fence + until(&signs[2 + fence..], &end)
}

/// A name that a `use` brings into a file.
struct Use {
    path: Vec<String>,
    name: String,
    public: bool,
}

/// A file: what it declares, what it brings in and what its code names.
#[derive(Default)]
struct Module {
    /// Whether it is the map of a folder.
    map: bool,
    defined: BTreeSet<String>,
    uses: Vec<Use>,
    paths: Vec<Vec<String>>,
    /// The words of its code that begin a path or are one.
    words: BTreeSet<String>,
    /// The words in calls of macros that make items, such as lists of modules.
    listed: BTreeSet<String>,
}

impl Module {
    fn read(file: &str, text: &str) -> Self {
        let map = file.ends_with("mod.rs") || file.ends_with("lib.rs");
        let mut module = Self { map, ..Self::default() };
        let text = text.split("#[cfg(test)]").next().unwrap();
        let tokens = tokens(text);
        let token = |at: usize| tokens.get(at).map_or("", String::as_str);
        let (mut at, mut depth, mut list) = (0, 0, false);
        while at < tokens.len() {
            let before = if at == 0 { "" } else { token(at - 1) };
            match token(at) {
                "{" => {
                    list = list || depth == 0 && before == "!";
                    depth += 1;
                }
                "}" => {
                    depth -= 1;
                    list = list && depth > 0;
                }
                "use" if token(at + 1) != "<" => {
                    let public = before == "pub" || before == ")";
                    at += 1;
                    tree(&tokens, &mut at, &[], public, &mut module.uses);
                }
                "mod" if token(at + 2) == ";" => at += 2,
                "fn" | "struct" | "enum" | "union" | "trait" | "type" | "const" | "static" if depth == 0 => {
                    module.defined.insert(token(at + 1).to_owned());
                    at += 1;
                }
                "macro_rules" => {
                    module.defined.insert(token(at + 2).to_owned());
                    at += 2;
                }
                name if is_word(name) && before != "." && before != "::" => {
                    let mut path = vec![name.to_owned()];
                    while token(at + 1) == "::" && is_word(token(at + 2)) {
                        path.push(token(at + 2).to_owned());
                        at += 2;
                    }
                    if token(at + 1) != ":" {
                        module.words.insert(path[0].clone());
                    }
                    module.listed.extend(list.then(|| path[0].clone()));
                    module.paths.extend((path.len() > 1).then_some(path));
                }
                _ => {}
            }
            at += 1;
        }
        module
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The names that one tree of a `use` brings in, from `at` to the sign after it.
fn tree(tokens: &[String], at: &mut usize, prefix: &[String], public: bool, found: &mut Vec<Use>) {
    let mut path = prefix.to_vec();
    loop {
        match tokens[*at].as_str() {
            "{" => {
                *at += 1;
                while tokens[*at] != "}" {
                    tree(tokens, at, &path, public, found);
                    if tokens[*at] == "," {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            "::" => *at += 1,
            "as" => {
                found.push(Use { path, name: tokens[*at + 1].clone(), public });
                *at += 2;
                return;
            }
            ";" | "," | "}" => {
                let name = path.last().unwrap().clone();
                found.push(Use { path, name, public });
                return;
            }
            // `a::{self}` is `a`.
            "self" if !path.is_empty() => *at += 1,
            next => {
                path.push(next.to_owned());
                *at += 1;
            }
        }
    }
}

/// What a path leads to.
#[derive(Clone)]
enum Target {
    /// The module itself.
    Module(String),
    /// Something that this module defines.
    Item(String),
}

/// All files by the paths of their modules.
struct House(BTreeMap<String, Module>);

impl House {
    fn child(&self, module: &str, name: &str) -> Option<String> {
        let path = if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") };
        self.0.contains_key(&path).then_some(path)
    }

    /// What `path` means in the module `from`; nothing if it leaves the house.
    fn resolve(&self, from: &str, path: &[String], turns: usize) -> Option<Target> {
        let parent = |module: &str| module.rsplit_once("::").map_or("", |(parent, _)| parent).to_owned();
        let (head, mut rest) = path.split_first()?;
        let mut target = match head.as_str() {
            "crate" => Target::Module(String::new()),
            "self" => Target::Module(from.to_owned()),
            "super" => Target::Module(parent(from)),
            _ => self.named(from, head, rest.is_empty(), turns)?,
        };
        while let (Target::Module(module), Some((next, after))) = (&target, rest.split_first()) {
            target = if next == "super" {
                Target::Module(parent(module))
            } else {
                // What a macro makes is written in the file that calls it.
                self.named(module, next, after.is_empty(), turns).unwrap_or_else(|| Target::Item(module.clone()))
            };
            rest = after;
        }
        Some(target)
    }

    /// What `name` means in `module`: of a module and an item of one name, the item where a path ends.
    fn named(&self, module: &str, name: &str, last: bool, turns: usize) -> Option<Target> {
        let inside = &self.0.get(module)?;
        let child = self.child(module, name).map(Target::Module);
        if !last && child.is_some() {
            return child;
        }
        if inside.defined.contains(name) {
            return Some(Target::Item(module.to_owned()));
        }
        let brought = inside.uses.iter().filter(|brought| brought.name == name && turns > 0);
        let brought = brought.filter(|brought| brought.path[0] != name || child.is_some() || brought.path.len() > 1);
        let mut brought = brought.filter_map(|brought| self.resolve(module, &brought.path, turns - 1));
        brought.find(|target| matches!(target, Target::Item(_)) || child.is_none()).or(child)
    }

    /// The modules that one imports, itself left out.
    fn imports(&self, from: &str) -> BTreeSet<String> {
        let module = &self.0[from];
        let used = module
            .uses
            .iter()
            .filter(|brought| !(module.map && brought.public && !module.words.contains(&brought.name)));
        let paths = used.map(|brought| &brought.path).chain(&module.paths);
        let targets = paths.filter_map(|path| self.resolve(from, path, TURNS));
        let named = targets.filter_map(|target| match target {
            // To name a map is not to use it; what is used of it is a path of its own.
            Target::Module(name) if self.0.get(&name).is_none_or(|module| module.map) => None,
            Target::Module(name) | Target::Item(name) => Some(name),
        });
        let listed = module.listed.iter().filter_map(|name| self.child(from, name));
        named.chain(listed).filter(|name| name != from && self.0.contains_key(name)).collect()
    }
}

/// The rooms that a file names in its paths, through whatever `super`.
pub fn rooms_named(file: &str, text: &str) -> BTreeSet<String> {
    let module = Module::read(file, text);
    let depth = name(file).split("::").count();
    let paths = module.uses.iter().map(|brought| &brought.path).chain(&module.paths);
    let from_root = paths.filter_map(|path| match path.first()?.as_str() {
        "crate" => path.get(1),
        "super" if path.iter().take_while(|step| *step == "super").count() == depth => path.get(depth),
        _ => None,
    });
    from_root.cloned().collect()
}

/// The path of a file's module.
fn name(file: &str) -> String {
    let inner = file.trim_start_matches("src/").trim_end_matches(".rs");
    let inner = if inner == "lib" { "" } else { inner };
    inner.trim_end_matches("/mod").replace('/', "::")
}

/// The files that each file imports, of sources given with their paths from the root.
pub fn imports(sources: &[(String, String)]) -> BTreeMap<String, BTreeSet<String>> {
    let files: BTreeMap<String, &String> = sources.iter().map(|(file, _)| (name(file), file)).collect();
    let house = House(sources.iter().map(|(file, text)| (name(file), Module::read(file, text))).collect());
    let of = |module: &String| house.imports(module).iter().map(|name| files[name].clone()).collect();
    files.iter().map(|(module, file)| ((*file).clone(), of(module))).collect()
}

/// The groups of files that import each other, over whatever detours.
pub fn loops(imports: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<BTreeSet<String>> {
    let reached = |start: &String| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = imports[start].iter().collect();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(&imports[next]);
            }
        }
        seen
    };
    let reach: BTreeMap<&String, BTreeSet<&String>> = imports.keys().map(|file| (file, reached(file))).collect();
    let around = reach.iter().filter(|(file, seen)| seen.contains(**file));
    around
        .map(|(file, seen)| seen.iter().filter(|other| reach[**other].contains(*file)).map(|f| (**f).clone()).collect())
        .collect()
}

#[test]
fn imports_are_seen_through_maps_and_re_exports() {
    let house = [
        ("src/lib.rs", "pub mod a;\npub mod b;"),
        // A signpost alone is no import; `meet` is.
        (
            "src/a/mod.rs",
            "//! A.\nmod x;\nmod y;\npub use x::X;\npub(crate) use y::{\n    Y,\n    meet,\n};\nfn go() { meet() }",
        ),
        ("src/a/x.rs", "use super::Y; // use crate::b::B;\npub struct X;"),
        (
            "src/a/y.rs",
            "use crate::{\n    a::X as Other,\n    b::{self, deep::{D}},\n};\npub struct Y; pub fn meet() { b::go() }",
        ),
        ("src/b/mod.rs", "pub mod deep;\npub fn go() -> &'static str { r#\"crate::a::X\"# }"),
        ("src/b/deep.rs", "pub struct D;"),
    ];
    let imports = imports(&house.map(|(file, text)| (file.to_owned(), text.to_owned())));
    let of = |file: &str| imports[file].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(of("src/a/mod.rs"), ["src/a/y.rs"]);
    assert_eq!(of("src/a/x.rs"), ["src/a/y.rs"]);
    assert_eq!(of("src/a/y.rs"), ["src/a/x.rs", "src/b/deep.rs", "src/b/mod.rs"]);
    assert!(of("src/b/mod.rs").is_empty() && of("src/b/deep.rs").is_empty());
    let found = loops(&imports);
    assert_eq!(found.len(), 1);
    assert!(found.iter().all(|files| files.iter().map(String::as_str).eq(["src/a/x.rs", "src/a/y.rs"])));
    assert_eq!(rooms_named("src/a/y.rs", house[3].1), BTreeSet::from(["a".to_owned(), "b".to_owned()]));
}
