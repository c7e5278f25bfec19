//! A builder for test runs: runs the binary in an empty environment and checks the result.

use assert_cmd::assert::Assert;
use predicates::prelude::*;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

#[path = "../needs/src/find.rs"]
mod find;

/// The path of a program. Tests that run one are marked with what they need.
pub(crate) fn program(name: &str) -> PathBuf {
    find::find(name).unwrap_or_else(|| panic!("needs {name}: install it"))
}

/// A file below `fixtures/`.
pub(crate) fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

/// The text of a file below `fixtures/`.
pub(crate) fn read(path: &str) -> String {
    std::fs::read_to_string(fixture(path)).unwrap()
}

/// A message as JSON, in the year 2024.
pub(crate) fn message(id: i64, text: &str) -> String {
    format!(
        r#"{{"id":{id},"text":{},"timestamp":"2024-05-29T08:15:02.250Z"}}"#,
        serde_json::to_string(text).unwrap()
    )
}

/// A message that names a report.
pub(crate) fn message_with_report(id: i64, report_id: i64) -> String {
    format!(r#"{{"id":{id},"text":"x","timestamp":"2024-05-29T08:15:02.250Z","report_id":{report_id}}}"#)
}

/// A run of the binary in a folder of its own.
pub(crate) struct Run {
    command: assert_cmd::Command,
    folder: TempDir,
}

/// `copilot-usage` with these arguments.
pub(crate) fn run<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("copilot-usage");
    command.args(arguments).current_dir(folder.path()).env_clear();
    Run { command, folder }
}

/// `copilot-usage score` of `input`, through standard input.
pub(crate) fn score(input: impl Into<Vec<u8>>) -> Run {
    run(["score", "-"]).stdin(input)
}

impl Run {
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn stdin(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.command.write_stdin(input.into());
        self
    }

    /// Writes a file into the folder of the run.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The same call as a command of the standard library, without its standard input, and with the signals that these
    /// tests may have been started without, as under nohup.
    pub(crate) fn command(&self) -> std::process::Command {
        let program = self.command.get_program();
        let mut command =
            std::process::Command::new(if cfg!(target_os = "linux") { "env".as_ref() } else { program });
        if cfg!(target_os = "linux") {
            command.arg("--default-signal=HUP,INT").arg(program);
        }
        command.args(self.command.get_args()).current_dir(self.folder()).env_clear();
        command.envs(self.command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.stdin(std::process::Stdio::null());
        command
    }

    /// Returns the result of such a command.
    pub(crate) fn ended(self, output: std::process::Output) -> Ran {
        Ran { assert: Assert::new(output), folder: self.folder }
    }

    /// Runs, and expects an exit code.
    pub(crate) fn exits(mut self, code: i32) -> Ran {
        Ran { assert: self.command.assert().code(code), folder: self.folder }
    }

    /// Runs, without expecting an exit code.
    pub(crate) fn any_exit(mut self) -> Ran {
        Ran { assert: self.command.assert(), folder: self.folder }
    }

    /// Runs, and expects an error of one line and no output.
    pub(crate) fn fails(self, code: i32, error: &str) -> Ran {
        self.exits(code).stdout("").says(&format!("copilot-usage: error: {}\n", error.trim_end()))
    }
}

/// A run that has ended.
pub(crate) struct Ran {
    assert: Assert,
    folder: TempDir,
}

impl Ran {
    /// Asserts the whole standard output.
    pub(crate) fn stdout(self, expected: impl Into<String>) -> Self {
        Self { assert: self.assert.stdout(predicate::eq(expected.into())), folder: self.folder }
    }

    /// Asserts the whole standard error.
    pub(crate) fn stderr(self, expected: impl Into<String>) -> Self {
        Self { assert: self.assert.stderr(predicate::eq(expected.into())), folder: self.folder }
    }

    /// Asserts that standard error contains this.
    pub(crate) fn says(self, expected: &str) -> Self {
        Self { assert: self.assert.stderr(predicate::str::contains(expected)), folder: self.folder }
    }

    /// Asserts the exit code.
    pub(crate) fn code_is(self, expected: i32) -> Self {
        Self { assert: self.assert.code(expected), folder: self.folder }
    }

    /// The exit code.
    pub(crate) fn code(&self) -> i32 {
        self.assert.get_output().status.code().unwrap()
    }

    /// The text of standard output.
    pub(crate) fn output(&self) -> String {
        String::from_utf8(self.assert.get_output().stdout.clone()).unwrap()
    }

    /// The text of standard error.
    pub(crate) fn errors(&self) -> String {
        String::from_utf8(self.assert.get_output().stderr.clone()).unwrap()
    }

    /// The text of a file in the folder of the run.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    /// The names of all that is in the folder of the run.
    pub(crate) fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// The JSON values of the lines of a text.
pub(crate) fn json_lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
