// Digits and numbers for people: Persian digits where the page is Persian, ASCII for machines.
const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";
const ARABIC = "٠١٢٣٤٥٦٧٨٩";

export const isPersian = () => document.documentElement.lang.startsWith("fa");

/** "۱٬۲۰۰" → "1200", ready for Number(); other characters are dropped. */
export function toAscii(text) {
  return String(text)
    .replace(/[۰-۹]/g, (digit) => PERSIAN.indexOf(digit))
    .replace(/[٠-٩]/g, (digit) => ARABIC.indexOf(digit))
    .replace(/[٫/]/g, ".")
    .replace(/[^0-9.-]/g, "");
}

/** Any text with its digits in the language of the page. */
export function localDigits(text) {
  return isPersian() ? String(text).replace(/[0-9]/g, (digit) => PERSIAN[digit]) : String(text);
}

/** 1200 → "۱٬۲۰۰" or "1,200". */
export function format(number) {
  const grouped = String(number).replace(/\B(?=(\d{3})+(?!\d))/g, isPersian() ? "٬" : ",");
  return localDigits(isPersian() ? grouped.replace(".", "٫") : grouped);
}

/** Bytes → "۲٫۴ مگابایت" or "2.4 MB". */
export function fileSize(bytes) {
  const big = bytes >= 1048576;
  const value = big ? (bytes / 1048576).toFixed(1) : Math.max(1, Math.round(bytes / 1024));
  const [small, large] = isPersian() ? ["کیلوبایت", "مگابایت"] : ["KB", "MB"];
  return `${format(value)} ${big ? large : small}`;
}
