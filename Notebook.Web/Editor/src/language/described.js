// What something is, in a small pane: its declaration and its documentation, as text and nothing else.

/** @param reply {signature, documentation}; @returns null when it says nothing */
export function described(reply) {
  if (!reply?.signature && !reply?.documentation) return null;
  const pane = document.createElement("div");
  pane.className = "described";
  if (reply.signature) pane.append(Object.assign(document.createElement("code"), { textContent: reply.signature }));
  for (const part of (reply.documentation ?? "").split(/\n{2,}|\n/).filter(part => part.trim()))
    pane.append(Object.assign(document.createElement("p"), { textContent: part }));
  return pane;
}

/** @param problems {severity, message, id}[] */
export function problemList(problems) {
  const list = document.createElement("div");
  list.className = "described-problems";
  for (const one of problems) {
    const line = document.createElement("p");
    line.className = `is-${one.severity.toLowerCase()}`;
    line.append(Object.assign(document.createElement("b"), { textContent: wordOf(one) }), ` ${one.message} `, Object.assign(document.createElement("span"), { className: "quiet", textContent: one.id }));
    list.append(line);
  }
  return list;
}

export function wordOf({ severity }) {
  return { Error: "Error:", Warning: "Warning:", Information: "Note:", Hint: "Hint:" }[severity] ?? "Note:";
}
