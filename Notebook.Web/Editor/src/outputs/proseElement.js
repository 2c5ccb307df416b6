// <notebook-prose>: rendered Markdown, of a text cell or an output. The server made it safe; here formulas, code colours,
// diagrams and links within the notebook come to it, when it comes near the viewport.
import { localButton } from "../elements.js";
import { forgetNear, whenNear } from "../near.js";
import { highlight } from "./highlight.js";
import { renderMath } from "./math.js";

export class ProseElement extends HTMLElement {
  #dressed = false;

  connectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected || this.#dressed) return;
      this.#dressed = true;
      whenNear(this, () => this.#dress());
    });
  }

  disconnectedCallback() { queueMicrotask(() => { if (!this.isConnected) forgetNear(this); }); }

  /** @param html made safe by the server, the only place that renders Markdown */
  render(html) {
    this.innerHTML = html;
    whenNear(this, () => this.#dress());
  }

  #dress() {
    for (const formula of this.querySelectorAll(".math")) renderMath(formula, formula.localName === "div");
    for (const code of this.querySelectorAll("pre > code[class^='language-']")) {
      const language = code.className.slice("language-".length);
      if (language === "mermaid") drawDiagram(code);
      else highlight(code, language);
    }
    for (const link of this.querySelectorAll("a.remote-picture")) offerPicture(link);
  }
}

function drawDiagram(code) {
  const diagram = document.createElement("notebook-diagram");
  const { parentElement: block } = code;
  block.replaceWith(diagram);
  block.textContent = code.textContent;
  diagram.append(block);
}

// Loading it tells another server that this text is being read, so the reader decides.
function offerPicture(link) {
  if (link.nextElementSibling?.classList.contains("load-picture")) return;
  const { host } = new URL(link.href);
  const load = localButton(`Load picture from ${host}`, { text: "Load", className: "button-small button-edge load-picture" }, event => {
    event.stopPropagation();
    const picture = document.createElement("img");
    picture.referrerPolicy = "no-referrer";
    picture.alt = link.textContent.replace(/^Picture: /, "");
    picture.src = link.href;
    picture.addEventListener("error", () => picture.replaceWith(document.createTextNode(`[The picture could not be loaded from ${host}]`)));
    load.remove();
    link.replaceWith(picture);
  });
  link.after(" ", load);
}

/** Follows links such as #results to the heading of that name, in whichever cell it stands. */
export function followHeading(event, root) {
  const link = event.target.closest?.(".prose a[href^='#'], .prose a[data-heading]");
  if (!link) return false;
  event.preventDefault();
  const wanted = decodeURIComponent(link.getAttribute("href").slice(1));
  const heading = [...root.querySelectorAll("[data-anchor]")].find(candidate => candidate.dataset.anchor === wanted);
  // A link to a cell, as "Copy link to cell" gives it.
  if (!heading) return wanted.startsWith("cell-") && (location.hash = wanted), true;
  root.notebookPage.place.reveal(heading.closest(".cell"));
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start" });
  return true;
}
