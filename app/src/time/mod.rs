//! Times as people read them, in their own zone. Server and browser only differ in how they read the clock fields;
//! the text is made here, once, so that both draw the same.

mod age;
mod clock;
mod words;

pub use age::{Age, age_face, age_of};
pub use clock::{Clock, When};

use domain::{Language, Moment};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

/// The fields of an instant on the clocks of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
}

impl Civil {
    /// 0 = Sunday (Sakamoto's method, Gregorian calendar).
    pub fn weekday(self) -> usize {
        const SHIFT: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let month = usize::from(self.month.clamp(1, 12));
        let year = if month < 3 { self.year - 1 } else { self.year };
        let day = year + year / 4 - year / 100 + year / 400 + SHIFT[month - 1] + i32::from(self.day);
        usize::try_from(day.rem_euclid(7)).unwrap_or_default()
    }

    pub fn same_day(self, other: Civil) -> bool {
        (self.year, self.month, self.day) == (other.year, other.month, other.day)
    }

    /// `9:40`.
    pub fn clock(self) -> String {
        format!("{}:{:02}", self.hour, self.minute)
    }

    /// `11月21日(土)`, with the year where it is another one than `today`'s.
    pub fn day_words(self, today: Civil, l: Language) -> String {
        words::day(self, self.year != today.year, l)
    }

    /// Short: the clock today, the day this year, else the whole date.
    pub fn short(self, today: Civil) -> String {
        if self.same_day(today) {
            self.clock()
        } else if self.year == today.year {
            format!("{}/{}", self.month, self.day)
        } else {
            format!("{}/{}/{}", self.year, self.month, self.day)
        }
    }

    /// Day and clock: `11/21 15:30`, with the year where it is another one.
    pub fn long(self, today: Civil) -> String {
        if self.same_day(today) { self.clock() } else { format!("{} {}", self.short(today), self.clock()) }
    }
}

/// UTC in ISO 8601, for the `datetime` attribute.
pub fn iso(at: Moment) -> String {
    let days = at.0.div_euclid(86_400_000);
    let ms = at.0.rem_euclid(86_400_000);
    let (year, month, day) = date_of(days);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60)
}

/// Days since 1970-01-01 as a Gregorian date (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn date_of(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

/// The browser's clock. Never called on the server.
pub fn browser_now() -> Moment {
    Moment(js_sys::Date::now() as i64)
}

/// The clock fields through `Intl.DateTimeFormat`: WASM carries no time zone data. Never called on the server.
pub fn browser_civil(at: Moment, zone: &str) -> Civil {
    thread_local! {
        static READER: RefCell<Option<(String, JsValue)>> = const { RefCell::new(None) };
    }
    let reader = READER.with_borrow_mut(|kept| match kept {
        Some((of, reader)) if of == zone => Some(reader.clone()),
        _ => {
            let reader = reader(zone).or_else(|_| reader("UTC")).ok()?;
            *kept = Some((zone.to_owned(), reader.clone()));
            Some(reader)
        }
    });
    reader.and_then(|reader| read(&reader, at).ok()).unwrap_or(Civil { year: 1970, month: 1, day: 1, hour: 0, minute: 0 })
}

fn reader(zone: &str) -> Result<JsValue, JsValue> {
    let set = |options: &JsValue, name: &str, value: &str| js_sys::Reflect::set(options, &name.into(), &value.into());
    let options: JsValue = js_sys::Object::new().into();
    for (name, value) in [("timeZone", zone), ("hourCycle", "h23"), ("calendar", "gregory"), ("numberingSystem", "latn")] {
        set(&options, name, value)?;
    }
    for name in ["year", "month", "day", "hour", "minute"] {
        set(&options, name, "numeric")?;
    }
    let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into())?;
    let constructor: js_sys::Function = js_sys::Reflect::get(&intl, &"DateTimeFormat".into())?.dyn_into()?;
    js_sys::Reflect::construct(&constructor, &js_sys::Array::of2(&"en-US".into(), &options))
}

fn read(reader: &JsValue, at: Moment) -> Result<Civil, JsValue> {
    let method: js_sys::Function = js_sys::Reflect::get(reader, &"formatToParts".into())?.dyn_into()?;
    let parts: js_sys::Array = method.call1(reader, &(at.0 as f64).into())?.dyn_into()?;
    let mut civil = Civil { year: 1970, month: 1, day: 1, hour: 0, minute: 0 };
    for part in parts.iter() {
        let text = |name: &str| js_sys::Reflect::get(&part, &name.into()).ok().and_then(|v| v.as_string()).unwrap_or_default();
        let value: i32 = text("value").parse().unwrap_or_default();
        let small = u8::try_from(value).unwrap_or_default();
        match text("type").as_str() {
            "year" => civil.year = value,
            "month" => civil.month = small,
            "day" => civil.day = small,
            "hour" => civil.hour = small,
            "minute" => civil.minute = small,
            _ => {}
        }
    }
    Ok(civil)
}

#[cfg(test)]
mod tests;
