//! The guide in English.

use crate::help::guide::{
    Block::{Command, Points, Steps, Terms, Text},
    Chapter, Entry,
};

pub const GUIDE: &[Chapter] = &[
    Chapter {
        id: "start",
        title: "The first day",
        administration: false,
        entries: &[
            Entry {
                id: "first-steps",
                title: "First steps",
                blocks: &[Text(
                    "When you sign in for the first time, four stops show you the way from a new mail to a finished one. “Skip” or Esc ends them at any time, and they do not come by themselves again. “Take the tour” on this page starts them as often as you like.",
                )],
            },
            Entry {
                id: "own-settings",
                title: "Your own settings",
                blocks: &[
                    Text("Press your name at the bottom left to open “Personal settings”. Look at these first."),
                    Points(&[
                        "Language and time zone. Times are shown in this zone.",
                        "Signature. It goes under the mails you write.",
                        "Time to undo sending. For so many seconds after you press send, you can take it back.",
                        "Single-key shortcuts. Switch them off if you do not use them; it holds on all your devices.",
                    ]),
                ],
            },
        ],
    },
    Chapter {
        id: "tray",
        title: "The tray and the other lists",
        administration: false,
        entries: &[
            Entry {
                id: "lists",
                title: "Where to look first",
                blocks: &[
                    Text(
                        "The tray holds every conversation that is not done. Emptying it is the daily work. A conversation is all the mail about one matter between a customer and you.",
                    ),
                    Terms(&[
                        ("Tray", "conversations that are not done yet"),
                        ("Assigned to me", "those where you are the assignee"),
                        ("Unassigned", "those that nobody has taken"),
                        ("All mail", "everything, done or not"),
                        ("Sent", "what went out from here"),
                        ("Drafts", "those with something half-written; you see everybody’s drafts"),
                        ("Trash", "what was deleted; “Restore” brings it back"),
                    ]),
                    Text("The lists stay up to date by themselves. Press “Get mail” to receive at once."),
                ],
            },
            Entry {
                id: "columns",
                title: "The columns and marks of a list",
                blocks: &[Terms(&[
                    ("Status", "how far it has come; press it to change it"),
                    ("From, Subject", "who wrote and what about; press it to open it beside the list"),
                    ("Marks", "attachments, number of comments, a draft, a mail that could not be sent, somebody replying"),
                    ("People", "the round mark is the assignee, the square one the confirmer"),
                    ("Waiting", "how long the customer has had no answer; its colour changes at 1, 4, 8, 24 and 48 hours"),
                ])],
            },
            Entry {
                id: "filter",
                title: "Filtering, and changing many at once",
                blocks: &[Points(&[
                    "The buttons above the list filter by status. Press again to clear. The filter stands in the address, so you can pass it on as a link.",
                    "Tick rows on the left to change status, assignee, confirmer or priority of all of them. Hold Shift to tick the rows between, too.",
                    "Afterwards “Undo” stays for 10 seconds. The Z key does the same.",
                ])],
            },
            Entry {
                id: "sorting",
                title: "Sorting, and filtering by assignee",
                blocks: &[Points(&[
                    "“Sort” at the top right of a list offers newest first, oldest first, longest wait first and most urgent first. “Longest wait first” brings up the customer who has waited longest.",
                    "“Assignee” among the filters shows your own work, what nobody has taken, or the work of one person. It goes together with the filter by status.",
                    "Both stand in the address, so you can bookmark a list that you use often.",
                ])],
            },
            Entry {
                id: "trash",
                title: "The trash keeps 30 days",
                blocks: &[Points(&[
                    "“Move to trash” is for people with the right to delete. The conversation leaves lists and counts, and nothing in it is lost.",
                    "“Restore” in the Trash list brings it back, with status and assignee as they were.",
                    "After 30 days in the trash it is deleted for good, with its mails, attachments and comments. Nothing brings it back then.",
                    "When the customer writes again, a conversation in the trash returns to the tray by itself.",
                ])],
            },
        ],
    },
    Chapter {
        id: "find",
        title: "Search",
        administration: false,
        entries: &[
            Entry {
                id: "search",
                title: "Find by words",
                blocks: &[
                    Text(
                        "Use the search field, or press / on any page. Found is every mail or comment that holds all the words, newest first: in subject, text, sender, recipients, names of attached files and comments. One or two Japanese characters are enough; case, width and kana do not matter; English words and numbers are matched whole.",
                    ),
                    Text(
                        "Only what you may see is searched, and not the trash. With many results “Search further back” goes on to older mail. Recent searches stay in this browser and are removed when you sign out.",
                    ),
                ],
            },
            Entry {
                id: "search-words",
                title: "Narrow it down",
                blocks: &[Terms(&[
                    ("\"paid in full\"", "exactly this"),
                    ("-newsletter", "without"),
                    ("from:smith", "name or address of the sender"),
                    ("to:support", "recipients"),
                    ("subject:delivery", "subject"),
                    ("in:Support", "mailbox"),
                    ("status:open,working", "status"),
                    ("assignee:me", "assigned to you; also “assignee:none”"),
                    ("has:attachment", "with files"),
                    ("after:2026-11-01", "from this day on; also “before:11/24”, “after:7d”"),
                ])],
            },
        ],
    },
    Chapter {
        id: "work",
        title: "Status, assignee, confirmer",
        administration: false,
        entries: &[
            Entry {
                id: "status",
                title: "Four kinds of status",
                blocks: &[
                    Terms(&[
                        ("Open", "as it came in; waits for somebody"),
                        ("Working", "somebody is writing a reply; starting one sets it"),
                        ("Ready", "written, and waiting to be checked or sent"),
                        ("Done", "finished; leaves the tray and stays under “All mail”"),
                    ]),
                    Text(
                        "When the customer writes again, a conversation that was done opens again. Its assignee stays. Reading changes nothing. If no reply is needed, press “Mark as done”.",
                    ),
                ],
            },
            Entry {
                id: "people",
                title: "Assignee and confirmer",
                blocks: &[Points(&[
                    "The assignee looks after a conversation from start to end. Whoever starts the reply becomes the assignee if there is none.",
                    "The confirmer is the person who should look at it now. To ask for a check, choose the confirmer, change the status, and say in a comment what you need.",
                    "Change both above the conversation or in the list. The history says who changed what, and when.",
                ])],
            },
            Entry {
                id: "priority",
                title: "Priority",
                blocks: &[Text(
                    "Normal, Urgent or Critical. Change it above the conversation, or for many at once in the list. In the list its mark stands before the subject.",
                )],
            },
            Entry {
                id: "presence",
                title: "Who is looking now",
                blocks: &[Text(
                    "Whoever has the same conversation open stands under its subject as “Viewing”. Somebody who writes a reply is shown in the list, too. You see that a colleague is at it without asking. Nobody keeps a record of who looked.",
                )],
            },
        ],
    },
    Chapter {
        id: "reading",
        title: "Reading mail",
        administration: false,
        entries: &[
            Entry {
                id: "views",
                title: "Views, and remote images",
                blocks: &[Points(&[
                    "“Details” at the top right of a mail lets you choose text, HTML or source.",
                    "Remote images are not loaded, because loading them may tell the sender that you opened the mail. “Show this time” shows those of one mail.",
                    "Long quotes and signatures are folded. Press the line that counts them to read them.",
                ])],
            },
            Entry {
                id: "charset",
                title: "Garbled text: choosing the character set",
                blocks: &[
                    Text("A mail that names the wrong character set may come out garbled."),
                    Steps(&[
                        "Open “Details” of the mail.",
                        "Under “Character set”, choose one for the language it is written in. For Japanese, try ISO-2022-JP, Shift_JIS, EUC-JP and UTF-8 in this order.",
                        "Once it reads well, reply as usual. “Automatic” goes back to what was found first.",
                    ]),
                    Text("This changes how the mail is read, never the original."),
                ],
            },
            Entry {
                id: "not-delivered",
                title: "Mail that was not delivered",
                blocks: &[
                    Text(
                        "When a mail comes back, “It was not delivered” stands below it with the reason for each recipient and the words of the other server. The conversation is open again and marked in the list.",
                    ),
                    Points(&[
                        "“Edit and resend” sends it to those alone who did not get it.",
                        "“Delivery is delayed” needs nothing from you: the servers keep trying.",
                    ]),
                ],
            },
            Entry {
                id: "sender-proof",
                title: "Checks of senders, and possible impersonation",
                blocks: &[
                    Text("Every received mail shows whether its sender is proved. Press the mark to read what was checked and by whom."),
                    Points(&[
                        "A mail that bears the name or address of one of us and is not proved has a red frame. It is not added to any other conversation.",
                        "Ask the person directly before you answer or pay.",
                    ]),
                ],
            },
            Entry {
                id: "careful-files",
                title: "Files that need care",
                blocks: &[Text(
                    "Files in a yellow frame tell why when you press them: programs, disguised endings, documents with macros, archives that cannot be looked into. Ask the sender before you save them.",
                )],
            },
            Entry {
                id: "printing",
                title: "Print",
                blocks: &[Text(
                    "The printer sign in the head of a mail prints that mail only; “Print” in the “…” menu prints the whole conversation.",
                )],
            },
        ],
    },
    Chapter {
        id: "answer",
        title: "Writing a reply",
        administration: false,
        entries: &[
            Entry {
                id: "reply",
                title: "Starting a reply",
                blocks: &[
                    Steps(&[
                        "Open the conversation and press “Reply” (R). Reply to all and Forward are beside it.",
                        "Write. Whenever you pause, the text is saved, and “Saved” appears.",
                        "Press “Send and mark done” (Ctrl+Enter). The arrow beside it sends with another status.",
                    ]),
                    Text("To write about something new, press “New mail” on the left (C)."),
                ],
            },
            Entry {
                id: "one-writer",
                title: "Only one person writes at a time",
                blocks: &[
                    Text(
                        "While somebody writes a reply, nobody else can start one, so that the customer is not answered twice. Above the conversation you see who writes and since when. Everybody can read the draft as it grows.",
                    ),
                    Text(
                        "The writer lets go with “Release” or “Save and close”. After 5 minutes without a sign of life anybody may take over at once.",
                    ),
                ],
            },
            Entry {
                id: "take-over",
                title: "“Take over” when it is urgent",
                blocks: &[
                    Steps(&[
                        "Press “Take over…” above the conversation.",
                        "Check the name and the version of the draft, and press “Take over”.",
                        "You go on with the draft. The other screen becomes read-only, and both of you are told.",
                    ]),
                    Text(
                        "Nothing written is lost. Last changes that stayed on the other screen can be copied there with “Copy text”. The takeover is kept in the history.",
                    ),
                ],
            },
            Entry {
                id: "drafts",
                title: "Drafts",
                blocks: &[Points(&[
                    "“Save and close” keeps the draft. Anybody with the right to edit can continue it.",
                    "If it cannot be saved, a red strip says why and what to do. Your text stays on the screen.",
                    "If the same draft was changed in another tab, both versions are shown. Choose the one to keep.",
                    "“Discard draft” with nothing written puts everything back to how it was.",
                ])],
            },
            Entry {
                id: "recipients",
                title: "Correcting recipients",
                blocks: &[Points(&[
                    "End an address with a comma, a semicolon or Enter. You can paste many at once, from a table, too.",
                    "Press an address to put it back into the field. Backspace in an empty field brings back the last one.",
                    "What is not an email address turns red, and nothing is sent until it is corrected.",
                    "“From” chooses the sender. If its account can no longer send, another one takes its place, and you are told.",
                ])],
            },
            Entry {
                id: "files",
                title: "Attaching files",
                blocks: &[Points(&[
                    "Press “Attach”, drop files on the screen, or paste a picture into the text.",
                    "A percentage shows how far each has come. The mail cannot be sent before.",
                    "A red file is not attached. Try it again with the button beside it, or remove it.",
                    "If your text speaks of an attachment and there is none, you are asked before it is sent.",
                ])],
            },
            Entry {
                id: "new-mail",
                title: "When a new mail comes in while you write",
                blocks: &[Text(
                    "A strip above the text tells you, and “Read it” opens it. So that you do not miss it, sending stops once. When you have read it, you can send all the same.",
                )],
            },
            Entry {
                id: "html",
                title: "Write as HTML",
                blocks: &[
                    Text(
                        "In the composer, switch between “Text” and “HTML”. HTML has bold, lists, links and pictures in the text (paste, drop, or the picture button).",
                    ),
                    Points(&[
                        "Going back to text asks when formatting would be lost.",
                        "“Begin mails as HTML” in your profile makes it the usual way.",
                    ]),
                ],
            },
            Entry {
                id: "suggestions",
                title: "Suggested recipients",
                blocks: &[Text(
                    "Type part of a name, a reading (kana) or an address into To, CC or BCC: people you exchange mails with are suggested. Arrow keys and Enter, or a press, take one. Readings are found where the sender’s name contains kana.",
                )],
            },
            Entry {
                id: "versions",
                title: "Go back to an earlier version",
                blocks: &[Text(
                    "“Versions” lists who wrote this draft and when. “Go back to this version” brings back its recipients, subject and text; what stood there before is kept as a version. Attachments stay as they are.",
                )],
            },
        ],
    },
    Chapter {
        id: "send",
        title: "Sending and taking back",
        administration: false,
        entries: &[
            Entry {
                id: "undo",
                title: "Taking a send back",
                blocks: &[
                    Text(
                        "For some seconds after you press send, the mail has not left yet. “Undo” in the corner of the screen or in the conversation turns it back into a draft. The Z key does the same.",
                    ),
                    Text("Choose how long in your personal settings under “Time to undo sending”: from not at all to 30 seconds. It begins with 10."),
                ],
            },
            Entry {
                id: "states",
                title: "What became of a sent mail",
                blocks: &[
                    Terms(&[
                        ("Waiting to be sent", "it can still be taken back, or waits for the next try"),
                        ("Sending", "it is being handed to the mail server"),
                        ("Sent", "the mail server has taken it"),
                        (
                            "Could not be sent",
                            "it was refused; the words of the server stand below. “Edit and resend” lets you correct it. If there is nothing to correct, press “Send again”",
                        ),
                        (
                            "It is not certain that this was sent",
                            "we are unsure: the connection broke while it was handed over, and it may have arrived. It is never sent again by itself. Make sure that it did not arrive, then press “Send again”",
                        ),
                    ]),
                    Text("If the reason will pass, such as a busy server, it is tried again by itself."),
                ],
            },
            Entry {
                id: "send-now",
                title: "Send now, stop and edit, undo",
                blocks: &[
                    Terms(&[
                        ("Undo", "just after you pressed send, while the seconds run; the mail has not left, and becomes a draft again"),
                        ("Send now", "a mail that could not be sent for a reason that will pass waits for its next try; this tries at once"),
                        ("Stop and edit", "stops a mail that waits for its next try and makes it a draft again, so that you can correct it"),
                        ("Edit and resend", "opens a mail that was refused as a draft"),
                    ]),
                    Text("Once it is being handed to the mail server, it cannot be stopped."),
                ],
            },
        ],
    },
    Chapter {
        id: "comments",
        title: "Internal comments",
        administration: false,
        entries: &[Entry {
            id: "comment",
            title: "Writing a comment",
            blocks: &[Points(&[
                "Write in the yellow field at the bottom of a conversation (N). “Post” or Ctrl+Enter keeps it.",
                "Comments are for your team only. They are never sent to the customer.",
                "Only its author can change or delete a comment.",
                "What you have not posted stays in the tab, through other conversations and reloads.",
            ])],
        }],
    },
    Chapter {
        id: "keys",
        title: "Keyboard",
        administration: false,
        entries: &[
            Entry {
                id: "keys-list",
                title: "In lists and while reading",
                blocks: &[Terms(&[
                    ("J / K", "next / previous"),
                    ("Enter", "open"),
                    ("U", "back to the list"),
                    ("X", "select, or not"),
                    ("Shift+J / Shift+K", "move and select"),
                    ("Ctrl+A / Esc", "select all / clear the selection"),
                    ("E", "mark as done"),
                    ("Z", "undo what you just did, a send as well"),
                    ("A / V / S / P", "change assignee / confirmer / status / priority"),
                    ("#", "move to trash"),
                    ("Ctrl+K", "the command palette, which finds anything"),
                    ("?", "the list of all keys, which leads to this page too"),
                ])],
            },
            Entry {
                id: "keys-write",
                title: "While writing",
                blocks: &[
                    Terms(&[
                        ("R / Shift+R / F", "reply / reply to all / forward"),
                        ("C", "new mail"),
                        ("N", "internal comment"),
                        ("Ctrl+Enter", "send; in a comment: post"),
                    ]),
                    Text(
                        "On a Mac, ⌘ works as well as Ctrl. Single keys do nothing while you type. The Enter that confirms Japanese input never sends.",
                    ),
                ],
            },
            Entry {
                id: "palette",
                title: "The command palette (Ctrl+K)",
                blocks: &[
                    Text(
                        "One field finds actions, lists, people, conversations, help and settings. With a mouse or a finger, open it by the flash beside your name at the bottom left.",
                    ),
                    Points(&[
                        "Japanese words are found by kanji, kana or Latin letters; upper and lower case, full and half width make no difference.",
                        "It acts on the rows you have selected, or else on the conversation that is open.",
                        "Type “assign” and a name to choose the assignee, “status” and a name to change the status.",
                        "A piece of a subject or a sender finds up to 8 recent conversations. # and a number does, too.",
                        "↑ ↓ choose, Enter decides. Esc closes it, and you are back where you were. What you used last comes first.",
                    ]),
                ],
            },
            Entry {
                id: "keys-go",
                title: "Keys that go somewhere",
                blocks: &[Terms(&[
                    ("G, then T / M / U", "tray / assigned to me / unassigned"),
                    ("G, then A / S / D / X", "all mail / sent / drafts / trash"),
                    ("G, then 1 to 9", "the mailbox at that place"),
                    ("G, then P / H", "personal settings / help"),
                    ("/", "the search field"),
                    ("F6 / Shift+F6", "next pane / previous pane"),
                ])],
            },
            Entry {
                id: "keys-off",
                title: "Switching single keys off",
                blocks: &[Text(
                    "If you speak to your computer, or keys get pressed that you did not mean, switch off “Use single-key shortcuts” in your personal settings. Single keys then do nothing; combinations with Ctrl, and Tab, Enter and the arrows still work. It holds on all your devices.",
                )],
            },
        ],
    },
    Chapter {
        id: "touch",
        title: "Tablet and phone",
        administration: false,
        entries: &[
            Entry {
                id: "small-screens",
                title: "On small screens",
                blocks: &[Points(&[
                    "A phone shows one thing at a time. The tabs at the bottom change the list; the arrow at the top goes back to it.",
                    "Other mailboxes and the settings are under “More” at the bottom, or in the menu at the top.",
                    "The buttons to reply and to send are at the bottom, under your thumb.",
                    "“Add to Home Screen” of your browser makes it an app. Without the internet nothing can be sent or received.",
                ])],
            },
            Entry {
                id: "long-press",
                title: "Selecting with a long press",
                blocks: &[Text(
                    "Press a row of a list for a moment to select it. Tap others to add or remove them. The bar at the bottom changes all of them. “Select” at the top right does the same.",
                )],
            },
            Entry {
                id: "swipe",
                title: "Swiping a row",
                blocks: &[
                    Terms(&[
                        ("to the right", "marks it as done; in the trash it restores it"),
                        ("to the left", "assigns it to you"),
                        ("further to the left", "opens the list of people to assign it to"),
                    ]),
                    Text(
                        "What will happen stands under the row. Let go once it is underlined; let go earlier, and nothing happens. Afterwards “Undo” stays for 10 seconds. Moving up or down scrolls as usual.",
                    ),
                ],
            },
            Entry {
                id: "pull",
                title: "Pulling down to receive",
                blocks: &[Text("At the top of a list, pull down and let go: mail is received at once, as with “Get mail”.")],
            },
        ],
    },
    Chapter {
        id: "no-network",
        title: "Without a network",
        administration: false,
        entries: &[
            Entry {
                id: "offline",
                title: "Working offline",
                blocks: &[
                    Text(
                        "When the server cannot be reached, a strip says “You are offline”. You can read the lists as you last saw them and the conversations that you opened on this device (the latest 200).",
                    ),
                    Points(&[
                        "Internal comments, changes of status or assignee, and replies wait under “Waiting to be sent” and go out once, in order, when you are online.",
                        "Before a reply goes out it is checked that nobody has answered and no new mail has come; otherwise it becomes a draft.",
                        "For what says “Not sent”, look at the conversation and choose “Do it anyway” or “Discard”.",
                    ]),
                    Text(
                        "Signing out deletes everything that this device keeps, including what waits. Attachments, receiving, searching and settings need a network.",
                    ),
                ],
            },
            Entry {
                id: "installed",
                title: "The installed app",
                blocks: &[Text(
                    "Its icon shows how many conversations are yours or unassigned. Choose Madoguchi under “Share” in another app to begin a new mail with that text.",
                )],
            },
        ],
    },
    Chapter {
        id: "mailboxes",
        title: "Mailboxes and rights",
        administration: true,
        entries: &[
            Entry {
                id: "mailbox",
                title: "Making a mailbox",
                blocks: &[
                    Text("A mailbox is one counter that a team works at. Operators and system admins make them under Administration → Mailboxes."),
                    Steps(&[
                        "Press “New mailbox” and name it.",
                        "Under “Mail accounts”, enter the servers to receive from and send through.",
                        "Under “Access”, choose who works there.",
                        "Under “Name and signature”, set what goes under its mails, if you like.",
                    ]),
                ],
            },
            Entry {
                id: "rights",
                title: "Rights",
                blocks: &[
                    Terms(&[
                        ("View", "everything, only own work, or nothing; with nothing, a person does not even see that the mailbox exists"),
                        ("Edit", "change status and people, comment, write replies"),
                        ("Send", "send mail; without it, somebody who may can send the draft"),
                        ("Delete", "move to the trash"),
                    ]),
                    Text("Changes reach every screen at once."),
                ],
            },
        ],
    },
    Chapter {
        id: "accounts",
        title: "Mail accounts",
        administration: true,
        entries: &[
            Entry {
                id: "account",
                title: "Entering and testing an account",
                blocks: &[
                    Text(
                        "Choosing a “Mail service” fills in the servers. If yours is not there, enter what your provider says. “Test the connection” tries receiving and sending separately, step by step. The step that fails says what to do. No mail is sent, and nothing on the server changes.",
                    ),
                    Text("Passwords are stored encrypted and shown to nobody. Some services want an “app password” instead of the usual one."),
                ],
            },
            Entry {
                id: "receive",
                title: "Receiving: IMAP, POP3, folder",
                blocks: &[
                    Terms(&[
                        ("IMAP", "the best choice; reads the inbox or one folder that you name. Where the server can tell, new mail comes at once"),
                        ("POP3", "where there is no IMAP; the server must know UIDL"),
                        (
                            "Folder",
                            "watches a folder of the computer that runs Madoguchi: a Maildir, or a place for .eml files. Sending can write into a folder, too",
                        ),
                        ("Do not receive", "for an account that only sends"),
                    ]),
                    Text("Mail is fetched every 1 to 60 minutes."),
                ],
            },
            Entry {
                id: "tls",
                title: "Protection: TLS and STARTTLS",
                blocks: &[
                    Terms(&[
                        ("TLS (SSL)", "encrypted from the start; usually port 993 for IMAP, 995 for POP3, 465 for SMTP"),
                        ("STARTTLS", "switches to encryption after connecting; usually port 143 for IMAP, 110 for POP3, 587 for SMTP"),
                        ("None", "password and text travel openly; only for servers inside your own company"),
                    ]),
                    Text(
                        "Name the certificate of your own authority with extra_ca when starting the program. Use “Do not verify the certificate” only where nothing else works.",
                    ),
                ],
            },
            Entry {
                id: "after-receiving",
                title: "Leave on the server, or delete",
                blocks: &[
                    Terms(&[
                        ("Leave on the server", "safest while you try things out; other mail programs still see it"),
                        ("Delete after some days", "stays for the days that you set"),
                        ("Delete at once", "deleted when it was received"),
                    ]),
                    Text(
                        "Nothing is ever deleted from the server before its original is safely on our disk. A server where everything is left may fill up: watch “Left on server” in the list.",
                    ),
                ],
            },
            Entry {
                id: "quarantine",
                title: "Mail that was not taken in (quarantine)",
                blocks: &[
                    Text(
                        "Mail that cannot be read or is too large waits under Administration → Mail not taken in. Other mail keeps coming. The originals are kept and can be downloaded.",
                    ),
                    Terms(&[
                        ("Too large", "it stays on its server; read it with another mail program"),
                        ("Not handed over", "it stays on its server; “Read again” asks for it once more"),
                        ("Empty, or not in the form of a mail", "download the original and look at it; it is often spam"),
                        ("Reading failed", "try “Read again” after updating the program; if it goes on, tell the makers and send the original along"),
                    ]),
                ],
            },
            Entry {
                id: "account-errors",
                title: "Errors of accounts, and what to do",
                blocks: &[
                    Text(
                        "If an account cannot receive, the list of accounts under Administration says since when, with the words of the server. Open it and press “Test the connection”: you see which step fails, and what to do.",
                    ),
                    Terms(&[
                        ("The server was not found", "check the spelling of its name"),
                        ("The server refused the connection", "check port and protection; your network may block it"),
                        ("The server does not answer", "wait and try again; if it goes on, your network may block it"),
                        ("It does not offer encryption", "choose TLS (SSL) instead"),
                        (
                            "Its certificate could not be verified",
                            "check that the server name is the one in the certificate; name your own authority with extra_ca",
                        ),
                        (
                            "User name or password is wrong",
                            "see whether the password was changed at the service; services with two-step sign-in want an app password",
                        ),
                        ("It does not accept this sender", "register the address as a sender at your mail service"),
                        ("The folder was not found", "check its name"),
                    ]),
                    Text("Mail that comes in meanwhile stays on the mail server and is received once the account works again."),
                ],
            },
            Entry {
                id: "trusted-server",
                title: "Trusted receiving server",
                blocks: &[Text(
                    "Where it says “Sender not checked”, name the server that receives your mail as “Trusted receiving server” of the account. Mails that arrive later show the result. Gmail, Microsoft 365 and Fastmail need no setting.",
                )],
            },
            Entry {
                id: "disk-full",
                title: "When the disk is nearly full",
                blocks: &[
                    Text(
                        "Below a reserve (200 MB by default) receiving rests by itself. Mail stays on its server and nothing is deleted there. It goes on within a minute after there is room. Writing and sending go on as long as there is room at all.",
                    ),
                    Text(
                        "When something cannot be saved, the screen says why. What you wrote stays on the screen, and saving is tried again by itself.",
                    ),
                ],
            },
        ],
    },
    Chapter {
        id: "members",
        title: "Members",
        administration: true,
        entries: &[
            Entry {
                id: "invite",
                title: "Inviting people",
                blocks: &[
                    Steps(&[
                        "Under Administration → Members press “Invite a member” (system admins).",
                        "Enter name and email address, and make the link.",
                        "Hand the link to that person. It is shown once, and works once within 7 days.",
                        "Under “Access”, choose the mailboxes they work in.",
                    ]),
                    Text(
                        "Give a “New link” to whoever forgot their password. If an admin cannot get in, type this on the server; it prints a temporary password.",
                    ),
                    Command("madoguchi user reset-password --email you@company.example"),
                ],
            },
            Entry {
                id: "roles",
                title: "Roles, and suspending",
                blocks: &[
                    Terms(&[
                        ("System admin", "all settings, and the members"),
                        ("Operator", "mailboxes, accounts, access, quarantine"),
                        ("Member", "daily work in the mailboxes they have access to"),
                    ]),
                    Text(
                        "When somebody leaves, press “Suspend”. They cannot sign in from that moment. Their work and history stay, and you can let them back in.",
                    ),
                ],
            },
            Entry {
                id: "who-may",
                title: "Who may do what",
                blocks: &[
                    Terms(&[
                        ("Daily work", "is decided by access: view, edit, send and delete, for each person and mailbox"),
                        ("Mailboxes, accounts, access, quarantine", "operators and system admins"),
                        ("Inviting members, roles, suspending", "system admins only"),
                        ("Own name, signature, language, password", "only that person; admins cannot see the passwords of others"),
                    ]),
                    Text(
                        "Roles and access are two things. Not even a system admin reads the mail of a mailbox without access to it. If you need it, give yourself access; that is kept in the log.",
                    ),
                ],
            },
        ],
    },
    Chapter {
        id: "server",
        title: "Looking after the server",
        administration: true,
        entries: &[
            Entry {
                id: "backup",
                title: "Backup and secret.key",
                blocks: &[Points(&[
                    "Back up the data folder as a whole (data, unless you changed it). It holds the original mails, the attachments and the SQLite database (madoguchi.db). Stopping the program before you copy is the surest way.",
                    "secret.key opens the passwords of the mail servers. Without it, every account needs its password entered again. Keep one more copy where nobody else can read it.",
                    "With PostgreSQL, copy the database as well, with pg_dump for example.",
                    "Now and then, restore it somewhere else and see whether it opens.",
                ])],
            },
            Entry {
                id: "postgresql",
                title: "Using PostgreSQL",
                blocks: &[
                    Text(
                        "SQLite is enough for most teams. To keep the database on another server, name it when starting the program. The tables are made by themselves. Data in SQLite does not move over by itself.",
                    ),
                    Command("madoguchi serve --database postgres://USER:PASSWORD@HOST/NAME"),
                    Text("To keep the password out of sight, put it into the environment variable MADOGUCHI_DATABASE or the configuration file."),
                ],
            },
            Entry {
                id: "proxy",
                title: "https and the address from outside",
                blocks: &[Text(
                    "Behind a reverse proxy, set public_url to the https address and name the proxy in trusted_proxies. Invitation links and secure cookies depend on them.",
                )],
            },
            Entry {
                id: "doctor",
                title: "Something is wrong: madoguchi doctor",
                blocks: &[
                    Text(
                        "It checks the data folder, the key, the database, the clock, and receiving and sending of every account, and says what to do. Run it with the same settings as the program.",
                    ),
                    Command("madoguchi doctor"),
                    Text(
                        "If the screen shows a code such as “Something went wrong (K7Q2)”, look for that code in the log: the cause stands beside it.",
                    ),
                ],
            },
        ],
    },
];
