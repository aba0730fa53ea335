//! Ids are types: a conversation's id never stands where a message's belongs.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "db", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    )+};
}

ids! {
    UserId, SpaceId, MailboxId, AccountId, ConversationId, MessageId, CommentId, StatusId,
    DraftId, RevisionId, LetterId, ArrivalId, AttachmentId, EventId, SessionId, InviteId,
    FolderId, RuleId,
    FieldId, OptionId,
    CheckId,
    ThreadChangeId,
    NotificationId, DeviceId, WebhookId,
    CompanyId, ContactId, BookGroupId, BookItemId, BookOptionId,
    TemplateId, TemplateFolderId,
    BulkMailId, BulkRecipientId,
    LogId, LogItemId, NoticeId, LinkId,
    ImportId, ErasureId, SavedSearchId,
    ReportConditionId, ReportScheduleId, ReportPostId,
}
