//! Parts of the screen that know no feature: they get plain values and report by callback.

pub mod avatar;
pub mod awake;
pub mod charts;
pub mod check;
pub mod copy_line;
pub mod dialog;
pub mod dialog_form;
pub mod empty;
pub mod field;
pub mod icon;
pub mod keys;
pub mod later;
pub mod menu;
pub mod refocus;
pub mod secret;
pub mod select;
pub mod settled;
pub mod sure;
pub mod tab_memory;
pub mod toast;
pub mod zone;
