//! The HTTP client. It returns the whole body of a path or an error.

mod base_url;
mod cause;
mod client;
mod dns;
mod failure;
mod proxy;
mod retry;
mod settings;
mod token;
mod tunnel;

pub use base_url::BaseUrl;
pub use client::{Answer, Client, Request};
pub use proxy::Proxy;
pub use retry::{Queued, RetryBudget};
pub use settings::{Authorities, Settings};
pub use token::{Credential, Token};
