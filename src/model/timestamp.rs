//! RFC 3339 dates and times: validates them strictly, and converts them to moments.

use crate::model::moment::Moment;
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use wide::u8x16;

/// Whether `text` is an RFC 3339 date-time that exists: `T` and `Z` in either case, any number of decimals, an
/// offset up to 23:59, and a second of 60 only at the end of a month in UTC, where leap seconds fall.
///
/// ```
/// use copilot_usage::model::timestamp::is_rfc3339;
///
/// assert!(is_rfc3339("2024-04-29T02:08:29.375Z"));
/// assert!(!is_rfc3339("2024-02-30T02:08:29Z"), "no such day");
/// assert!(!is_rfc3339("2024-04-29T02:08:29"), "no offset");
/// ```
pub fn is_rfc3339(text: &str) -> bool {
    whole(text).is_some()
}

/// Splits a text after the RFC 3339 date-time at its beginning. Returns `None` if it does not begin with one.
#[inline]
pub(crate) fn split_rfc3339(text: &str) -> Option<(&str, &str)> {
    let length = match text.as_bytes().first_chunk() {
        Some(time) if is_usual(time) => time.len(),
        _ => text.len() - parse(text.as_bytes())?.1.len(),
    };
    text.split_at_checked(length)
}

/// Whether a text is a date-time in the most common form, on a day from 1 to 28. Those of other forms or days are
/// parsed.
#[inline]
fn is_usual(text: &[u8; 24]) -> bool {
    let (Some(minute), Some(rest)) = (text.first_chunk(), text.last_chunk()) else { return false };
    let (Some(minute), Some(rest)) = (digits(minute, b"0000-00-00T00:00"), digits(rest, b"00T00:00:00.000Z"))
    else {
        return false;
    };
    let [_, _, _, _, _, m1, m2, _, d1, d2, _, h1, h2, _, n1, n2] = minute;
    let [_, _, _, _, _, _, _, _, _, s1, s2, _, _, _, _, _] = rest;
    let is_day = (1..=12).contains(&number(m1, m2)) && (1..=28).contains(&number(d1, d2));
    is_day && number(h1, h2) < 24 && number(n1, n2) < 60 && number(s1, s2) < 60
}

/// Converts an RFC 3339 date-time to a moment, cut to nanoseconds. A leap second becomes the last nanosecond before it.
/// Returns `None` if the text is not an RFC 3339 date-time.
///
/// ```
/// use copilot_usage::model::timestamp::moment;
///
/// assert_eq!(moment("2024-05-02T01:30:00+02:00"), moment("2024-05-01T23:30:00Z"));
/// ```
pub fn moment(text: &str) -> Option<Moment> {
    let Parts { date, hour, minute, second, decimals, offset_minutes } = whole(text)?;
    let nanosecond = if second == 60 { 999_999_999 } else { nanoseconds(decimals) };
    let time = Time::new(hour, minute, second.min(59), nanosecond).ok()?;
    let ahead = SignedDuration::from_mins(offset_minutes.into());
    Some(Moment::when(DateTime::from_parts(date, time), ahead))
}

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDay {
    /// It is not of the form `2024-05-31`.
    NoDate,
    /// The day does not exist, such as 2024-02-30.
    NotInCalendar,
}

/// Parses a day of the form `2024-05-31`.
///
/// # Errors
/// [`NoDay`] if the text is not of this form, or the day does not exist.
pub fn day(date: &str) -> Result<Date, NoDay> {
    let is_date = date.len() == 10
        && date.bytes().zip(*b"0000-00-00").all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            _ => byte == form,
        });
    if is_date { date.parse().map_err(|_| NoDay::NotInCalendar) } else { Err(NoDay::NoDate) }
}

/// The moment that a date begins in a time zone, or that a date and time with an offset means.
///
/// # Errors
/// Why the text is neither.
pub fn date_or_time(text: &str, timezone: &TimeZone) -> Result<Moment, NoDay> {
    if let Some(moment) = moment(text) {
        return Ok(moment);
    }
    let date = text.split_once(['T', 't']).map_or(text, |(date, _)| date);
    match day(date) {
        Ok(day) if date == text => Ok(Moment::day_begin(day, timezone)),
        Ok(_) => Err(NoDay::NoDate),
        Err(why) => Err(why),
    }
}

