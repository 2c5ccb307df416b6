// Small pieces of the page that are made here rather than rendered by the server.
import { keysOf } from "./commands/registry.js";

const icons = "img/icons.svg";

/** Takes the icons into the page, so that a button made while there is no connection has one. */
export async function keepIcons() {
  if (document.getElementById("icon-plus")) return;
  const response = await fetch(icons).catch(() => null);
  if (!response?.ok) return; // Icons come from the file then, as long as there is a connection.
  const file = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
  for (const symbol of file.querySelectorAll("symbol")) symbol.id = `icon-${symbol.id}`;
  file.setAttribute("hidden", "");
  document.body.append(document.importNode(file, true));
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", document.getElementById(`icon-${name}`) ? `#icon-${name}` : `${icons}#${name}`);
  svg.append(use);
  return svg;
}

/** A button whose click the page turns into the command of this name. */
export function commandButton(command, label, look) {
  const keys = keysOf(command);
  const button = plainButton(label, look);
  button.dataset.command = command;
  if (keys) button.title = `${label} (${keys})`;
  return button;
}

/** A button that its maker listens to. */
export function plainButton(label, { iconName, text, className = "" } = {}) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `button ${className}`.trim();
  if (iconName) button.append(icon(iconName));
  if (text) button.append(text);
  button.setAttribute("aria-label", label);
  button.title = label;
  return button;
}

/** A button that does one thing where it stands. */
export function localButton(label, look, pressed) {
  const button = plainButton(label, look);
  button.addEventListener("click", pressed);
  return button;
}
