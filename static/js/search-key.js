// What two spellings of the same words have in common: the mirror of `search_key` in partnership/core/text.py,
// so that what is found here is what the server would find. A test holds both to the same words.
const LETTERS = { "ي": "ی", "ى": "ی", "ې": "ی", "ے": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ۃ": "ه", "ہ": "ه", "ە": "ه", "ھ": "ه", "ٱ": "ا", "ς": "σ", "ß": "ss" };
const DROPPED = /[\u00ad\u034f\u061c\u0621\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u{e0000}-\u{e007f}]/gu;
const MARKS = /[\p{Mn}\p{Me}]/gu;

const digit = (sign) => String((sign.codePointAt(0) & 0xf) % 10);

/** «رؤیا» and «رویا», «كار‌آموز» and «کارآموز», «۱۴۰۵» and "1405" have one key. */
export function searchKey(value) {
  return String(value ?? "")
    .normalize("NFKC")
    .normalize("NFD")
    .replace(MARKS, "")
    .replace(DROPPED, "")
    .toLowerCase()
    .replace(/./gu, (sign) => LETTERS[sign] ?? sign)
    .normalize("NFD")
    .replace(MARKS, "")
    .normalize("NFC")
    .replace(/[۰-۹٠-٩]/g, digit)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** A test of keys: every word of the query occurs, or the query without its spaces does. */
export function finder(query) {
  const wanted = searchKey(query);
  const words = wanted.split(" ").filter(Boolean);
  const joined = words.join("");
  return (key) => words.every((word) => key.includes(word)) || key.includes(joined);
}
