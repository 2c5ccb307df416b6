// What this tab typed and the server has not confirmed, kept in the tab's session storage over a reload or a dead circuit.
const prefix = "notebook.unsent.";

export function keepUnsent(notebookId, records) {
  try {
    if (records.length === 0) sessionStorage.removeItem(prefix + notebookId);
    else sessionStorage.setItem(prefix + notebookId, JSON.stringify(records));
    return true;
  } catch {
    return false; // Storage is full or forbidden; the text is still in the editor.
  }
}

export function takeUnsent(notebookId) {
  try {
    const kept = sessionStorage.getItem(prefix + notebookId);
    return kept ? JSON.parse(kept) : [];
  } catch {
    return [];
  }
}

/** Where the reader was, so that a reload in an emergency does not lose the place. */
export function keepPlace(notebookId, place) {
  try {
    sessionStorage.setItem(`notebook.place.${notebookId}`, JSON.stringify(place));
  } catch {
    // The page opens at its top then.
  }
}

export function takePlace(notebookId) {
  try {
    const key = `notebook.place.${notebookId}`;
    const kept = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return kept ? JSON.parse(kept) : null;
  } catch {
    return null;
  }
}
