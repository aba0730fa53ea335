//! Files that can do harm when they are opened, as far as their names tell; what only their bytes tell, the server adds.

use crate::stored_enum;

stored_enum! {
    pub enum Danger {
        /// It hides what it is: characters in its name turn the reading direction.
        Disguised = "disguised",
        /// "invoice.pdf.exe": the ending that people see is not the one that counts.
        TwoEndings = "two-endings",
        /// A program, a script or a shortcut to one.
        Program = "program",
        /// A disk image, whose files no guard looks into.
        DiskImage = "disk-image",
        /// A document with macros.
        Macros = "macros",
        /// A page or picture that runs scripts and imitates sign-in forms.
        WebPage = "web-page",
        /// An archive that holds a program.
        ProgramInside = "program-inside",
        /// An archive with a password: no guard could look into it.
        Locked = "locked",
    }
}

const PROGRAMS: &[&str] = &[
    "exe",
    "com",
    "scr",
    "pif",
    "bat",
    "cmd",
    "ps1",
    "psm1",
    "vbs",
    "vbe",
    "js",
    "jse",
    "wsf",
    "wsh",
    "wsc",
    "hta",
    "msi",
    "msp",
    "msix",
    "appx",
    "cpl",
    "dll",
    "jar",
    "jnlp",
    "lnk",
    "url",
    "reg",
    "inf",
    "scf",
    "gadget",
    "application",
    "appref-ms",
    "chm",
    "hlp",
    "msc",
    "sct",
    "xll",
    "iqy",
    "settingcontent-ms",
    "library-ms",
    "search-ms",
    "app",
    "command",
    "dmg",
    "pkg",
    "sh",
    "run",
    "deb",
    "rpm",
    "apk",
    "desktop",
    "workflow",
];
const MACROS: &[&str] =
    &["docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppam", "ppsm", "sldm", "mde", "accde", "accdb", "mdb", "xla"];
const WEB_PAGES: &[&str] = &["html", "htm", "shtml", "xhtml", "xht", "mht", "mhtml", "svg", "svgz", "xml", "xsl"];
const IMAGES: &[&str] = &["iso", "img", "vhd", "vhdx", "udf"];
/// What people take for harmless: a program behind such an ending is a disguise.
const HARMLESS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv", "rtf", "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "mp3", "mp4", "mov",
    "wav", "zip", "odt", "ods", "eml", "msg",
];

/// What a name and a media type tell. Names come cleaned: what turned their direction is gone by then.
pub fn of_name(name: &str, kind: &str) -> Option<Danger> {
    let name = crate::fold::fold(name);
    let name = name.trim_end_matches(['.', ' ']);
    let mut endings = name.rsplit('.').map(str::trim);
    let last = if name.contains('.') { endings.next().unwrap_or_default() } else { "" };
    let before = endings.next().filter(|_| name.matches('.').count() > 1).unwrap_or_default();
    // "invoice.pdf          .exe" is written so that lists cut the end off.
    let before = before.split_whitespace().next().unwrap_or_default();
    if PROGRAMS.contains(&last) {
        return Some(if HARMLESS.contains(&before) { Danger::TwoEndings } else { Danger::Program });
    }
    if IMAGES.contains(&last) {
        return Some(Danger::DiskImage);
    }
    if MACROS.contains(&last) {
        return Some(Danger::Macros);
    }
    if WEB_PAGES.contains(&last) {
        return Some(if HARMLESS.contains(&before) { Danger::TwoEndings } else { Danger::WebPage });
    }
    match kind {
        "text/html" | "application/xhtml+xml" | "image/svg+xml" | "text/javascript" | "application/javascript" => Some(Danger::WebPage),
        "application/x-msdownload" | "application/x-dosexec" | "application/x-msdos-program" | "application/hta" => Some(Danger::Program),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_a_file_can_do() {
        let cases = [
            ("見積書.pdf", "application/pdf", None),
            ("setup.exe", "application/octet-stream", Some(Danger::Program)),
            ("請求書.pdf.exe", "application/pdf", Some(Danger::TwoEndings)),
            ("請求書.pdf                         .EXE", "", Some(Danger::TwoEndings)),
            ("invoice.PDF.ｅｘｅ", "", Some(Danger::TwoEndings)),
            ("setup.exe. .", "", Some(Danger::Program)),
            ("開く.lnk", "", Some(Danger::Program)),
            ("台帳.xlsm", "", Some(Danger::Macros)),
            ("login.html", "text/html", Some(Danger::WebPage)),
            ("請求書.pdf.html", "text/html", Some(Danger::TwoEndings)),
            ("logo.svg", "image/svg+xml", Some(Danger::WebPage)),
            ("noname", "text/html", Some(Danger::WebPage)),
            ("disk.iso", "", Some(Danger::DiskImage)),
            ("v1.2.pdf", "application/pdf", None),
            ("写真.jpg.jpg", "image/jpeg", None),
            ("exe", "text/plain", None),
            ("", "", None),
        ];
        for (name, kind, expected) in cases {
            assert_eq!(of_name(name, kind), expected, "{name} {kind}");
        }
    }
}
