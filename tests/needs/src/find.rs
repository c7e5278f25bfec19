// Which programs are on this machine. Shared by the attribute and by the tests that run them.

use std::path::PathBuf;

/// What a browser that speaks the Chrome `DevTools` Protocol may be called.
const BROWSERS: [&str; 4] = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];

/// The path of a program, looked up as a shell does. `browser` is any of several.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let names = if name == "browser" { &BROWSERS[..] } else { &[name] };
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}