/// The parts of a date-time.
struct Parts<'a> {
    date: Date,
    hour: i8,
    minute: i8,
    second: i8,
    decimals: &'a [u8],
    offset_minutes: i32,
}

/// Parses a text that consists of one date-time.
fn whole(text: &str) -> Option<Parts<'_>> {
    parse(text.as_bytes()).filter(|(_, rest)| rest.is_empty()).map(|(parts, _)| parts)
}

/// Parses the date-time at the beginning of a text, and returns it with the rest.
fn parse(text: &[u8]) -> Option<(Parts<'_>, &[u8])> {
    let (mut to_minute, rest) = text.split_first_chunk().map(|(bytes, rest)| (*bytes, rest))?;
    let (&[b':', s1, s2], rest) = rest.split_first_chunk()? else { return None };
    // The `T` may be lowercase.
    to_minute[10].make_ascii_uppercase();
    let [y1, y2, y3, y4, _, m1, m2, _, d1, d2, _, h1, h2, _, n1, n2] =
        digits(&to_minute, b"0000-00-00T00:00")?;
    let year = i16::from(number(y1, y2)) * 100 + i16::from(number(y3, y4));
    let date = Date::new(year, number(m1, m2), number(d1, d2)).ok()?;
    let (hour, minute, second) = (number(h1, h2), number(n1, n2), two_digits(s1, s2)?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (decimals, rest) = split_decimals(rest)?;
    let (offset_minutes, rest) = split_offset(rest)?;
    if second == 60 {
        let minute_of_day = i32::from(hour) * 60 + i32::from(minute) - offset_minutes;
        ends_month(date, minute_of_day)?;
    }
    Some((Parts { date, hour, minute, second, decimals, offset_minutes }, rest))
}

/// Returns the values of the digits of a text, at their places. Returns `None` unless the text has digits where `form`
/// has zeros, and is equal to `form` elsewhere.
#[inline]
fn digits(text: &[u8; 16], form: &[u8; 16]) -> Option<[u8; 16]> {
    let form = u8x16::new(*form);
    let digits = u8x16::new(*text) ^ form;
    let most = form.simd_eq(u8x16::splat(b'0')) & u8x16::splat(9);
    digits.min(most).simd_eq(digits).all().then(|| digits.to_array())
}

fn number(tens: u8, ones: u8) -> i8 {
    (10 * tens + ones).cast_signed()
}

fn two_digits(tens: u8, ones: u8) -> Option<i8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| number(tens - b'0', ones - b'0'))
}

/// Splits off the decimals of the second, if any. Returns `None` for a point without digits.
#[inline]
fn split_decimals(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let Some(decimals) = text.strip_prefix(b".") else {
        return Some((&[], text));
    };
    let end = decimals.iter().position(|byte| !byte.is_ascii_digit())?;
    if end == 0 { None } else { decimals.split_at_checked(end) }
}

/// Converts the decimals of a second to nanoseconds. Decimals after the ninth are ignored.
fn nanoseconds(decimals: &[u8]) -> i32 {
    let digits = decimals.iter().map(|digit| i32::from(digit - b'0')).chain(std::iter::repeat(0));
    digits.take(9).fold(0, |nanoseconds, digit| 10 * nanoseconds + digit)
}

/// Splits off the offset, in minutes.
#[inline]
fn split_offset(text: &[u8]) -> Option<(i32, &[u8])> {
    match *text {
        [b'Z' | b'z', ref rest @ ..] => Some((0, rest)),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2, ref rest @ ..] => {
            let (hours, minutes) = (two_digits(h1, h2)?, two_digits(m1, m2)?);
            let offset = i32::from(hours) * 60 + i32::from(minutes);
            let offset = if sign == b'-' { -offset } else { offset };
            (hours <= 23 && minutes <= 59).then_some((offset, rest))
        }
        _ => None,
    }
}

