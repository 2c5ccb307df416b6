// Pictures in full size, over the page.
import { localButton } from "../elements.js";
import { follow } from "./downloads.js";

export function enlarge(address, words) {
  const dialog = document.createElement("dialog");
  dialog.className = "picture-dialog";
  dialog.setAttribute("aria-label", words);
  const picture = document.createElement("img");
  picture.src = address;
  picture.alt = words;
  const small = "button-small button-icon";
  const tools = document.createElement("div");
  tools.className = "picture-tools";
  tools.append(
    localButton("Download picture", { iconName: "download", className: small }, () => follow(downloadOf(address))),
    localButton("Close", { iconName: "close", className: small }, () => dialog.close()));
  dialog.append(picture, tools);
  dialog.addEventListener("click", event => { if (event.target === dialog || event.target === picture) dialog.close(); });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function pictureTools(button) {
  const { picture: address } = button.dataset;
  return [
    { label: "Enlarge picture", iconName: "enlarge", run: () => enlarge(address, button.querySelector("img").alt) },
    { label: "Download picture", iconName: "download", run: () => follow(downloadOf(address)) },
  ];
}

function downloadOf(address) { return `${address}${address.includes("?") ? "&" : "?"}download`; }
