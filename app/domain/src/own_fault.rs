//! Failures of our own side, where else a server's words would stand. They are stored as a word of their own and put into
//! people's language where they are shown; what a server said stays as it came.

use crate::stored_enum;

stored_enum! {
    /// Begins with a prefix, so that no server's answer is ever taken for one.
    pub enum OwnFault {
        /// Another fetch of the account did not end in time.
        StillFetching = "own:still-fetching",
        /// The account was changed or removed while it was being fetched, or another copy of the program has it now.
        ClaimLost = "own:claim-lost",
        /// The server lists a mail and does not give it.
        NotGiven = "own:not-given",
        /// Storing or the database failed; the log says more.
        Inside = "own:inside",
        DoesNotSend = "own:does-not-send",
        SettingsUnreadable = "own:settings-unreadable",
        PasswordUnreadable = "own:password-unreadable",
        LetterUnreadable = "own:letter-unreadable",
        FolderNotFull = "own:folder-not-full",
        /// The disk under the data folder or the database has no room.
        DiskFull = "own:disk-full",
        /// The database cannot be reached, or somebody else holds it for too long.
        DatabaseAway = "own:database-away",
        /// A folder of this machine that an account receives from or sends into.
        FolderMissing = "own:folder-missing",
        FolderDenied = "own:folder-denied",
        NotAFolder = "own:not-a-folder",
        FolderFull = "own:folder-full",
        FolderReadOnly = "own:folder-read-only",
    }
}