/// Returns `Some` if a minute is the last one of a month. The minute counts from midnight of `date`, and may be outside
/// that day.
fn ends_month(date: Date, minute_of_day: i32) -> Option<()> {
    const DAY: i32 = 24 * 60;
    let date = match minute_of_day.div_euclid(DAY) {
        0 => date,
        -1 => date.yesterday().ok()?,
        // No offset is long enough to reach the last minute of the next day.
        _ => return None,
    };
    (minute_of_day.rem_euclid(DAY) == DAY - 1 && date == date.last_of_month()).then_some(())
}

#[cfg(test)]
mod tests {
    use super::{is_rfc3339, moment, split_rfc3339};

    #[test]
    fn a_moment_is_the_same_in_every_offset() {
        let moments = [
            ("2024-05-01T23:30:00.375Z", "2024-05-02t01:30:00.375+02:00"),
            ("2016-12-31T23:59:60.5Z", "2016-12-31T23:59:59.999999999Z"),
            ("9999-12-31T23:59:59-01:00", "9999-12-31T23:58:59-01:01"),
        ];
        for (text, same) in moments {
            assert_eq!(moment(text), moment(same), "{text}");
        }
        assert!(moment("9999-12-31T23:59:59-01:00") < moment("9999-12-31T23:59:59-23:59"));
        assert_eq!(moment("2024-02-30T00:00:00Z"), None);
    }

    #[test]
    fn only_real_moments_pass() {
        let good = [
            "2024-04-29T02:08:29.375Z",
            "2024-02-29T23:59:59+14:00",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999999999-23:59",
            "2024-04-29t02:08:29z",
            "2016-12-31T23:59:60Z",
            "2017-01-01T05:29:60.5+05:30",
            "2016-12-31T18:59:60-05:00",
            "2024-04-29T00:00:00-00:00",
            "2024-02-29T23:59:59.999Z",
            "2024-12-31T23:59:60.000Z",
            "0000-01-01T00:00:00.000Z",
        ];
        for text in good {
            assert!(is_rfc3339(text), "{text}");
            assert_eq!(split_rfc3339(&format!("{text}\",")), Some((text, "\",")));
        }
        let bad = [
            "",
            "yesterday",
            "2024-04-29",
            "2024-04-29T02:08:29",
            "2024-04-29 02:08:29Z",
            "2024-02-30T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-00-10T00:00:00Z",
            "2024-01-00T00:00:00Z",
            "2024-04-29T24:00:00Z",
            "2024-04-29T23:60:00Z",
            "2024-04-29T23:59:60Z",
            "2016-12-31T23:59:61Z",
            "2016-12-31T22:59:60Z",
            "2024-04-29T02:08:29.Z",
            "2024-04-29T02:08:29.5",
            "2024-04-29T02:08:29,5Z",
            "2024-04-29T02:08Z",
            "2024-04-29T02:08:29+24:00",
            "2024-04-29T02:08:29+05:60",
            "2024-04-29T02:08:29+0530",
            "2024-04-29T02:08:29+05",
            "2024-04-29T02:08:29ZZ",
            "2024-04-29T02:08:29Z ",
            "24-04-29T02:08:29Z",
            "+002024-04-29T02:08:29Z",
            "2024-04-29T02:08:29Z[UTC]",
            "２024-04-29T02:08:29Z",
            "2023-02-29T00:00:00.000Z",
            "2024-04-31T00:00:00.000Z",
            "2024-00-01T00:00:00.000Z",
            "2024-13-01T00:00:00.000Z",
            "2024-01-00T00:00:00.000Z",
            "2024-01-01T24:00:00.000Z",
            "2024-01-01T00:60:00.000Z",
            "2024-01-01T00:00:60.000Z",
        ];
        for text in bad {
            assert!(!is_rfc3339(text), "{text}");
            let quoted = format!("{text}\",");
            assert!(split_rfc3339(&quoted).is_none_or(|(_, rest)| !rest.starts_with('"')), "{text}");
        }
    }
}
