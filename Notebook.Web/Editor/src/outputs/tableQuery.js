// How somebody looks at a table: sorts, filters, a page. And the same work over rows at hand, as the kernel does it over the
// rows it keeps (Notebook.Interactive/Tables): nulls last, texts without regard to case and accents, equal rows in their order.

export const maxChoices = 50; // as TableLimits.cs
export const maxCopied = 50_000; // rows; more than that is a file, not a clipboard

/** @returns the sorts after a click on a column: ascending, descending, none; with several, the clicked one among the others */
export function nextSorts(sorts, column, keepOthers) {
  const now = sorts.find(sort => sort.column === column);
  const next = !now ? { column, descending: false } : now.descending ? null : { column, descending: true };
  if (!keepOthers) return next ? [next] : [];
  return now ? sorts.flatMap(sort => sort !== now ? [sort] : next ? [next] : []) : [...sorts, next].slice(-8);
}

/** What a filter says, for its chip. */
export function filterWords({ column, kind, values = [] }, columns) {
  const name = column < 0 ? "Any column" : columns[column]?.name ?? "?";
  switch (kind) {
    case "Contains": return `${name} has “${values[0]}”`;
    case "OneOf": return `${name}: ${values.length > 3 ? `${values.slice(0, 2).join(", ")} and ${values.length - 2} more` : values.join(", ")}`;
    case "Empty": return `${name} is empty`;
    case "NotEmpty": return `${name} is not empty`;
    default: return `${name} ${signs[kind]} ${values[0]}`;
  }
}

export const signs = { Equal: "=", Above: ">", AtLeast: "≥", Below: "<", AtMost: "≤" };

/** The different texts of a column, sorted; null when there are more than somebody would choose from. */
export function choicesOf(rows, column) {
  const choices = new Set();
  for (const row of rows) {
    if (row[column] == null) continue;
    choices.add(cellText(row[column]));
    if (choices.size > maxChoices) return null;
  }
  return [...choices].sort(compareTexts);
}

/** Rows that meet the filters, in the order of the sorts. */
export function arrange(rows, columns, { sorts, filters }) {
  let kept = rows;
  for (const filter of filters) {
    const matches = matcher(filter, columns);
    kept = kept.filter(matches);
  }
  if (sorts.length === 0) return kept;
  const comparers = sorts.map(sort => comparer(sort, columns[sort.column]?.type));
  return kept.toSorted((left, right) => {
    for (const compare of comparers) {
      const order = compare(left, right);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** A value as it stands in a cell. */
export function cellText(value) { return typeof value === "string" ? value : typeof value === "boolean" ? (value ? "True" : "False") : String(value); }

function comparer({ column, descending }, type) {
  const compare = type === "number" ? compareNumbers : (a, b) => typeof a === "number" && typeof b === "number" ? a - b : typeof a === "number" ? -1 : typeof b === "number" ? 1 : compareTexts(cellText(a), cellText(b));
  return (left, right) => {
    const [a, b] = [left[column], right[column]];
    if (isMissing(a, type) || isMissing(b, type)) return isMissing(a, type) - isMissing(b, type); // What is missing comes last either way.
    return descending ? compare(b, a) : compare(a, b);
  };
}

function isMissing(value, type) { return value == null || (type === "number" && Number.isNaN(Number(value))); }

function compareNumbers(a, b) {
  // A text where a number would lose digits.
  if (typeof a === "string" && typeof b === "string" && /^-?\d+$/.test(a) && /^-?\d+$/.test(b)) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
  return Math.sign(Number(a) - Number(b)) || 0;
}

const collator = new Intl.Collator("en", { sensitivity: "base" });
function compareTexts(a, b) { return collator.compare(a, b); }

function matcher({ column, kind, values = [] }, columns) {
  if (column < 0) {
    const all = columns.map((_, index) => matcher({ column: index, kind, values }, columns));
    return row => all.some(matches => matches(row));
  }
  if (kind === "Empty") return row => row[column] == null;
  if (kind === "NotEmpty") return row => row[column] != null;
  const of = test => row => row[column] != null && test(row[column]);
  const value = values[0] ?? "";
  if (kind === "OneOf") return of(cell => values.includes(cellText(cell)));
  const wanted = value.toLowerCase();
  if (kind === "Contains") return of(cell => cellText(cell).toLowerCase().includes(wanted));
  const number = value.trim() === "" ? NaN : Number(value);
  if (columns[column]?.type !== "date" && !Number.isNaN(number)) {
    return of(cell => typeof cell === "string" && columns[column]?.type !== "number" ? kind === "Equal" && cell.toLowerCase() === wanted : holds(kind, Number(cell) - number));
  }
  // A date without a time stands for the whole day: the same length of both is compared.
  if (columns[column]?.type === "date") return of(cell => holds(kind, order(cellText(cell).slice(0, value.length), value.replace("T", " "))));
  return of(cell => holds(kind, compareTexts(cellText(cell), value)));
}

function order(a, b) { return a < b ? -1 : a > b ? 1 : 0; }

function holds(kind, difference) {
  switch (kind) {
    case "Equal": return difference === 0;
    case "Above": return difference > 0;
    case "AtLeast": return difference >= 0;
    case "Below": return difference < 0;
    default: return difference <= 0;
  }
}
