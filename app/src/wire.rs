//! How answers of server functions travel: as JSON that is read the way the data of a page is. The codec of the library reads
//! bytes where pages read text, and each type that comes both ways would be in the browser's program twice.

use bytes::Bytes;
use serde::{
    Serialize,
    de::{DeserializeOwned, Error},
};
use server_fn::{ContentType, Decodes, Encodes, Format, FormatType, codec::Post};

/// JSON in the body.
pub type Json = Post<Text>;

/// JSON, as text.
pub struct Text;

impl ContentType for Text {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for Text {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Text {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, serde_json::Error> {
        serde_json::to_vec(output).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Text {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, serde_json::Error> {
        serde_json::from_str(std::str::from_utf8(&bytes).map_err(serde_json::Error::custom)?)
    }
}
