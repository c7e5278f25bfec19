//! Checks the files of a call before any is opened: no file may be both input and output, and no two outputs may be the
//! same file.

use crate::cli::args::{FileArgs, SourceArgs, UpstreamArgs};
use crate::cli::failure::{Failure, Result};
use copilot_usage::io::atomic_file::{folder_of, names_descriptor, resolve_links};
use copilot_usage::io::standard_stream;
use copilot_usage::tariff::builtin;
use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// The files of a call: inputs, the path of the reports, and outputs.
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
    /// Adds the input files of an option; `-` is standard input.
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

    /// Adds the output file of an option, if any.
    pub(crate) fn write(mut self, option: &'static str, path: Option<&'a Path>) -> Self {
        self.outputs.extend(path.map(|path| CallFile::Named(option, path)));
        self
    }

    /// Adds the main output: a file, or standard output for `-` or `None`.
    pub(crate) fn print(mut self, output: Option<&'a PathBuf>) -> Self {
        self.outputs.push(match output {
            Some(path) if path != Path::new("-") => CallFile::Named("--output", path),
            _ => CallFile::Stdout,
        });
        self
    }

    /// Adds the tariffs that are files, not built-in names.
    pub(crate) fn tariffs(self, names: impl IntoIterator<Item = &'a String>) -> Self {
        self.read("--tariff", names.into_iter().filter(|name| builtin(name).is_none()))
    }

    /// Adds the path of the reports.
    pub(crate) fn shape(mut self, shape: &'a FileArgs) -> Self {
        self.reports = shape.reports.as_deref();
        self
    }

    /// Adds the files of the token and of the certificate authorities.
    pub(crate) fn upstream(self, upstream: &'a UpstreamArgs) -> Self {
        self.read("--token-file", &upstream.token_file).read("--ca-cert", &upstream.ca_cert)
    }

    /// Adds the files of messages and everything that is read with them.
    pub(crate) fn source(self, source: &'a SourceArgs) -> Self {
        self.read("FILE", &source.files).shape(&source.shape).upstream(&source.api.upstream)
    }

    /// Checks that no output is an input or another output, and that standard input is open if it is read.
    ///
    /// # Errors
    /// [`Failure::Call`] that names both files; an error of the library if standard input is closed.
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
                // Two outputs may be written to one open stream, one after the other.
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

    /// Returns the name of the input that is the same file as this output.
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
    /// Its name in an error.
    fn name(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::Stdout => "standard output".to_owned(),
            Self::Named("FILE", path) => format!("the input {}", path.display()),
            Self::Named(option, path) => format!("{option} {}", path.display()),
        }
    }

    /// Whether writing it replaces a file. A path such as `/dev/stdout` only names an open stream.
    fn is_replaced(&self) -> bool {
        let is_open = |path: &Path| resolve_links(path).is_ok_and(|path| names_descriptor(&path));
        matches!(self, Self::Named(_, path) if !is_open(path))
    }

    /// Which file it is. Returns `None` if it cannot be overwritten or is not found.
    fn identity(&self) -> Option<Identity> {
        match self {
            Self::Stdin => Identity::of_stream(io::stdin()),
            Self::Stdout => Identity::of_stream(io::stdout()),
            Self::Named(_, path) => Identity::of_path(path),
        }
    }
}

/// Identifies a file, whatever its path.
#[derive(Debug, PartialEq, Eq)]
enum Identity {
    /// An existing file, by its device and inode number.
    #[cfg(unix)]
    Inode { device: u64, number: u64 },
    /// A file that does not exist, or any file on a system without inodes: its canonical path.
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
        // Devices such as terminals may be read and written at once.
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

/// Returns the report in a folder that is the same file as this output.
fn entry_that_is(folder: &Path, output: &Identity) -> Option<PathBuf> {
    if cfg!(unix) && matches!(output, Identity::Path(_)) {
        // The output does not exist yet, so it is no report.
        return None;
    }
    let entries = fs::read_dir(folder).ok()?.flatten();
    let reports = entries.filter(|entry| names_report(entry) && may_be(entry, output));
    reports.map(|entry| entry.path()).find(|path| Identity::of_path(path).as_ref() == Some(output))
}

/// Whether a file is named `{id}.json`: other files in the folder are not read.
fn names_report(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    name.to_str().and_then(|name| name.strip_suffix(".json")).is_some_and(|id| id.parse::<i64>().is_ok())
}

/// Whether an entry of a folder may be this file: a cheap check, because a folder may have many entries.
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
