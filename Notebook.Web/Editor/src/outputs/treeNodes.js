// The nodes of a tree: {name, text, style, path, parts: null or () => nodes, note, copied: () => text}.

const styles = { text: "string", date: "string", number: "number", boolean: "keyword", null: "keyword", error: "failure" };

/** A node of application/vnd.notebook.tree.v1+json; Notebook.Interactive's TreeJson says what it holds. */
export function valueNode(name, value, path) {
  const isNode = typeof value === "object" && value !== null;
  const parts = isNode && Array.isArray(value.parts) ? value.parts : null;
  if (!parts) {
    const text = isNode && typeof value.text === "string" ? value.text : "null";
    return { name, text, style: styles[value?.kind] ?? "", path, parts: null, note: null, copied: () => text };
  }
  const isKeyed = value.kind === "dictionary";
  const size = Number.isFinite(value.count) && value.kind !== "object" ? `(${value.count})` : "";
  return {
    name,
    text: [value.type, size, value.text].filter(Boolean).join(" ") || "{ … }",
    style: "type",
    path,
    parts: () => parts.map((part, index) => valueNode(part.name ?? null, part.value ?? part, step(path, part.name, index, isKeyed))),
    note: value.cut ? value.note ?? "… and more" : null,
    copied: () => JSON.stringify(plain(value), null, 2),
  };
}

/** A node of any JSON value. */
export function jsonNode(name, value, path) {
  if (typeof value !== "object" || value === null) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const style = value === null || typeof value === "boolean" ? "keyword" : typeof value === "number" ? "number" : "string";
    return { name, text, style, path, parts: null, note: null, copied: () => text };
  }
  const isList = Array.isArray(value);
  const keys = isList ? null : Object.keys(value);
  const size = isList ? value.length : keys.length;
  const noun = isList ? "item" : "property";
  return {
    name,
    text: size === 0 ? (isList ? "[ ]" : "{ }") : `${size} ${size === 1 ? noun : isList ? "items" : "properties"}`,
    style: "type",
    path,
    parts: size === 0 ? null : () => isList
      ? value.map((part, index) => jsonNode(String(index), part, step(path, null, index)))
      : keys.map(key => jsonNode(key, value[key], step(path, key))),
    note: null,
    copied: () => JSON.stringify(value, null, 2),
  };
}

function step(path, name, index, isKeyed) {
  if (name == null) return `${path}[${index}]`;
  if (!isKeyed && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return path ? `${path}.${name}` : name;
  return `${path}[${JSON.stringify(name)}]`;
}

function plain(value) {
  if (!Array.isArray(value?.parts)) return value?.kind === "number" && Number.isSafeInteger(Number(value.text)) ? Number(value.text) : value?.kind === "null" ? null : value?.kind === "boolean" ? value.text === "True" : value?.text ?? null;
  return value.kind === "sequence" ? value.parts.map(part => plain(part.value ?? part)) : Object.fromEntries(value.parts.map((part, index) => [part.name ?? index, plain(part.value)]));
}
