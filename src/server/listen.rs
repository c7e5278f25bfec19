//! Where the service listens: TCP addresses, Unix sockets, and sockets that whoever started it has opened.

use crate::error::{Error, Hint, Result};
use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::str::FromStr;

/// Connections that the system keeps until the service takes them.
const BACKLOG: i32 = 4096;

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListenAddress {
    /// An IP address and a port.
    Tcp(SocketAddr),
    /// The path of a Unix socket.
    Unix(PathBuf),
}

impl ListenAddress {
    /// The address and port, if it is one.
    pub fn tcp(&self) -> Option<SocketAddr> {
        match self {
            Self::Tcp(address) => Some(*address),
            Self::Unix(_) => None,
        }
    }
}

impl FromStr for ListenAddress {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        if let Some(path) = text.strip_prefix("unix:").or_else(|| text.contains('/').then_some(text)) {
            if path.is_empty() {
                return Err("expected a path behind unix:".to_owned());
            }
            return Ok(Self::Unix(path.into()));
        }
        let address = text.parse().map(Self::Tcp);
        address.map_err(|_| "expected an address such as 127.0.0.1:8000, or unix:PATH".to_owned())
    }
}

impl fmt::Display for ListenAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => write!(formatter, "{address}"),
            Self::Unix(path) => write!(formatter, "unix:{}", path.display()),
        }
    }
}

impl ListenAddress {
    /// Whether only this machine can connect.
    pub fn is_local(&self) -> bool {
        match self {
            Self::Tcp(address) => address.ip().to_canonical().is_loopback(),
            Self::Unix(_) => true,
        }
    }
}

/// A socket that connections come to.
#[derive(Debug)]
pub struct Socket {
    /// Where it listens, with the port that it has got.
    pub address: ListenAddress,
    pub(super) listener: Listener,
    /// Whether somebody else keeps it open, and takes the connections that come later.
    pub(super) is_inherited: bool,
}

/// The two kinds of sockets.
#[derive(Debug)]
pub(super) enum Listener {
    Tcp(TcpListener),
    #[cfg(unix)]
    Unix(std::os::unix::net::UnixListener, Option<SocketFile>),
}

impl Socket {
    /// Listens at an address.
    ///
    /// # Errors
    /// [`Error::File`] that names the address.
    pub fn bind(address: &ListenAddress) -> Result<Self> {
        let socket = match address {
            ListenAddress::Tcp(address) => bind_tcp(*address),
            #[cfg(unix)]
            ListenAddress::Unix(path) => bind_unix(path),
            #[cfg(not(unix))]
            ListenAddress::Unix(_) => Err(io::ErrorKind::Unsupported.into()),
        };
        socket.map_err(|source| {
            let hint = match source.kind() {
                io::ErrorKind::AddrInUse => Some(Hint::ChooseFreeAddress),
                io::ErrorKind::AddrNotAvailable => Some(Hint::ChooseAddressOfMachine),
                io::ErrorKind::PermissionDenied => Some(Hint::ChooseHigherPort),
                _ => None,
            };
            Error::File { path: address.to_string().into(), action: "listen", source, hint }
        })
    }

    /// A TCP socket that listens already.
    ///
    /// # Errors
    /// It has no address.
    pub fn of_tcp(listener: TcpListener) -> io::Result<Self> {
        let address = ListenAddress::Tcp(listener.local_addr()?);
        Ok(Self { address, listener: Listener::Tcp(listener), is_inherited: true })
    }

    /// A Unix socket that listens already.
    ///
    /// # Errors
    /// It has no address.
    #[cfg(unix)]
    pub fn of_unix(listener: std::os::unix::net::UnixListener) -> io::Result<Self> {
        let path = listener.local_addr()?.as_pathname().map(PathBuf::from).unwrap_or_default();
        let listener = Listener::Unix(listener, None);
        Ok(Self { address: ListenAddress::Unix(path), listener, is_inherited: true })
    }
}

fn bind_tcp(address: SocketAddr) -> io::Result<Socket> {
    let listener = TcpListener::bind(address)?;
    // The standard library keeps 128.
    #[cfg(unix)]
    rustix::net::listen(&listener, BACKLOG)?;
    Ok(Socket { is_inherited: false, ..Socket::of_tcp(listener)? })
}

/// Only who owns the socket may connect, from the first moment on: it listens after that has been said.
#[cfg(unix)]
fn bind_unix(path: &std::path::Path) -> io::Result<Socket> {
    use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType, bind, listen, socket_with};
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::UnixStream;
    let name = SocketAddrUnix::new(path)?;
    let socket = socket_with(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)?;
    if bind(&socket, &name).is_err_and(|error| error == rustix::io::Errno::ADDRINUSE) {
        // One that a killed service left behind leads nowhere. A file that is no socket stays.
        let leads_nowhere = UnixStream::connect(path);
        let leads_nowhere = leads_nowhere.is_err_and(|why| why.kind() == io::ErrorKind::ConnectionRefused);
        if !leads_nowhere || !is_socket(path) {
            return Err(io::ErrorKind::AddrInUse.into());
        }
        std::fs::remove_file(path)?;
        bind(&socket, &name)?;
    }
    let file = SocketFile::new(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    listen(&socket, BACKLOG)?;
    let address = ListenAddress::Unix(path.to_owned());
    Ok(Socket { address, listener: Listener::Unix(socket.into(), Some(file)), is_inherited: false })
}

#[cfg(unix)]
fn is_socket(path: &std::path::Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    std::fs::symlink_metadata(path).is_ok_and(|file| file.file_type().is_socket())
}

/// The name of a Unix socket, which is removed when this is dropped, unless another socket has it by then.
#[cfg(unix)]
#[derive(Debug)]
pub(super) struct SocketFile {
    path: PathBuf,
    /// The device and the number of the file.
    file: (u64, u64),
}

#[cfg(unix)]
impl SocketFile {
    fn new(path: &std::path::Path) -> io::Result<Self> {
        // The folder of the run may be another by the end.
        let path = std::path::absolute(path)?;
        let file = file_of(&path)?;
        Ok(Self { path, file })
    }
}

#[cfg(unix)]
fn file_of(path: &std::path::Path) -> io::Result<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let file = std::fs::symlink_metadata(path)?;
    Ok((file.dev(), file.ino()))
}

#[cfg(unix)]
impl Drop for SocketFile {
    fn drop(&mut self) {
        if file_of(&self.path).is_ok_and(|file| file == self.file) {
            // If it stays, the next service takes it away.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_is() {
        for (text, expected, is_local) in [
            ("127.0.0.1:8000", "127.0.0.1:8000", true),
            ("[::1]:80", "[::1]:80", true),
            ("[::ffff:127.0.0.1]:80", "[::ffff:127.0.0.1]:80", true),
            ("0.0.0.0:80", "0.0.0.0:80", false),
            ("[::]:80", "[::]:80", false),
            ("192.168.1.2:80", "192.168.1.2:80", false),
            ("unix:usage", "unix:usage", true),
            ("unix:/run/usage", "unix:/run/usage", true),
            ("/run/usage", "unix:/run/usage", true),
            ("./usage", "unix:./usage", true),
        ] {
            let address: ListenAddress = text.parse().unwrap();
            assert_eq!((&*address.to_string(), address.is_local()), (expected, is_local));
        }
        for text in ["", "unix:", "8000", ":8000", "localhost:8000", "127.0.0.1", "127.0.0.1:x"] {
            assert!(text.parse::<ListenAddress>().is_err(), "{text}");
        }
    }
}
