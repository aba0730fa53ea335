//! The built site is embedded: a new one asks for a new binary.

fn main() {
    println!("cargo:rerun-if-changed=../target/site/manifest.json");
}
