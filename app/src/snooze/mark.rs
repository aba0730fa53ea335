//! In a row: that it rests, why and by whose wish.

use super::words;
use crate::{parts::icon::Icon, time::Clock};
use domain::{Language, conversations::RowView};
use leptos::prelude::*;

pub fn snooze_mark(row: &RowView, clock: Clock, l: Language) -> Option<AnyView> {
    row.snoozed_at?;
    let told = match row.snoozed_until {
        Some(until) => words::rests_until(l, &clock.civil(until).long(clock.today())),
        None => words::rests_for_answer(l).to_owned(),
    };
    let reason = Some(row.snooze_reason.as_str()).filter(|reason| !reason.is_empty()).map(|reason| words::because(l, reason));
    let text = [Some(told), reason, row.snoozed_name.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let shown = row.snooze_reason.clone();
    Some(
        view! {
            <span class="row__mark row__rest" title=text.clone()>
                <Icon name="alarm-clock" />
                <span class="sr">{text.clone()}</span>
                <span class="row__why" aria-hidden="true" dir="auto">
                    {shown}
                </span>
            </span>
        }
        .into_any(),
    )
}
