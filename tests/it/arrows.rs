//! Checks the source against `docs/ARCHITECTURE.md`: its table of imports, no cycles, what only the command line may
//! use, and the length of files.

mod code;

use code::{Code, Segments};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// The maximum number of lines of a file.
const LINES_MAX: usize = 400;
/// The number of `//!` lines at the beginning of a file.
const OPENING: std::ops::RangeInclusive<usize> = 1..=5;

static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let mut files = Vec::new();
    read_folder("src", &mut files);
    House::new(files)
});

/// All source files.
struct House {
    files: Vec<Code>,
    by_module: BTreeMap<Segments, usize>,
}

/// An import from one file to another.
#[derive(Debug)]
struct Arrow {
    from: usize,
    to: usize,
    line: usize,
    path: String,
}

fn read_folder(folder: &str, files: &mut Vec<Code>) {
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            read_folder(&path, files);
        } else if entry.path().extension().is_some_and(|ending| ending == "rs") {
            files.push(Code::read(&path, &fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl House {
    fn new(mut files: Vec<Code>) -> Self {
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let by_module = files.iter().enumerate().filter(|(_, file)| file.path != "src/main.rs");
        let by_module = by_module.map(|(index, file)| (file.module.clone(), index)).collect();
        Self { files, by_module }
    }

    fn arrows(&self) -> Vec<Arrow> {
        let mut arrows = Vec::new();
        for (from, file) in self.files.iter().enumerate().filter(|(_, file)| !file.only_declares) {
            for written in &file.paths {
                if let Some(to) = self.file_of(&written.segments).filter(|&to| to != from) {
                    let path = written.segments.join("::");
                    arrows.push(Arrow { from, to, line: written.line, path });
                }
            }
        }
        arrows
    }

    /// Returns the file that defines what a path names. A module that only declares others does not count: the names
    /// that it re-exports are defined elsewhere, and an import of the whole module is resolved by the names used later.
    fn defining_file(&self, path: &[String]) -> Option<usize> {
        let (index, rest) = (0..=path.len()).rev().find_map(|length| {
            let (module, rest) = path.split_at(length);
            Some((*self.by_module.get(module)?, rest))
        })?;
        let file = &self.files[index];
        let Some(name) = rest.first() else { return (!file.only_declares).then_some(index) };
        let passed_on = match file.names.get(name) {
            Some(path) => self.file_of(path),
            None if file.defines(name) => None,
            None => file.globs.iter().find_map(|module| self.file_that_defines(module, name)),
        };
        Some(passed_on.unwrap_or(index))
    }

    /// Returns the file that defines what a path from the root of a crate names, if it is this crate.
    fn file_of(&self, path: &[String]) -> Option<usize> {
        self.defining_file(path.strip_prefix(&["crate".to_owned()])?)
    }

    fn file_that_defines(&self, module: &[String], name: &String) -> Option<usize> {
        let found = self.file_of(&[module, std::slice::from_ref(name)].concat());
        found.filter(|&file| self.files[file].defines(name))
    }

    fn show(&self, arrow: &Arrow) -> String {
        let (from, to) = (&self.files[arrow.from].path, &self.files[arrow.to].path);
        format!("{from}:{}: {} ({to})", arrow.line, arrow.path)
    }

    /// The places of those paths.
    fn paths_that(&self, are_wrong: impl Fn(&Code, &[String]) -> bool) -> Vec<String> {
        let paths = self.files.iter().flat_map(|file| file.paths.iter().map(move |path| (file, path)));
        let wrong = paths.filter(|(file, path)| are_wrong(file, &path.segments));
        wrong
            .map(|(file, path)| format!("{}:{}: {}", file.path, path.line, path.segments.join("::")))
            .collect()
    }

    /// The places of those tokens.
    fn tokens_that(&self, are_wrong: impl Fn(&Code, usize) -> bool) -> Vec<String> {
        let tokens = self.files.iter().flat_map(|file| (0..file.tokens.len()).map(move |at| (file, at)));
        let wrong =
            tokens.filter(|&(file, at)| are_wrong(file, at)).map(|(file, at)| (file, &file.tokens[at]));
        wrong.map(|(file, token)| format!("{}:{}: {}", file.path, token.line, token.text)).collect()
    }
}

/// Fails with the places that break a rule, one per line.
fn expect_none(rule: &str, places: &[String]) {
    assert!(places.is_empty(), "{rule}:\n{}", places.join("\n"));
}

fn begins_with(path: &[String], begin: &[&str]) -> bool {
    path.len() >= begin.len() && path.iter().zip(begin).all(|(one, other)| one == other)
}

fn page() -> String {
    fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap()
}

/// Reads the table of `docs/ARCHITECTURE.md`: each room with those that it may import, including the first row's.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let page = page();
    let rows = page.lines().skip_while(|line| !line.starts_with("| room | may import"));
    let mut table: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut everyone = BTreeSet::new();
    for row in rows.skip(2).take_while(|line| line.starts_with('|')) {
        let cells: Vec<_> = row.trim_matches('|').split('|').collect();
        let [left, right] = cells[..] else { panic!("two cells, not {row}") };
        let rooms = in_backticks(left);
        if table.is_empty() {
            everyone.clone_from(&rooms);
        }
        let mut allowed = &in_backticks(right) | &everyone;
        if right.contains("all of the above") {
            allowed.extend(table.keys().cloned());
        }
        for room in rooms {
            assert!(table.insert(room.clone(), allowed.clone()).is_none(), "{room} is listed twice");
        }
    }
    table
}

fn in_backticks(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Returns the edges of a graph that are part of a cycle.
fn on_circles(edges: &BTreeSet<(usize, usize)>) -> BTreeSet<(usize, usize)> {
    let mut next: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(from, to) in edges {
        next.entry(from).or_default().push(to);
    }
    let reached = |from| {
        let (mut reached, mut ahead) = (BTreeSet::new(), vec![from]);
        while let Some(node) = ahead.pop() {
            let new = next.get(&node).into_iter().flatten();
            ahead.extend(new.filter(|&&node| reached.insert(node)));
        }
        reached
    };
    let reached: BTreeMap<_, _> = next.keys().map(|&from| (from, reached(from))).collect();
    let leads_back = |from, to| reached.get(&to).is_some_and(|reached| reached.contains(&from));
    edges.iter().copied().filter(|&(from, to)| leads_back(from, to)).collect()
}

#[test]
fn each_import_is_in_the_table() {
    let (house, table) = (&*HOUSE, table());
    let arrows = house.arrows();
    let room = |file: usize| house.files[file].room();
    let is_allowed = |arrow: &&Arrow| {
        let (from, to) = (room(arrow.from), room(arrow.to));
        from == to || table.get(from).is_some_and(|allowed| allowed.contains(to))
    };
    let wrong = arrows.iter().filter(|arrow| !is_allowed(arrow)).map(|arrow| house.show(arrow));
    expect_none("imports that docs/ARCHITECTURE.md does not allow", &wrong.collect::<Vec<_>>());
    assert!(arrows.len() > 200, "only {} imports were found", arrows.len());
}

#[test]
fn the_page_has_each_room_and_no_other() {
    let rooms: BTreeSet<_> = HOUSE.files.iter().map(Code::room).filter(|&room| room != "lib").collect();
    let table = table();
    assert_eq!(rooms, table.keys().map(String::as_str).collect());
    let named: BTreeSet<_> = table.values().flatten().map(String::as_str).collect();
    assert!(named.is_subset(&rooms), "no such rooms: {:?}", &named - &rooms);
    let page = page();
    let is_drawn =
        |room: &str| page.contains(&format!("\n  {room}/ ")) || page.contains(&format!("\n  {room}.rs "));
    let missing: Vec<_> = rooms.into_iter().filter(|room| !is_drawn(room)).collect();
    assert!(missing.is_empty(), "not among the rooms drawn: {missing:?}");
}

#[test]
fn no_circle_between_rooms_or_files() {
    let house = &*HOUSE;
    let arrows = house.arrows();
    let rooms: BTreeSet<_> = house.files.iter().map(Code::room).collect();
    let rooms: Vec<_> = rooms.into_iter().collect();
    let room = |file: usize| rooms.binary_search(&house.files[file].room()).unwrap();
    let of_files = |arrow: &Arrow| (arrow.from, arrow.to);
    let of_rooms = |arrow: &Arrow| (room(arrow.from), room(arrow.to));
    let between_rooms = arrows.iter().map(of_rooms).filter(|(from, to)| from != to).collect();
    let (files, rooms) = (on_circles(&arrows.iter().map(of_files).collect()), on_circles(&between_rooms));
    let wrong = arrows
        .iter()
        .filter(|arrow| files.contains(&of_files(arrow)) || rooms.contains(&of_rooms(arrow)))
        .map(|arrow| house.show(arrow));
    expect_none("imports that lie on a circle", &wrong.collect::<Vec<_>>());
}

#[test]
fn only_the_command_line_knows_who_asks() {
    const OF_CLI: [&[&str]; 4] = [&["clap"], &["anyhow"], &["std", "env"], &["std", "process", "ExitCode"]];
    const MACROS: [&str; 4] = ["print", "println", "eprint", "eprintln"];
    let mut wrong = HOUSE.paths_that(|file, path| {
        file.room() != "cli" && OF_CLI.iter().any(|of_cli| begins_with(path, of_cli))
    });
    wrong.extend(HOUSE.tokens_that(|file, at| {
        let is_macro = file.tokens.get(at + 1).is_some_and(|next| next.text == "!");
        file.room() != "cli" && is_macro && MACROS.contains(&file.tokens[at].text.as_str())
    }));
    expect_none("outside cli/", &wrong);
}

#[test]
fn only_main_ends_the_process() {
    const ENDS: [&[&str]; 3] =
        [&["std", "process", "exit"], &["std", "process", "abort"], &["std", "process", "*"]];
    let wrong = HOUSE.paths_that(|file, path| {
        file.path != "src/main.rs" && ENDS.iter().any(|ends| begins_with(path, ends))
    });
    expect_none("outside main.rs", &wrong);
}

#[test]
fn no_floating_point() {
    let wrong = HOUSE.tokens_that(|file, at| {
        let token = &file.tokens[at];
        let behind_digits =
            token.text.trim_start_matches(|digit: char| digit.is_ascii_digit() || digit == '_');
        let is_number = token.is_literal && behind_digits.len() < token.text.len();
        // `pair.0.1` is a number to the lexer.
        let is_index = at > 0 && file.tokens[at - 1].text == ".";
        let is_float = ['.', 'e', 'E', 'f'].iter().any(|&sign| behind_digits.starts_with(sign));
        is_number && is_float && !is_index || matches!(token.text.as_str(), "f32" | "f64")
    });
    expect_none("floating point", &wrong);
}

#[test]
fn each_file_says_what_lives_in_it_and_is_short() {
    let mut wrong = Vec::new();
    for Code { path, .. } in &HOUSE.files {
        let text = fs::read_to_string(root().join(path)).unwrap();
        let opening = text.lines().take_while(|line| line.starts_with("//!")).count();
        // The documentation of the crate is longer.
        if path != "src/lib.rs" && !OPENING.contains(&opening) {
            wrong.push(format!("{path}: opens with {opening} lines of //!, not 1 to 5"));
        }
        let lines = text.lines().count();
        if lines > LINES_MAX {
            wrong.push(format!("{path}: {lines} lines, more than {LINES_MAX}"));
        }
    }
    expect_none("what lives there, in short", &wrong);
}

/// A test crate of these files.
fn house_of(files: &[(&str, &str)]) -> House {
    House::new(files.iter().map(|(path, text)| Code::read(path, text)).collect())
}

#[test]
fn imports_are_found_wherever_they_stand() {
    let cases = [
        ("use crate::b::{One, sub::{self, Two as Other}}; struct A;", "b.rs b/sub.rs b/sub.rs"),
        ("pub(crate) use copilot_usage::b::One; struct A;", "b.rs"),
        ("fn f() -> crate::b::One { crate::b::sub::g::<u8>() }", "b.rs b/sub.rs"),
        ("use crate::b::sub; fn f() { sub::g(); x.sub::<u8>(); }", "b/sub.rs b/sub.rs"),
        ("use super::b::*; fn f() {}", "b.rs"),
        ("mod own; fn f() { own::g(); self::own::h() }", "a/own.rs a/own.rs"),
        ("fn f() { println!(\"{}\", vec![crate::b::ONE]) }", "b.rs"),
        // A re-export of a module that only declares counts for the file that defines the name.
        ("use crate::c; fn f() -> c::Three { c::inner::g() }", "c/inner.rs c/inner.rs"),
        ("use crate::c::{Three, Four}; struct A;", "c/inner.rs d.rs"),
        ("fn f() { std::mem::drop(1); crate::a::g(); b::h(); One::new() }", ""),
        (
            "// use crate::b::One;\n/* crate::b::One */ /// [`crate::b::One`]\nfn f() { \"crate::b::One\"; }",
            "",
        ),
        ("#[cfg(test)]\nmod tests { use crate::b::One; fn f() { [1; 2]; } } fn f() {}", ""),
        ("#[cfg(test)] #[path = \"x\"] use crate::b::One; fn f() -> crate::b::One {}", "b.rs"),
        // A module that only declares imports nothing of its own.
        ("pub mod own; #[doc(inline)] pub(crate) use crate::b::One;", ""),
    ];
    for (text, expected) in cases {
        let house = house_of(&[
            ("src/a.rs", text),
            ("src/a/own.rs", ""),
            ("src/b.rs", "pub struct One;"),
            ("src/b/sub.rs", "pub struct Two;"),
            (
                "src/c/mod.rs",
                "//! Text.\n#[cfg(unix)] pub mod inner; pub use inner::Three; pub use crate::d::*;",
            ),
            ("src/c/inner.rs", "pub struct Three;"),
            ("src/d.rs", "pub enum Four {}"),
        ]);
        let found: Vec<_> =
            house.arrows().iter().map(|arrow| &house.files[arrow.to].path["src/".len()..]).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
}

#[test]
fn circles_are_found_whatever_their_length() {
    let edges = BTreeSet::from([(1, 2), (2, 3), (3, 1), (3, 4), (5, 1), (6, 7), (7, 6)]);
    let expected = BTreeSet::from([(1, 2), (2, 3), (3, 1), (6, 7), (7, 6)]);
    assert_eq!(on_circles(&edges), expected);
}
