//! Words about the connection.

use crate::words;

words! {
    lost = "再接続中…", "Reconnecting…";
    polling = "接続が不安定です。30秒ごとに最新の状態を確かめています。", "The connection is unstable. Checking for changes every 30 seconds.";
    reconnect = "つなぎ直す", "Reconnect";
}
