//! Formatted text of a draft, as it is kept: cleaned, and read without its formatting.

use crate::{Error, Result};
use domain::drafts::DraftContent;

/// The content with its HTML cleaned and the text made from it; plain text as it is.
///
/// # Errors
/// The text may be too long once it is read without its tags.
pub async fn cleaned(content: DraftContent) -> Result<DraftContent> {
    let Some(html) = content.html else { return Ok(content) };
    let (text, html) = cleaned_html(html).await?;
    let content = DraftContent { text, html: Some(html), ..content };
    content.check()?;
    Ok(content)
}

/// The text without its formatting, and the HTML without what may not stand in a mail of ours.
pub(crate) async fn cleaned_html(html: String) -> Result<(String, String)> {
    // Up to a megabyte is parsed: no work for the threads that answer everybody.
    let read = move || {
        let html = mail::html::clean_written(&html);
        (mail::html::read_written(&html), html)
    };
    tokio::task::spawn_blocking(read).await.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("cleaning a text")))
}

#[cfg(test)]
mod tests;
