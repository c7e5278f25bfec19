//! The files that a call names: none is read and written in one run, and no two outputs are one file. Looked at before
//! anything is read or made.

use crate::cli::args::{FileArgs, SourceArgs, UpstreamArgs};
use crate::cli::failure::{Failure, Result};
use copilot_usage::io::atomic_file::{folder_of, names_descriptor, resolve_links};
use copilot_usage::io::standard_stream;
use copilot_usage::tariff::builtin;
use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// The files of a call, each with what it is there for.
#[derive(Debug, Default)]
pub(crate) struct Files<'a> {
    inputs: Vec<CallFile<'a>>,
    reports: Option<&'a Path>,
    outputs: Vec<CallFile<'a>>,
}

/// A file that is read or written.
#[derive(Debug, Clone, Copy)]
enum CallFile<'a> {
    Stdin,
    Stdout,
    /// The option that names it, and its path.
    Named(&'static str, &'a Path),
}

impl<'a> Files<'a> {
    /// Files that an option has read; `-` is standard input.
    pub(crate) fn read<P: AsRef<Path> + ?Sized + 'a>(
        mut self,
        option: &'static str,
        paths: impl IntoIterator<Item = &'a P>,
    ) -> Self {
        self.inputs.extend(paths.into_iter().map(|path| match path.as_ref() {
            path if path == Path::new("-") => CallFile::Stdin,
            path => CallFile::Named(option, path),
        }));
        self
    }

    /// A file that an option has written.
    pub(crate) fn write(mut self, option: &'static str, path: Option<&'a Path>) -> Self {
        self.outputs.extend(path.map(|path| CallFile::Named(option, path)));
        self
    }

    /// What is printed: a file, or standard output for `-` and where none is named.
    pub(crate) fn print(mut self, output: Option<&'a PathBuf>) -> Self {
        self.outputs.push(match output {
            Some(path) if path != Path::new("-") => CallFile::Named("--output", path),
            _ => CallFile::Stdout,
        });
        self
    }

    /// Tariffs, by their names or in files.
    pub(crate) fn tariffs(self, names: impl IntoIterator<Item = &'a String>) -> Self {
        self.read("--tariff", names.into_iter().filter(|name| builtin(name).is_none()))
    }

    /// How files are read.
    pub(crate) fn shape(mut self, shape: &'a FileArgs) -> Self {
        self.reports = shape.reports.as_deref();
        self
    }

    /// How the upstream is reached.
    pub(crate) fn upstream(self, upstream: &'a UpstreamArgs) -> Self {
        self.read("--token-file", &upstream.token_file).read("--ca-cert", &upstream.ca_cert)
    }

    /// Where messages come from.
    pub(crate) fn source(self, source: &'a SourceArgs) -> Self {
        self.read("FILE", &source.files).shape(&source.shape).upstream(&source.api.upstream)
    }

    /// Makes sure that no output is an input or another output, and that standard input is there if it is one.
    ///
    /// # Errors
    /// [`Failure::Call`] that names both files; one of the library where standard input is closed.
    pub(crate) fn check(&self) -> Result<()> {
        if self.inputs.iter().any(|input| matches!(input, CallFile::Stdin)) {
            standard_stream::expect_input()?;
        }
        let mut seen: Vec<(CallFile<'_>, Identity)> = Vec::new();
        for output in &self.outputs {
            let Some(identity) = output.identity() else {
                continue;
            };
            if let Some(input) = self.input_that_is(&identity) {
                let why = format!("is the same file as {input}, and would overwrite it");
                return Err(Failure::hinted(output.name(), why, "write to another file"));
            }
            let is_same = |other: &CallFile<'_>, found: &Identity| {
                // Two may be printed one after the other where standard output goes.
                *found == identity && (output.is_replaced() || other.is_replaced())
            };
            if let Some((other, _)) = seen.iter().find(|(other, found)| is_same(other, found)) {
                let why = format!("is the same file as {}, and one would overwrite the other", other.name());
                return Err(Failure::call(output.name(), why));
            }
            seen.push((*output, identity));
        }
        Ok(())
    }

    /// The name of the input that is this output.
    fn input_that_is(&self, output: &Identity) -> Option<String> {
        let is_output = |input: &CallFile<'_>| input.identity().is_some_and(|input| input == *output);
        if let Some(input) = self.inputs.iter().find(|input| is_output(input)) {
            return Some(input.name());
        }
        let reports = self.reports?;
        let entry = entry_that_is(reports, output);
        let file = CallFile::Named("--reports", entry.as_deref().unwrap_or(reports));
        is_output(&file).then(|| file.name())
    }
}

