//! The files of a mail in the order of their positions: its own parts, and behind them all what lies in envelopes of Exchange.
//! Positions are kept for years, so the envelope itself keeps its place.

use super::Attachment;
use super::charset::Hints;
use super::structure::{Node, Part};
use super::{body, danger, fields, file_name, ids, tnef, words};

/// The parts that are files.
pub(super) fn parts<'t, 'a>(tree: &'t Node<'a>, hints: &Hints) -> Vec<&'t Part<'a>> {
    tree.leaves().into_iter().filter(|part| body::is_attachment(part, hints)).collect()
}

/// What Exchange's envelopes hold, in their order.
pub(super) fn opened(parts: &[&Part<'_>]) -> Vec<tnef::Opened> {
    parts.iter().filter(|part| may_be_envelope(part)).filter_map(|part| tnef::open(&part.bytes())).collect()
}

/// `application/ms-tnef` under its usual name, or that name under no kind at all.
fn may_be_envelope(part: &Part<'_>) -> bool {
    let is_named = || {
        [part.disposition.plain("filename"), part.kind.plain("name")]
            .into_iter()
            .flatten()
            .any(|name| name.trim_matches('"').eq_ignore_ascii_case("winmail.dat"))
    };
    matches!(part.kind.value.as_str(), "application/ms-tnef" | "application/vnd.ms-tnef") || is_named()
}

pub(super) fn listed(parts: &[&Part<'_>], opened: &[tnef::Opened], hints: &Hints) -> Vec<Attachment> {
    let own = parts.iter().zip(0_u32..).map(|(part, position)| own(part, position, hints));
    let inside = opened
        .iter()
        .flat_map(|opened| &opened.files)
        .zip(u32::try_from(parts.len()).unwrap_or(u32::MAX)..)
        .map(|(file, position)| inside(file, position));
    own.chain(inside).collect()
}

fn own(part: &Part<'_>, position: u32, hints: &Hints) -> Attachment {
    let content_id = content_id(part);
    let name = name(part, position, hints);
    let disguised =
        [part.disposition.text("filename", hints), part.kind.text("name", hints)].into_iter().flatten().any(|name| file_name::turns(&name));
    Attachment {
        position,
        danger: danger::of(&name, &part.kind.value, disguised, || part.bytes()),
        name,
        kind: part.kind.value.clone(),
        size: part.size() as u64,
        inline: part.disposition.value == "inline" || (part.disposition.value.is_empty() && content_id.is_some()),
        content_id,
    }
}

fn inside(file: &tnef::File, position: u32) -> Attachment {
    let kind = if file.kind.contains('/') && file.kind.len() <= super::limits::MEDIA_TYPE {
        file.kind.clone()
    } else {
        "application/octet-stream".to_owned()
    };
    let name = if file.name.is_empty() { file_name::invented(&kind, number(position)) } else { file.name.clone() };
    Attachment {
        position,
        danger: danger::of(&name, &kind, false, || file.bytes.clone()),
        name,
        kind,
        size: file.bytes.len() as u64,
        inline: file.content_id.is_some(),
        content_id: file.content_id.clone(),
    }
}

fn number(position: u32) -> usize {
    usize::try_from(position).map_or(1, |position| position + 1)
}

fn name(part: &Part<'_>, position: u32, hints: &Hints) -> String {
    if let Some(name) = file_name::find(&part.disposition, &part.kind, hints) {
        return name;
    }
    if part.kind.value == "message/rfc822" {
        let bytes = part.bytes();
        let inner = fields::with_line_feeds(&bytes);
        let (known, _) = fields::split(&inner);
        let subject = known.first("Subject").map(|field| words::text(field, hints)).unwrap_or_default();
        let subject = file_name::clean(&subject.replace(['/', '\\'], "_"));
        if !subject.is_empty() {
            return format!("{subject}.eml");
        }
    }
    file_name::invented(&part.kind.value, number(position))
}

pub(super) fn content_id(part: &Part<'_>) -> Option<String> {
    part.fields.first("Content-ID").and_then(|field| ids::list(field).into_iter().next())
}
