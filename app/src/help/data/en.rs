//! The guide in English.

use crate::help::guide::{
    Block::{Command, Points, Steps, Terms, Text},
    Chapter, Entry,
};

pub const GUIDE: &[Chapter] = &[
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
        ],
    },
    Chapter {
        id: "touch",
        title: "Tablet and phone",
        administration: false,
        entries: &[Entry {
            id: "small-screens",
            title: "On small screens",
            blocks: &[Points(&[
                "A phone shows one thing at a time. The tabs at the bottom change the list; the arrow at the top goes back to it.",
                "Other mailboxes and the settings are under “More” at the bottom, or in the menu at the top.",
                "The buttons to reply and to send are at the bottom, under your thumb.",
                "“Add to Home Screen” of your browser makes it an app. Without the internet nothing can be sent or received.",
            ])],
        }],
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
                blocks: &[Text(
                    "Mail that cannot be read or is too large waits under Administration → Mail not taken in. Other mail keeps coming. The originals are kept and can be downloaded. After updating the program, try “Read again”. Mail that is too large stays on its server.",
                )],
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
