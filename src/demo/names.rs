//! Invented people: common given names and surnames, put together by chance.

use rand::RngExt;
use rand::seq::IndexedRandom;

use super::book::Book;

const GIVEN: [&str; 72] = [
    "Aino", "Eeva", "Helmi", "Kaisa", "Liisa", "Maija", "Noora", "Päivi", "Riikka", "Sanna", "Tuula", "Venla",
    "Anneli", "Hanna", "Irja", "Jenni", "Katja", "Leena", "Marjatta", "Niina", "Outi", "Pirjo", "Raija", "Satu",
    "Tarja", "Ulla", "Virpi", "Elina", "Henna", "Johanna", "Kirsi", "Laura", "Merja", "Oona", "Ritva", "Sirpa",
    "Antti", "Eero", "Hannu", "Ilkka", "Juha", "Kalle", "Lauri", "Mika", "Niko", "Olli", "Pekka", "Reijo", "Sami",
    "Timo", "Urho", "Ville", "Arto", "Esa", "Heikki", "Jari", "Kari", "Lasse", "Markku", "Osmo", "Petri", "Risto",
    "Seppo", "Tapio", "Unto", "Veikko", "Joonas", "Kimmo", "Matti", "Pentti", "Rauno", "Tuomas",
];

const SURNAMES: [&str; 64] = [
    "Ahonen",
    "Eskelinen",
    "Haapala",
    "Heikkinen",
    "Hiltunen",
    "Huttunen",
    "Hyvönen",
    "Immonen",
    "Jokela",
    "Juntunen",
    "Kainulainen",
    "Karjalainen",
    "Karppinen",
    "Kauppinen",
    "Keränen",
    "Kettunen",
    "Kinnunen",
    "Koivisto",
    "Komulainen",
    "Korhonen",
    "Kovalainen",
    "Kuosmanen",
    "Kurki",
    "Laaksonen",
    "Laitinen",
    "Lappalainen",
    "Lehtonen",
    "Leinonen",
    "Lipponen",
    "Luukkonen",
    "Malinen",
    "Manninen",
    "Matikainen",
    "Miettinen",
    "Moilanen",
    "Mäkelä",
    "Möttönen",
    "Nevalainen",
    "Nissinen",
    "Nousiainen",
    "Ojala",
    "Oikarinen",
    "Paavilainen",
    "Partanen",
    "Pesonen",
    "Pulkkinen",
    "Puustinen",
    "Rautiainen",
    "Reinikainen",
    "Ruuskanen",
    "Räisänen",
    "Saarela",
    "Salmela",
    "Seppänen",
    "Sirviö",
    "Suhonen",
    "Tervonen",
    "Tolonen",
    "Turunen",
    "Vainio",
    "Vartiainen",
    "Vesterinen",
    "Virtanen",
    "Väisänen",
];

/// A given name and a surname.
pub fn draw(book: &mut Book) -> (&'static str, &'static str) {
    let given = GIVEN.choose(&mut book.rng).expect("the list has names");
    let surname = SURNAMES.choose(&mut book.rng).expect("the list has names");
    (given, surname)
}

/// A birth year of somebody of working age in 2026.
pub fn birth_year(book: &mut Book) -> i32 {
    book.rng.random_range(1962..=2006)
}

/// An e-mail address under `.example`, which no mail ever reaches (RFC 2606).
pub fn email(given: &str, surname: &str, number: u32) -> String {
    format!("{}.{}.{number}@posti.example", plain(given), plain(surname))
}

/// A number that no network has: its subscriber part begins with zeros.
pub fn phone(number: u32) -> String {
    format!("+35850{number:07}")
}

/// Letters that every address takes.
pub fn plain(name: &str) -> String {
    let fold = |letter: char| match letter {
        'ä' | 'å' | 'á' | 'ạ' | 'ả' => Some('a'),
        'ö' | 'ó' => Some('o'),
        ' ' | '-' => Some('-'),
        letter => Some(letter).filter(char::is_ascii_alphanumeric),
    };
    name.to_lowercase().chars().filter_map(fold).collect()
}
