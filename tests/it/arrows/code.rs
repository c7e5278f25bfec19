//! Parses source files into tokens, and resolves their paths. Comments, strings and code that is compiled only for
//! tests are left out.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::collections::BTreeMap;

/// A path from the root of the crate, as segments.
pub(super) type Segments = Vec<String>;

/// A file below `src/`.
pub(super) struct Code {
    /// Its path, with `/`: `src/source/json.rs`.
    pub(super) path: String,
    /// Its module: `["source", "json"]`.
    pub(super) module: Segments,
    pub(super) tokens: Vec<Token>,
    /// The paths that `use` brings in, and all others, as written.
    pub(super) paths: Vec<Written>,
    /// The names that `use` gives to what.
    pub(super) names: BTreeMap<String, Segments>,
    /// The modules of which `use` brings in all names.
    pub(super) globs: Vec<Segments>,
    /// Whether it only declares modules and passes names on.
    pub(super) only_declares: bool,
}

/// A word, a sign, a bracket or a literal.
pub(super) struct Token {
    pub(super) text: String,
    pub(super) line: usize,
    pub(super) is_literal: bool,
}

/// A path and the line that it is written in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) line: usize,
    /// From the root of the crate, or of another one.
    pub(super) segments: Segments,
}

impl Code {
    pub(super) fn read(path: &str, text: &str) -> Self {
        let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut tokens = Vec::new();
        flatten(stream, &mut tokens);
        let mut code = Self {
            path: path.to_owned(),
            module: module_of(path),
            tokens: without_tests(tokens),
            paths: Vec::new(),
            names: BTreeMap::new(),
            globs: Vec::new(),
            only_declares: true,
        };
        code.read_uses();
        code.read_other_paths();
        code
    }

