//! Formatted text of a draft, as it is kept: cleaned, and read without its formatting.

use crate::{Error, Result};
use domain::drafts::DraftContent;

/// The content with its HTML cleaned and the text made from it; plain text as it is.
///
/// # Errors
/// The text may be too long once it is read without its tags.
pub async fn cleaned(content: DraftContent) -> Result<DraftContent> {
    let Some(html) = content.html else { return Ok(content) };
    // Up to a megabyte is parsed: no work for the threads that answer everybody.
    let read = move || {
        let html = mail::html::clean_written(&html);
        (mail::html::read_written(&html), html)
    };
    let (text, html) =
        tokio::task::spawn_blocking(read).await.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("cleaning a text")))?;
    let content = DraftContent { text, html: Some(html), ..content };
    content.check()?;
    Ok(content)
}

#[cfg(test)]
mod tests;
