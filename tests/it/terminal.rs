//! A pseudo-terminal: reads what a program prints there, and presses keys.

use crate::support::{Ran, Run};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, Winsize, tcgetattr, tcsetattr, tcsetwinsize};
use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStringExt;
use std::process::{Child, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// A terminal of some columns. Bytes pass through it as they are.
pub(crate) struct Terminal {
    /// The side of the user.
    screen: File,
    /// The side of the program.
    line: File,
}

impl Terminal {
    pub(crate) fn new(columns: u16) -> Self {
        let screen = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&screen).unwrap();
        unlockpt(&screen).unwrap();
        let path = OsString::from_vec(ptsname(&screen, Vec::new()).unwrap().into_bytes());
        let line = File::options().read(true).write(true).open(path).unwrap();
        let mut attributes = tcgetattr(&line).unwrap();
        attributes.make_raw();
        tcsetattr(&line, OptionalActions::Now, &attributes).unwrap();
        tcsetwinsize(&line, Winsize { ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        Self { screen: screen.into(), line }
    }

    /// A stream of a program.
    pub(crate) fn stdio(&self) -> Stdio {
        self.line.try_clone().unwrap().into()
    }

    /// Presses keys.
    pub(crate) fn press(&self, keys: &str) {
        (&self.screen).write_all(keys.as_bytes()).unwrap();
    }

    /// Reads the output in pieces until all programs have exited.
    pub(crate) fn watch(self) -> Shown {
        let Self { mut screen, line } = self;
        // Reading ends when the last program closes the terminal.
        drop(line);
        let (sender, pieces) = mpsc::channel();
        std::thread::spawn(move || {
            let mut piece = [0; 4096];
            // Linux returns an error at the end.
            while let Ok(length @ 1..) = screen.read(&mut piece) {
                if sender.send(piece[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        Shown { pieces, bytes: Vec::new() }
    }
}

impl Run {
    /// Runs with a terminal of some columns as standard output.
    pub(crate) fn in_terminal(self, columns: u16) -> Ran {
        let terminal = Terminal::new(columns);
        let mut command = self.command();
        let mut program = command.stdout(terminal.stdio()).stderr(Stdio::piped()).spawn().unwrap();
        drop(command);
        let stdout = terminal.watch().all(&mut program);
        let output = Output { stdout, ..program.wait_with_output().unwrap() };
        self.ended(output)
    }

    /// Runs with a terminal as standard error.
    pub(crate) fn before_a_person(self) -> Ran {
        let terminal = Terminal::new(80);
        let mut command = self.command();
        let mut program = command.stdout(Stdio::piped()).stderr(terminal.stdio()).spawn().unwrap();
        drop(command);
        let stderr = terminal.watch().all(&mut program);
        let output = Output { stderr, ..program.wait_with_output().unwrap() };
        self.ended(output)
    }
}

/// What a terminal shows.
pub(crate) struct Shown {
    pieces: mpsc::Receiver<Vec<u8>>,
    bytes: Vec<u8>,
}

impl Shown {
    /// Waits until something is shown.
    pub(crate) fn wait_for(&mut self, what: &str) {
        while !String::from_utf8_lossy(&self.bytes).contains(what) {
            let piece = self.pieces.recv_timeout(PATIENCE);
            let shown = String::from_utf8_lossy(&self.bytes);
            self.bytes.extend(piece.unwrap_or_else(|_| panic!("never shown: {what:?}, but {shown:?}")));
        }
    }

    /// Returns the whole output, after the program has exited.
    pub(crate) fn all(mut self, program: &mut Child) -> Vec<u8> {
        loop {
            match self.pieces.recv_timeout(PATIENCE) {
                Ok(piece) => self.bytes.extend(piece),
                Err(mpsc::RecvTimeoutError::Disconnected) => return self.bytes,
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    program.kill().unwrap();
                    panic!("stuck after {:?}", String::from_utf8_lossy(&self.bytes));
                }
            }
        }
    }
}

/// A program that prints nothing for this time hangs.
const PATIENCE: Duration = Duration::from_mins(1);