    /// The folder or file of `src/` that it belongs to; `main.rs` is the last step of the command line.
    pub(super) fn room(&self) -> &str {
        match self.path.as_str() {
            "src/main.rs" => "cli",
            _ => self.module.first().map_or("lib", String::as_str),
        }
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.text)
    }

    /// Whether an item of this name stands in it.
    pub(super) fn defines(&self, name: &str) -> bool {
        const ITEMS: [&str; 9] =
            ["const", "enum", "fn", "macro_rules", "static", "struct", "trait", "type", "union"];
        let named = |tokens: &[Token]| ITEMS.contains(&tokens[0].text.as_str()) && tokens[1].text == name;
        self.tokens.windows(2).any(named)
    }

    /// The modules that it declares.
    fn children(&self) -> impl Iterator<Item = &str> {
        self.tokens.windows(3).filter_map(|tokens| match tokens {
            [keyword, name, end] if keyword.text == "mod" && end.text == ";" => Some(name.text.as_str()),
            _ => None,
        })
    }

    fn read_uses(&mut self) {
        let (mut at, mut uses) = (0, Vec::new());
        while at < self.tokens.len() {
            match self.text(at) {
                "use" => at = self.read_use(at + 1, &Vec::new(), &mut uses),
                "#" => at = self.end_of_brackets(if self.text(at + 1) == "!" { at + 2 } else { at + 1 }),
                "pub" if self.text(at + 1) == "(" => at = self.end_of_brackets(at + 1),
                "mod" if self.text(at + 2) == ";" => at += 3,
                "pub" | ";" => at += 1,
                _ => {
                    self.only_declares = false;
                    at += 1;
                }
            }
        }
        for (name, written) in uses {
            let written = Written { segments: self.rooted(written.segments), ..written };
            match written.segments.split_last() {
                Some((last, module)) if last == "*" => self.globs.push(module.to_vec()),
                _ => drop(self.names.insert(name, written.segments.clone())),
            }
            self.paths.push(written);
        }
    }

    /// Reads one tree of a `use`, and returns where it ends.
    fn read_use(&self, mut at: usize, prefix: &Segments, uses: &mut Vec<(String, Written)>) -> usize {
        let mut segments = prefix.clone();
        loop {
            let token = self.tokens.get(at).expect("a use ends");
            match token.text.as_str() {
                "::" => at += 1,
                "{" => {
                    at += 1;
                    while self.text(at) != "}" {
                        at = self.read_use(at, &segments, uses);
                        at += usize::from(self.text(at) == ",");
                    }
                    return at + 1;
                }
                word => {
                    if word != "self" || segments.is_empty() {
                        segments.push(word.to_owned());
                    }
                    at += 1;
                    if self.text(at) == "::" {
                        continue;
                    }
                    let mut name = segments.last().expect("a path has a segment").clone();
                    if self.text(at) == "as" {
                        self.text(at + 1).clone_into(&mut name);
                        at += 2;
                    }
                    uses.push((name, Written { line: token.line, segments }));
                    return at;
                }
            }
        }
    }

    fn read_other_paths(&mut self) {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if self.text(at) == "use" {
                while self.text(at) != ";" {
                    at += 1;
                }
            }
            // `pub(in crate::room)` says who may see it, and imports nothing.
            if self.text(at) == "in" && at >= 2 && self.text(at - 1) == "(" && self.text(at - 2) == "pub" {
                at = self.end_of_brackets(at - 1);
            }
            let begins = at == 0 || !matches!(self.text(at - 1), "::" | ".");
            let mut segments = vec![self.text(at).to_owned()];
            let line = self.tokens.get(at).map_or(0, |token| token.line);
            at += 1;
            while begins && self.text(at) == "::" && is_word(self.text(at + 1)) {
                segments.push(self.text(at + 1).to_owned());
                at += 2;
            }
            if segments.len() > 1 {
                found.push(Written { line, segments: self.rooted(segments) });
            }
        }
        self.paths.extend(found);
    }

    /// A path as written in this file, from the root of its crate. The library and the binary share no module, so one
    /// root stands for both.
    fn rooted(&self, written: Segments) -> Segments {
        let (first, rest) = written.split_first().expect("a path has a segment");
        let below = |module: &[String], rest: &[String]| [module, rest].concat();
        match first.as_str() {
            "crate" | "copilot_usage" => below(&["crate".to_owned()], rest),
            "self" => below(&self.absolute(), rest),
            "super" => {
                let ups = written.iter().take_while(|segment| *segment == "super").count();
                let mut module = self.absolute();
                module.truncate(module.len().saturating_sub(ups).max(1));
                below(&module, &written[ups..])
            }
            name if self.children().any(|child| child == name) => below(&self.absolute(), &written),
            // What an import calls a module; of anything else, the import itself says enough.
            name => match self.names.get(name) {
                Some(path) if name.starts_with(char::is_lowercase) => below(path, rest),
                _ => written,
            },
        }
    }

    fn absolute(&self) -> Segments {
        std::iter::once("crate".to_owned()).chain(self.module.iter().cloned()).collect()
    }

    /// Where the brackets that open at a place have been closed.
    fn end_of_brackets(&self, at: usize) -> usize {
        end_of_brackets(&self.tokens, at)
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

fn module_of(path: &str) -> Segments {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').filter(|&part| !matches!(part, "lib" | "main")).map(str::to_owned).collect()
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut colon = false;
    for tree in stream {
        let line = tree.span().start().line;
        let was_colon = std::mem::take(&mut colon);
        let mut push = |text: String, line, is_literal| tokens.push(Token { text, line, is_literal });
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                push(open.to_owned(), line, false);
                flatten(group.stream(), tokens);
                tokens.push(Token {
                    text: close.to_owned(),
                    line: group.span_close().start().line,
                    is_literal: false,
                });
            }
            TokenTree::Punct(sign) if sign.as_char() == ':' && was_colon => {
                tokens.last_mut().expect("the first colon").text.push(':');
            }
            TokenTree::Punct(sign) => {
                colon = sign.as_char() == ':' && sign.spacing() == Spacing::Joint;
                push(sign.to_string(), line, false);
            }
            TokenTree::Ident(word) => push(word.to_string(), line, false),
            TokenTree::Literal(literal) => push(literal.to_string(), line, true),
        }
    }
}

/// Leaves out each item with `#[cfg(test)]`.
fn without_tests(tokens: Vec<Token>) -> Vec<Token> {
    const CFG_TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut left_out = vec![false; tokens.len()];
    for begin in 0..tokens.len() {
        let here = tokens[begin..].iter().map(|token| token.text.as_str());
        if !here.take(CFG_TEST.len()).eq(CFG_TEST) {
            continue;
        }
        let mut at = begin + CFG_TEST.len();
        while at < tokens.len() && !matches!(tokens[at].text.as_str(), "{" | ";") {
            at = end_of_brackets(&tokens, at).max(at + 1);
        }
        let end = if tokens[at].text == "{" { end_of_brackets(&tokens, at) } else { at + 1 };
        left_out[begin..end].fill(true);
    }
    tokens.into_iter().zip(left_out).filter(|(_, left_out)| !left_out).map(|(token, _)| token).collect()
}

/// Where the brackets that open at a place have been closed; that place, where none open.
fn end_of_brackets(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token.text.as_str() {
            "(" | "[" | "{" if !token.is_literal => depth += 1,
            ")" | "]" | "}" if !token.is_literal => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if index == at { at } else { index + 1 };
        }
    }
    tokens.len()
}