impl CallFile<'_> {
    /// What an error calls it.
    fn name(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::Stdout => "standard output".to_owned(),
            Self::Named("FILE", path) => format!("the input {}", path.display()),
            Self::Named(option, path) => format!("{option} {}", path.display()),
        }
    }

    /// Whether it is more than another name of what is open already.
    fn is_replaced(&self) -> bool {
        let is_open = |path: &Path| resolve_links(path).is_ok_and(|path| names_descriptor(&path));
        matches!(self, Self::Named(_, path) if !is_open(path))
    }

    /// Which file it is; none where it is nothing that could be overwritten, or cannot be found.
    fn identity(&self) -> Option<Identity> {
        match self {
            Self::Stdin => Identity::of_stream(io::stdin()),
            Self::Stdout => Identity::of_stream(io::stdout()),
            Self::Named(_, path) => Identity::of_path(path),
        }
    }
}

/// Which file it is, whatever it is called.
#[derive(Debug, PartialEq, Eq)]
enum Identity {
    /// A file that is there: its device, and its number on that.
    #[cfg(unix)]
    Inode { device: u64, number: u64 },
    /// A file that is not there, or on a system without such numbers: its only path without links.
    Path(PathBuf),
}

impl Identity {
    fn of_path(path: &Path) -> Option<Self> {
        let path = resolve_links(path).ok()?;
        match fs::metadata(&path) {
            Ok(found) => Self::of_found(&found, &path),
            Err(_) => Self::of_absolute(&path),
        }
    }

    fn of_absolute(path: &Path) -> Option<Self> {
        let folder = fs::canonicalize(folder_of(path)).ok()?;
        Some(Self::Path(folder.join(path.file_name()?)))
    }
}

#[cfg(unix)]
impl Identity {
    fn of_found(found: &Metadata, _: &Path) -> Option<Self> {
        use std::os::unix::fs::{FileTypeExt, MetadataExt};
        // Terminals and the like are meant to be read and written at once.
        let is_one_way = found.is_file() || found.file_type().is_fifo();
        is_one_way.then(|| Self::Inode { device: found.dev(), number: found.ino() })
    }

    fn of_stream(stream: impl std::os::fd::AsFd) -> Option<Self> {
        let file = fs::File::from(stream.as_fd().try_clone_to_owned().ok()?);
        let found = file.metadata().ok().filter(Metadata::is_file)?;
        Self::of_found(&found, Path::new(""))
    }
}

#[cfg(not(unix))]
impl Identity {
    fn of_found(found: &Metadata, path: &Path) -> Option<Self> {
        if found.is_file() { Self::of_absolute(path) } else { None }
    }

    fn of_stream<S>(_: S) -> Option<Self> {
        None
    }
}

/// The report of a folder that is this output.
fn entry_that_is(folder: &Path, output: &Identity) -> Option<PathBuf> {
    if cfg!(unix) && matches!(output, Identity::Path(_)) {
        // What is not there is no report either.
        return None;
    }
    let entries = fs::read_dir(folder).ok()?.flatten();
    let reports = entries.filter(|entry| names_report(entry) && may_be(entry, output));
    reports.map(|entry| entry.path()).find(|path| Identity::of_path(path).as_ref() == Some(output))
}

/// Whether a file is called `{id}.json`: the others in the folder are not read.
fn names_report(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    name.to_str().and_then(|name| name.strip_suffix(".json")).is_some_and(|id| id.parse::<i64>().is_ok())
}

/// Whether an entry of a folder may be this file. There may be many, and most need no look.
#[cfg(unix)]
fn may_be(entry: &DirEntry, file: &Identity) -> bool {
    use std::os::unix::fs::DirEntryExt;
    match file {
        Identity::Inode { number, .. } => {
            entry.ino() == *number || entry.file_type().is_ok_and(|found| !found.is_file())
        }
        Identity::Path(_) => false,
    }
}

#[cfg(not(unix))]
fn may_be(_: &DirEntry, _: &Identity) -> bool {
    true
}
