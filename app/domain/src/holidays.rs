//! The public holidays of Japan with their substitutes, 2024 to 2030.
//!
//! Source: the Act on National Holidays (Act No. 178 of 1948) and the list of the Cabinet Office (syukujitsu.csv) for the years that it
//! names; later equinoxes are those of the usual astronomical formula, since the Observatory names them the year before.

use jiff::civil::Date;

/// Month and day, year by year.
const HOLIDAYS: [(i16, &[(i8, i8)]); 7] = [
    (
        2024,
        &[
            (1, 1),
            (1, 8),
            (2, 11),
            (2, 12),
            (2, 23),
            (3, 20),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (5, 6),
            (7, 15),
            (8, 11),
            (8, 12),
            (9, 16),
            (9, 22),
            (9, 23),
            (10, 14),
            (11, 3),
            (11, 4),
            (11, 23),
        ],
    ),
    (
        2025,
        &[
            (1, 1),
            (1, 13),
            (2, 11),
            (2, 23),
            (2, 24),
            (3, 20),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (5, 6),
            (7, 21),
            (8, 11),
            (9, 15),
            (9, 23),
            (10, 13),
            (11, 3),
            (11, 23),
            (11, 24),
        ],
    ),
    (
        2026,
        &[
            (1, 1),
            (1, 12),
            (2, 11),
            (2, 23),
            (3, 20),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (5, 6),
            (7, 20),
            (8, 11),
            (9, 21),
            (9, 22),
            (9, 23),
            (10, 12),
            (11, 3),
            (11, 23),
        ],
    ),
    (
        2027,
        &[
            (1, 1),
            (1, 11),
            (2, 11),
            (2, 23),
            (3, 21),
            (3, 22),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (7, 19),
            (8, 11),
            (9, 20),
            (9, 23),
            (10, 11),
            (11, 3),
            (11, 23),
        ],
    ),
    (
        2028,
        &[
            (1, 1),
            (1, 10),
            (2, 11),
            (2, 23),
            (3, 20),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (7, 17),
            (8, 11),
            (9, 18),
            (9, 22),
            (10, 9),
            (11, 3),
            (11, 23),
        ],
    ),
    (
        2029,
        &[
            (1, 1),
            (1, 8),
            (2, 11),
            (2, 12),
            (2, 23),
            (3, 20),
            (4, 29),
            (4, 30),
            (5, 3),
            (5, 4),
            (5, 5),
            (7, 16),
            (8, 11),
            (9, 17),
            (9, 23),
            (9, 24),
            (10, 8),
            (11, 3),
            (11, 23),
        ],
    ),
    (
        2030,
        &[
            (1, 1),
            (1, 14),
            (2, 11),
            (2, 23),
            (3, 20),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (5, 6),
            (7, 15),
            (8, 11),
            (8, 12),
            (9, 16),
            (9, 23),
            (10, 14),
            (11, 3),
            (11, 4),
            (11, 23),
        ],
    ),
];

/// Whether a day is a holiday, as far as the list reaches.
pub fn is_holiday(day: Date) -> bool {
    HOLIDAYS.iter().any(|(year, days)| *year == day.year() && days.contains(&(day.month(), day.day())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    /// The second, third … Monday of a month.
    fn monday(year: i16, month: i8, nth: i8) -> Date {
        date(year, month, 1).nth_weekday_of_month(nth, Weekday::Monday).unwrap()
    }

    /// The days that the law names, equinoxes by the formula that holds from 1980 to 2099.
    fn named(year: i16) -> Vec<Date> {
        let past = f64::from(year - 1980);
        let equinox = |first: f64| (first + 0.242_194 * past - (past / 4.0).floor()).floor() as i8;
        vec![
            date(year, 1, 1),
            monday(year, 1, 2),
            date(year, 2, 11),
            date(year, 2, 23),
            date(year, 3, equinox(20.8431)),
            date(year, 4, 29),
            date(year, 5, 3),
            date(year, 5, 4),
            date(year, 5, 5),
            monday(year, 7, 3),
            date(year, 8, 11),
            monday(year, 9, 3),
            date(year, 9, equinox(23.2488)),
            monday(year, 10, 2),
            date(year, 11, 3),
            date(year, 11, 23),
        ]
    }

    /// Article 3: after a holiday on a Sunday the next day that is none; a day between two holidays.
    fn of_law(year: i16) -> Vec<Date> {
        let named = named(year);
        let mut all = named.clone();
        for day in named.iter().filter(|day| day.weekday() == Weekday::Sunday) {
            let mut substitute = day.tomorrow().unwrap();
            while named.contains(&substitute) {
                substitute = substitute.tomorrow().unwrap();
            }
            all.push(substitute);
        }
        for day in &named {
            let between = day.tomorrow().unwrap();
            if named.contains(&between.tomorrow().unwrap()) && !all.contains(&between) {
                all.push(between);
            }
        }
        all.sort();
        all
    }

    #[test]
    fn the_list_is_what_the_law_says() {
        for (year, days) in HOLIDAYS {
            let listed: Vec<Date> = days.iter().map(|(month, day)| date(year, *month, *day)).collect();
            assert_eq!(listed, of_law(year), "{year}");
        }
        assert!(is_holiday(date(2026, 9, 22)) && !is_holiday(date(2026, 9, 24)) && !is_holiday(date(2031, 1, 1)));
    }
}
