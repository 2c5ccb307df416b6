// Rows as text that other programs read.

export function csv(rows) {
  // A text that begins like a formula stays text in a spreadsheet.
  const cell = value => {
    if (value == null) return "";
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) && !Number.isFinite(Number(value)) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map(row => row.map(cell).join(",") + "\r\n").join("");
}

export function tsv(rows) {
  return rows.map(row => row.map(value => value == null ? "" : String(value).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
}
