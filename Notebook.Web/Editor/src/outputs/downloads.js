// Copying and keeping what an output shows.
import { showNotice } from "../notices.js";

export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    showNotice(`${what} copied.`);
  } catch {
    // A plain address without HTTPS has no clipboard of its own; a selection still can be copied.
    const area = document.createElement("textarea");
    area.value = text;
    area.style.cssText = "position:fixed;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    showNotice(done ? `${what} copied.` : "The browser does not let this page copy. Select the text and copy it with the keyboard.");
  }
}

export function keep(content, type, name) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  follow(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Downloads an address of the server. */
export function follow(address, name = "") {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}
